"""The words by which portals label the parts of a page: one pattern a part, matched against a whole line.

A line is compared lower-case, with straight apostrophes, and without the decoration ("**", "==", "[ ]") around it. To
teach the adapter one more label, add it here and a page with it under tests/sources/text/pages/.
"""

import re

_COUNT = r"[\d.,]+\s?[km]?"


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(patterns) + r")\s*[:：]?")


_READER = (
    r"(?:our |the |your )?(?:readers?|users?|viewers?|people|audience|community|public|commenters|subscribers)"
    r"(?:'s|s'|')?"
)

POINTS = _whole(
    r"(?:the |our )?(?:key|main|top|major|story|article|news|quick|fast|important|essential|report|big|core) "
    r"(?:points?|take-?aways?|takes|highlights?|facts?|findings|insights?|bullets|messages|details|reads?"
    r"|facts and figures)"
    r"(?: (?:at a glance|from (?:the|this) (?:story|article)|of (?:the|this) (?:story|article)|to note))?",
    r"(?:the )?(?:highlights?|take-?aways?|bullet points|talking points|points to note|essentials|quick read"
    r"|quicktake)",
    r"(?:story |news |article )?at a glance|in a nutshell|snapshot|(?:\d+ )?things to know|points at a glance",
    r"what (?:you need |we know|to know)(?:to know)?(?: so far)?|what you should know|the story in (?:brief"
    r"|points|bullets)",
    r"(?:주요|핵심) ?(?:내용|요점|포인트|사항)|요점|하이라이트",
    r"(?:मुख्य|प्रमुख|अहम|खास|महत्वपूर्ण) (?:बिंदु|बातें|अंश|तथ्य)|हाइलाइट्स?|मुख्य बिन्दु",
)
SUMMARY = _whole(
    r"(?:the |article |story |news |executive |quick )?(?:summary|synopsis|abstract|overview|gist|standfirst|blurb"
    r"|deck|intro)",
    r"(?:in )?(?:brief|short)|tl;?dr|요약|기사 요약|सारांश|संक्षेप में|संक्षेप",
)
QUOTE = _whole(r"(?:pull |key |top |featured )?quot(?:e|ation)(?: of the day)?", r"인용|उद्धरण")
COMMENTS = _whole(
    r"(?:(?:all|top|latest|recent|user|public|view|show|the|our|your|community|visitor|audience|featured|selected|"
    rf"live|article|story|online|{_READER}) )*comments(?: section| thread| below| from readers| so far)?"
    r"(?: (?:on|about|to) (?:this|the) (?:story|article|report|news|post))?",
    rf"(?:{_READER} )(?:reactions?|responses?|feedback|discussions?|conversations?|opinions?|replies|thoughts|voices?|"
    r"views|remarks|letters|talk|says?|speaks?|reacts?|responds?|corner|forum|write|mail(?:bag)?)",
    rf"what {_READER} (?:are |is |have |had )?(?:say|saying|said|think|thinking|thought|to say|wrote|write)"
    r"(?: about (?:this|it).*)?",
    rf"(?:voices|views|reactions|responses|comments|letters|thoughts|feedback|opinions) (?:from|of|by) {_READER}",
    r"(?:from|in) the comments?|comment section|from (?:our|the) readers|vox pop(?:uli)?|talk ?back|your (?:say|views"
    r"|voices|opinions|reactions|thoughts)|mailbag",
    r"(?:독자 ?|전체 ?|최신 ?)*(?:댓글|의견|반응|한마디)(?: ?\d+개)?|독자 ?(?:의 ?)?(?:의견|반응|댓글|목소리)",
    r"(?:पाठकों की |पाठक |सभी )?(?:टिप्पणियां|टिप्पणियाँ|टिप्पणी|प्रतिक्रियाएं|प्रतिक्रियाएँ|प्रतिक्रिया|राय|कमेंट्स?)",
)
PERHAPS_COMMENTS = _whole(
    r"reactions?|responses?|feedback|discussions?|conversations?|opinions?|replies|thoughts|voices|letters|remarks"
    r"|the debate",
    r"(?:join|start|continue) the (?:conversation|discussion|debate)|have your say|social reactions?|public reactions?",
)
COUNTED = re.compile(
    rf"(?P<a>{_COUNT}) (?P<label>(?:[a-z']+ )?(?:comments?|responses?|thoughts|replies|reactions|opinions))"
    r"(?: (?:to|on) .*)?\s*:?"
    rf"|(?P<other>[^\d()\[\]]+?)\s*[:：·•|-]?\s*[(\[]?\s*(?P<b>{_COUNT})\s*(?:comments?|total|in all|개)?\s*[)\]]?\s*:?"
)
FORM = _whole(
    r"(?:please )?(?:leave|post|add|write|submit|make|drop|share|give|type|enter|send|place) (?:us )?(?:a |an "
    r"|your |the |in "
    r"your )?(?:public |own |new )?(?:comments?|reply|thoughts?|opinions?|feedback|response|views?|message)\b.{0,30}",
    r"comment (?:on this|here|form|box|now).{0,20}|your (?:comment|reply|message)|add yours|new comment"
    r"|got something to say.?",
    r"댓글 ?(?:쓰기|작성|달기|남기기|입력).{0,10}|의견 ?(?:쓰기|남기기)",
    r"(?:अपनी )?(?:टिप्पणी|राय|प्रतिक्रिया) (?:करें|लिखें|छोड़ें|जोड़ें|दें|भेजें|पोस्ट करें)",
)
FORM_LINE = _whole(
    r"(?:\* ?)?your e-?mail(?: address)? (?:won't|will not|is never|is not|will never|isn't|shall not) .{0,60}",
    r"(?:\*? ?required fields? .{0,40}|\* ?(?:required|mandatory).{0,20}|fields marked .{0,40})",
    r"save my (?:name|details).*|notify me .{0,80}|(?:please )?(?:log ?in|sign ?in|register|login|sign up)\b.{0,40}"
    r"\b(?:comment|reply|post|discussion|conversation|join)\b.{0,20}",
    r"\d+ ?(?:/ ?\d+ )?characters?(?: left| remaining)?.{0,20}|i'm not a robot|captcha.{0,20}|post comment"
    r"|submit comment|cancel reply",
    r"이메일.{0,30}공개되지 않습니다\.?|आपका (?:ई-?मेल|ईमेल).{0,40}(?:प्रकाशित|सार्वजनिक) नहीं.{0,20}",
)
FORM_FIELD = _whole(
    r"(?:your )?(?:full |first |last |display )?(?:name|e-?mail(?: address)?|website|comment|message|url|captcha"
    r"|phone|city|"
    r"location|subject)(?: ?\*| ?\((?:required|optional|not published)\))*",
    r"(?:post|submit|send|publish|cancel|reply|preview|clear|reset)(?: (?:comment|reply|feedback|your comment|now))?"
    r"|이름|이메일|등록|नाम|ईमेल|भेजें",
    r"\[? ?\]?|_+",
)
DISCLAIMER = re.compile(r"(?:disclaimer|legal notice|legal disclaimer|면책(?: 조항| 공고)?|अस्वीकरण)\b.*")
DISCLAIMING = re.compile(
    r"(?:the )?(?:comments?|views?|opinions?)\b.{0,60}\b(?:reflect|belong to|are (?:those|solely|the|personal"
    r"|entirely)|"
    r"do not (?:reflect|represent)|don't (?:reflect|represent))\b.{0,80}\b(?:authors?|writers?|readers?|users?"
    r"|commenters?|individuals?|"
    r"posters?|own|newspaper|portal|publication|editorial|publisher|website|site|company|organi[sz]ation|agency"
    r"|contributors?)\b.{0,80}"
)
POLICY = re.compile(
    r"(?=.{8,400}$)(?:.*(?:"
    r"\b(?:we|please|kindly|all|our|your|be|keep\w*|readers|users|stay|let's|and|the"
    r"|others'?)\b.{0,80}\b(?:comments? (?:civil|respectful|polite|"
    r"relevant|clean|short|on-?topic)|respectful|on[- ]topic|moderat(?:ed?|ion|ors?)|(?:community|comment\w*|house"
    r"|posting) (?:guidelines|rules|policy|"
    r"standards)|abusive|civil|courteous|friendly|off-topic|hate speech|personal attacks?|after approval"
    r"|refrain from|not be tolerated|will be (?:removed|deleted|blocked|published))"
    r"|\b(?:no|avoid) (?:personal attacks?|insults|hate speech|spam|abuse|links)\b"
    r"|\breserves? the right to\b|\bby (?:posting|commenting|submitting)\b.{0,40}\bagree\b"
    r"|정중|운영 ?(?:원칙|정책)|मर्यादित|सम्मानजनक).*"
    r"|(?:please note:? )?(?:(?:comments?|commenting|moderation|community|house) (?:policy|guidelines|rules"
    r"|standards)|guidelines|house rules|note to "
    r"readers)\b.*|(?:.{0,60}[.!] )?(?:please note:? )?comments? (?:on this \w+ |here )?(?:are|is|will be"
    r"|may be|that|containing|must"
    r"|should)\b.{0,80}\b(?:moderat\w+|"
    r"review\w*|remov\w+|delet\w+|approv\w+|edited|published|respectful|civil|appear)\b.*"
    r"|(?:we|our team|our editors|editors|moderators?)\b.{0,40}\b(?:welcome|encourage|value|invite|appreciate|love"
    r"|review|remove|delete|moderate)\b.{0,80}"
    r"\b(?:comments?|discussions?|feedback|opinions|views|contributions|thoughts|posts|readers)\b.*)"
)
CLOSED = re.compile(
    r"(?:the )?(?:comments?|commenting|discussion|conversation|comment section|this (?:discussion|conversation|thread))"
    r"(?: (?:section|thread|on this (?:story|article)))?(?: for this (?:story|article|post))? "
    r"(?:are|is|has|have|were)(?: been)?(?: now| currently)? (?:closed|disabled|turned off|switched off|off"
    r"|not allowed)(?! (?:after|in|within) ).*"
    r"|댓글.*(?:닫|마감|종료).*|टिप्पणियां बंद.*"
)
NO_COMMENTS = re.compile(
    r"(?:there are )?(?:no|0|zero) comments(?: yet| so far| found| posted| available| on this \w+)?[.!]?"
    r"(?: (?:be the first|start)\b.{0,40})?"
    r"|be the first(?: one)? to (?:comment|reply|share|leave|post|write|respond)\b.{0,40}"
    r"|댓글이 없습니다.*|अभी (?:तक )?कोई टिप्पणी नहीं.*"
)
LEGAL = re.compile(
    r"(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}))\s?.{0,160}|.{0,100}all rights reserved\.?"
    r"|(?:terms of (?:use|service)|privacy policy)(?: [|·•] .{0,60})?"
)
TAGS = (
    r"(?:article |story )?(?:tags?|topics?|keywords?|labels?|hashtags?|tagged(?: with| as| under)?)"
    r"|related (?:topics|tags)|"
    r"topics in this (?:story|article)|more on|태그|키워드|टैग(?:्स)?|विषय"
)
CATEGORIES = r"categories|filed (?:under|in)|posted in|published in|카테고리|श्रेणियां"
SECTION = r"section|category|desk|channel|department|rubric|섹션|분류|분야|श्रेणी|खंड|अनुभाग|sections?"
RELATED = (
    r"(?:also read|read also|read next|read more|also see|see also|also watch|watch also|you may also like"
    r"|you might also like|"
    r"related(?: (?:stories|story|news|articles?|posts?|coverage|content|links?|reading|reports?))?|more stories"
    r"|more news|"
    r"recommended(?: (?:for you|stories|reading|articles))?|trending(?: (?:now|stories|news))?|must read|don't miss"
    r"|latest news|"
    r"top stories|most read|most popular|further reading|in case you missed it|icymi|editor'?s'? picks?|up next"
    r"|read this|"
    r"관련 ?기사|추천 ?기사|많이 본 (?:뉴스|기사)|(?:यह|ये) भी (?:पढ़ें|देखें)|संबंधित (?:खबरें|समाचार|लेख))"
)
POINTER = r"read|watch|see|listen|more|pics|photos|video|in pics|in photos|explained|opinion"
MORE_FROM = re.compile(r"more (?:from|in|on) [\w' -]{2,30}")
ADVERT = _whole(
    r"[-– ]*(?:advertisements?|ads?|advt|advertorial|sponsored(?: content)?|promoted(?: content)?|광고|विज्ञापन)[-– ]*",
    r"(?:story|article) continues (?:below|after).{0,40}|scroll (?:down )?(?:to|for) (?:continue|more|read).{0,30}|"
    r"continue reading(?: below)?|remove ads?",
)
BAR = (
    r"share(?: (?:this(?: (?:article|story|post|news))?|on [\w ]+|via [\w ]+|with friends|now))?|tweet|facebook"
    r"|twitter|x|whatsapp|"
    r"telegram|linkedin|reddit|pinterest|instagram|e-?mail|print(?: this)?|copy(?: link)?|bookmark|save(?: (?:article"
    r"|story))?|"
    r"follow us(?: on [\w ,]+)?|follow|subscribe(?: now| to [\w ]+)?|listen(?: to (?:this )?(?:article|story))?|home"
    r"|menu|search|"
    r"back to top|skip to (?:main )?content|download (?:the|our) app.{0,40}|join (?:us on|our) \w+.{0,30}"
    r"|sign up for .{0,60}|"
    r"comments?|font size|a[+-]|next|previous|play|pause|photo gallery|view gallery|공유|인쇄|शेयर करें|साझा करें|"
    r"add as (?:a )?preferred source.{0,20}|get the latest .{0,60}|follow us for more.{0,30}"
)
CREDIT = re.compile(
    r"\(?(?:file )?(?:photo|image|picture|pic|representational image|representative image|file photo|file image|video"
    r"|graphic|사진|फोटो)"
    r"(?: (?:credit|courtesy|source|by|caption))?s?(?:\s?[:=/]|\s[-–])\s?.{2,60}"
)
CAPTION = re.compile(
    r".{3,300}(?:[.)\]|]|\s[-–—/]|\.[\"”'’])\s*\(?(?:(?:file|ap|afp|pti|ani|reuters|representative|representational) )?"
    r"(?:photos?|images?|pictures?|pics?|photographs?)(?: (?:credits?|courtesy|by))?\s?[:/]\s?[^.:]{2,50}\)?"
    r"|.{3,300}\((?:(?:file|ap|afp|pti|ani|reuters|representative|representational) (?:photo|image|picture|pic)"
    r"|(?:photo|image|picture|pic|supplied|courtesy|photo credit|image credit)\s?[:/])[^()]{0,60}\)"
)
PREFACE = re.compile(
    r"(?:here(?: are|'s| is)|below (?:are|is)|these are|the following|following are|some of|what our|we (?:asked"
    r"|received|got|have)|"
    r"a (?:few|selection)|selected|showing|displaying|read (?:what|the)|see what|take a look|this is what)\b.*"
    r"|.*\b(?:comments?|reactions?|responses?|opinions?|readers?|views|thoughts)\b.*[:：]|\d+ (?:of|out of) \d+ .*"
    r"|.*(?:댓글|의견).*[:：]|.*(?:टिप्पणियां|टिप्पणियाँ|राय).*[:：।]"
)
AFTERWORD = re.compile(
    r"(?:these|the above|the) (?:comments?|reactions|responses|opinions) (?:above )?(?:reflect|represent|show|are"
    r"|offer|provide|express|highlight)\b.*"
    r"|note: (?:these|the|all) .*comments?.*|(?:end of|that's all|no more) comments?.*|\d+ more comments?.*"
)
