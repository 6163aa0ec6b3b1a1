"""Lines that pages print among an article's paragraphs and that are none of them, in the languages of newsrooms."""

import re

from sources._shared.dates import parse_when, span_of_when

_LONGEST = 320
_PROMOTES = re.compile(
    r"^\W*(?:(?:read|see|watch|listen|learn|discover)\s+(?:more|also|next|too|now|here)\b|also\s+read\b|"
    r"related\b(?:\s*(?:stor|article|post|"
    r"content|news|link|topic|read|cover|video)\w*)?\s*:?$|related\s*[:|]|more\s+(?:from|on|stories|news|about|"
    r"in|like)\b.{0,40}$|"
    r"(?:most|must)[\s-](?:read|popular|viewed|shared|watched)\b.{0,40}$|recommended\b.{0,30}$|you\s+(?:may|"
    r"might)\s+(?:also\s+)?(?:like|be)\b|"
    r"don.t\s+miss\b.{0,60}$|trending\b.{0,20}$|editors?.?s?\s+picks?\b.{0,20}$|up\s+next\b.{0,40}$|"
    r"popular\s+(?:now|stor|post|article)\w*$|"
    r"lesen\s+sie\s+(?:auch|hier|dazu|mehr|weiter|zudem|jetzt)|lies\s+auch|mehr\s+(?:zum\s+thema|dazu|lesen|aus|"
    r"zu)\b.{0,50}$|"
    r"auch\s+interessant|weitere\s+(?:themen|artikel|nachrichten|meldungen|informationen)\b.{0,40}$|"
    r"das\s+könnte\s+(?:sie|dich)\b|"
    r"(?:à\s+)?lire\s+(?:aussi|également|la suite|plus)|sur\s+le\s+même\s+(?:sujet|thème)|à\s+voir\s+aussi|"
    r"leggi\s+anche|potrebbe\s+interessarti|"
    r"(?:lea|lee|leer)\s+(?:también|tambien|más|además)|te\s+puede\s+interesar|"
    r"(?:ver|noticias?)\s+(?:también|relacionad\w+|más)|leia\s+(?:também|mais)|veja\s+(?:também|mais)|saiba\s+mais|"
    r"lees\s+(?:ook|meer|verder)|meer\s+(?:over|nieuws)\b.{0,30}$|läs\s+(?:mer|också|även)|les\s+(?:også|mer)|"
    r"læs\s+(?:også|mere)|"
    r"lue\s+(?:myös|lisää)|czytaj\s+(?:też|także|więcej|również)|zobacz\s+(?:też|także|również)|čtěte\s+(?:také|"
    r"také|více)|"
    r"читайте\s+(?:также|ещё|еще)|читать\s+(?:также|далее)|читайте\s+також|ayrıca\s+oku|ilgili\s+haber|"
    r"bunu\s+da\s+oku|baca\s+(?:juga|selengkapnya)|"
    r"διαβάστε\s+(?:επίσης|ακόμη|ακόμα)|citește\s+și|olvasta\s+már|관련\s*기사|相关阅读|延伸阅读|関連記事|यह भी पढ़ें|"
    r"ये भी पढ़ें|اقرأ أيضا|przeczytaj\s+(?:też|także|również)|kapcsolódó\b|"
    r"xem\s+thêm|đọc\s+thêm|tin\s+liên\s+quan|İLGİLİ\s+HABER|بیشتر\s+بخوانید|همچنین\s+بخوانید|"
    r"مواضيع\s+ذات\s+صلة|прочитайте\s+також|te\s+recomendamos|"
    r"相關報導|相關新聞|相关新闻|相关报道|更多報導)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:please\s+)?(?:sign\s+up|subscribe|register|log\s?in|follow\s+us|like\s+us|join\s+(?:us|our|"
    r"the\s+(?:conversation|discussion))|"
    r"get\s+(?:the|our|all\s+the)\s+(?:latest|best|free|daily|news|app)|download\s+(?:our|the)\s+.{0,20}app|"
    r"support\s+(?:our|us)|donate|"
    r"click\s+(?:here|to)\b|tap\s+here|share\s+(?:this|on|via|with)|tweet\s+this|print\s+this|email\s+this|"
    r"e-?mail$|(?:read|catch)\s+all\s+the\s+(?:latest|breaking)|(?:view|show|see|load|hide)\s+"
    r"(?:all\s+|more\s+)?(?:comments?|replies)|leave\s+a\s+(?:comment|reply)|comments?\s+(?:are\s+closed|below)|"
    r"(?:copy\s+)?link\s+copied|"
    r"this\s+(?:article|story|content|video)\s+is\s+(?:only\s+)?(?:available|reserved|exclusive)|"
    r"already\s+a\s+(?:subscriber|member)|continue\s+reading|"
    r"(?:to\s+)?(?:enable|allow)\s+(?:javascript|cookies)|we\s+use\s+cookies|enter\s+your\s+e-?mail|by\s+signing\s+up|"
    r"(?:external|externe[rn]?)\s+(?:content|inhalte?)\b|deine\s+privatsphäre|um\s+diesen?\s+inhalte?\b|"
    r"an\s+dieser\s+stelle\s+finden\s+sie|"
    r"empfohlener\s+(?:externer\s+)?inhalt|your\s+(?:privacy|browser)\b|ce\s+contenu\s+est\s+bloqué|"
    r"este\s+contenido\s+no|"
    r"thank\s+you\s+for\s+(?:subscribing|signing|registering)|"
    r"abonnieren\b|jetzt\s+(?:abonnieren|anmelden|registrieren|kostenlos|testen)|folgen\s+sie\s+uns|"
    r"zum\s+newsletter|melden\s+sie\s+sich|"
    r"teilen$|drucken$|s.abonner|abonnez|inscrivez|suivez[\s-](?:nous|toute)|partager$|suscr[íi]bete|síguenos|"
    r"sigue\s+(?:toda\s+)?la|compartir$|"
    r"iscriviti|seguici|condividi$|assine|inscreva|siga\s+o|compartilh\w+$|abonneer|volg\s+ons|deel\s|"
    r"följ\s+(?:oss|med)|prenumerera|følg\s+os|"
    r"tilaa|zapisz\s+się|obserwuj|подпис(?:ывайтесь|аться|ка)|підпис\w+|следите\s+за|abone\s+ol|takip\s+et|"
    r"if\s+you\s+(?:make|try)\s+this\s+recipe|got\s+a\s+(?:story|tip|news\s+tip)\b|do\s+you\s+have\s+a\s+(?:story|tip)\b|"
    r"for\s+(?:the\s+latest|more)\s+(?:headlines|news|stories|updates)\b.{0,80}\b(?:follow|visit|download|sign|subscribe|head)|"
    r"contact\s+the\s+(?:reporter|author|writer)|(?:you\s+can\s+)?reach\s+(?:him|her|them|the\s+reporter)\s+at|"
    r"follow\s+(?:him|her|them|(?:[\w.-]+\s+){1,4})on\s+(?:twitter|x|facebook|instagram|threads|bluesky|whatsapp)\b|"
    r"this\s+(?:story|article|interview|piece|post|column|essay)\s+(?:appears\s+in|appeared\s+in|(?:was\s+)?(?:originally|first)\s+"
    r"(?:appeared|published|ran)|has\s+been\s+(?:edited|condensed|updated|corrected))|"
    r"\(?this\s+story\s+has\s+not\s+been\s+edited\b|an?\s+version\s+of\s+this\s+(?:story|article)\s+(?:first\s+)?appear|"
    r"(?:.{0,30}\?\s+)?join\s+[\d,.]+\s+(?:readers|subscribers)|clique\s+aqui|"
    r"(?:mehr|weitere)\s+(?:nachrichten|news)\b.{0,120}\b(?:whatsapp|newsletter|app)\b|"
    r"\(?(?:additional\s+)?reporting\s+by\s|our\s+standards:|thanks\s+for\s+reading\b|"
    r"(?:sigue|síguenos|únete|suscríbete)\b.{0,60}\b(?:whatsapp|telegram|canal|newsletter)|"
    r"ikuti\s+)).{0,400}$",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"^\W*(?:advertisements?|sponsored(?:\s+content)?|paid\s+content|promoted|anzeige|werbung|publicité|"
    r"publicidad(?:e)?|pubblicità|advertentie|"
    r"annons|annonse|annonce|mainos|reklama?|реклама|iklan|広告|广告|광고|विज्ञापन|إعلان|"
    r"(?:the\s+)?(?:story|article|text)\s+continues\s+(?:below|after)\b.*|continue\s+reading\s+below\b.*|"
    r"scroll\s+to\s+continue\b.*|"
    r"skip\s+(?:past|to|advert|ad)\b.*|artikel\s+geht\s+(?:nach|unten)\b.*|la\s+suite\s+après\b.*|"
    r"share|shares?|tweet|pin\s?it|whats\s?app|facebook|twitter|linkedin|reddit|flipboard|telegram|messenger|"
    r"pinterest|copy\s+link|print|save|"
    r"email|loading\W*|play(?:\s+video)?|video|photos?|gallery|close|menu|search|follow|subscribe|comments?|"
    r"reply|like|dislike|back\s+to\s+top|"
    r"text\s+size|placeholder\b.{0,20}|(?:video\s+)?transcript|reset|commenter|skip\s+to\b.{0,30}|table\s+of\s+contents|"
    r"read\s+or\s+share\s+this\b.*|"
    r"\[?\+?\]?\s*enlarge(?:\s+(?:this\s+)?image)?|click\s+to\s+enlarge|contribute|follow\s+\w+(?:\s\w+){0,2}|story\s+highlights|"
    r"(?:toggle|hide|media|image)\s+caption|image\s+(?:source|copyright).{0,60}|view\s+(?:full|larger)\s+(?:size|image)|"
    r"view\s+gallery|listen|listen\s+to\s+(?:this\s+)?article|audio|transcript|image|total|"
    r"\d+\s*(?:comments?|shares?|kommentare?|likes?|views?|commentaires?|comentarios?)|"
    r"\d{1,3}\s*(?:/|of|von|de)\s*\d{1,3}|\d+\s*[-–]?\s*min(?:ute)?s?\.?(?:\s*(?:read|lesezeit|de lecture|"
    r"di lettura|de lectura|lesetid|lästid))?|"
    r"(?:lesezeit|lesedauer|reading\s+time|read\s+time|temps\s+de\s+lecture|tempo\s+di\s+lettura|"
    r"tiempo\s+de\s+lectura|leestijd)\W.{0,20}|\d+\s+minuten\s+lese\w+|"
    r"(?:file|stock|handout)\s+(?:photo|image|picture)s?.{0,60}|(?:tags?|labels?|topics?|archivado\s+en|etiketler|теги|tagi|címkék|キーワード|关键词|filed\s+under|posted\s+in|"
    r"categor(?:y|ies)|themen|schlagwörter|etiquetas|étiquettes)\s*[:：].{0,200})\W*$",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"^\W*(?:(?:photo(?:graph)?s?|images?|pictures?|picture\s+credit|foto(?:s|\(s\))?|bild(?:er)?|bildquelle|"
    r"crédits?|credits?|photo\s+credit|courtesy|quellen?|fotograf\w*|"
    r"fuente|fonte|source|via|illustration|video|graphic)\s*(?:by|von|par|de|of|:|/|©|\|)\s?.{2,100}|(?:©|\(c\)|"
    r"copyright\b|all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten|"
    r"tous\s+droits\s+réservés|todos\s+los\s+derechos|todos\s+os\s+direitos|tutti\s+i\s+diritti).{0,200}|"
    r".{0,160}\((?:(?:file\s+)?(?:photo|foto|image|bild|picture|credit)\b|(?:AFP|AP|Reuters|dpa|EPA|Getty|ANI|"
    r"PTI)\s*[/|]).{2,60}\)|.{0,60}\b(?:getty\s+images|/\s?(?:afp|ap|reuters|dpa|epa|shutterstock|istock))\W*)$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:(?:written|reported|posted|published|edited|updated|photography|words|text|story)\s+(?:by|on|at)\b|"
    r"(?:by|von|par|por|door|av|af|di)\s*:?\s+[A-ZÀ-ÞА-Я]|"
    r"(?:last\s+)?(?:updated|modified|published|posted|veröffentlicht|aktualisiert|stand|erstellt|publié|"
    r"mis\s+à\s+jour|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|publicerad|"
    r"publisert|oppdatert|uppdaterad|julkaistu|опубликовано|обновлено)\b|autore?(?:in)?\s*:|author\s*:|"
    r"(?:übersetzung|translation|traduction)\b)",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"^(?:About the author:?\s+)?(?:(?:Dr|Prof|Sir|Dame)\.?\s+)?[A-ZÀ-Þ][\w.'’-]+"
    r"(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|al)){1,3},?\s+"
    r"(?:is|was|writes|covers|has\s+(?:covered|been|written)|joined|reports|teaches|works|ist|schreibt|est|es|è|é)\s"
)
_TRADE = re.compile(
    r"\b(?:(?:is|was)\s+(?:an?|the|our)\s+(?:[\w’'-]+\s+){0,4}(?:correspondent|reporter|columnist|editor|journalist|"
    r"staff writer|contributor|contributing writer|freelance\w*|author of|fellow at)|writes (?:about|on|for)|covers\s|"
    r"reach (?:him|her|them)|follow (?:him|her|them)|@|ist (?:Redakteur|Journalist|Autor|Korrespondent)(?:in)?|"
    r"est (?:journaliste|correspondant)|es (?:periodista|corresponsal)|è (?:giornalista|corrispondente)|"
    r"é (?:jornalista|repórter))"
)
_TELLS = re.compile(
    r"\b(?:last\s+)?(?:updated|published|modified|posted|created)\b(?:\s+(?:on|at))?\W*$", re.IGNORECASE
)
_TIMED = re.compile(r"^\d\d:\d\d\s.*\s\d\d:\d\d\s")  # what a film says, with its clock
_ENDS = tuple(".!?…:;。！？।。”\"»›'’“)")


def is_promotion(line: str) -> bool:
    """Whether a whole line leads to other stories: "Read also: …", "More from Politics", "Mehr zum Thema"."""
    if not any(char.isalnum() for char in line) or _TIMED.match(line):
        return True
    return len(line) <= _LONGEST and bool(_PROMOTES.match(line))


def is_furniture(line: str) -> bool:
    """Whether a whole line is a label, a request to subscribe or share, a credit or a copyright notice."""
    if not any(char.isalnum() for char in line) or _TIMED.match(line):
        return True
    return len(line) <= _LONGEST and bool(_LABELS.match(line) or _ASKS.match(line) or _CREDITS.match(line))


def is_dateline(line: str) -> bool:
    """Whether a line above or below the text tells who wrote it or when: no sentence of the text."""
    if len(line) > 120:  # noqa: PLR2004 - a sentence
        return False
    if parse_when(line):
        return True
    found, rest, most = span_of_when(line), line, 20
    while more := span_of_when(rest):
        most += 20
        rest = _TELLS.sub("", rest[: more[1]]) + rest[more[2] :]
    rest = rest.strip()
    return bool(_BYLINE.match(line) and not ends_sentence(line)) or (found is not None and len(rest) < max(40, most))


def is_biography(line: str, *, slanted: bool) -> bool:
    """Whether a paragraph at the end of a text says who its author is; a `slanted` one need not name the trade."""
    if len(line) > 2 * _LONGEST:
        return False
    told = _BIOGRAPHY.match(line)
    return told is not None and ((slanted and line.isascii()) or _TRADE.search(line) is not None)


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return line.rstrip().endswith(_ENDS)
