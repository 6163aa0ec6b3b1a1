"""What stands in a comment and is none of its text: links to answer or report, counters, portraits."""

import re

from lxml.html import HtmlElement

from sources.html.roles import role
from sources.html.select import line, text

_WORDS = (
    r"reply|reply\s+to\b.{0,60}|quote|report(?:\s+\w+){0,3}|share|like|dislike|abuse|recommend(?:ed)?|recommended\s+by\s+\d+\s+\w+|\d+\s+(?:people|users)\s+like(?:d)?\s+this|edit|delete|flag(?:\s+\w+){0,2}|"
    r"permalink|permanent\s+link|(?:comment\s+)?link(?:\s+to\s+this)?|log\s+in\s+to\s+reply|up|down|vote(?:\s+\w+)?|more|see\s+more|"
    r"(?:back\s+to\s+)?top|profile|parent|thread|embed|save|thumbs\s+(?:up|down)|click\s+to\s+rate|view\s+in\s+\w+|promote|agree|disagree|respect|"
    r"antworten?|antworten\s+auf\b.{0,40}|zitieren|(?:kommentar\s+)?melden|gefällt\s+mir|teilen|bearbeiten|"
    r"répondre(?:\s+à\s+\w+\s+\w+)?|alerter|signaler(?:\s+un\s+abus|\s+\w+\s+\w+)?|citer|recommander|j[’']aime|partager|"
    r"responder|denunciar|reportar|me\s+gusta|no\s+me\s+gusta|citar|compartir|curtir|gosto|rispondi|segnala|mi\s+piace|cita|"
    r"beantwoorden|reageren?|reageer|rapporte+r(?:en)?|vind\s+ik\s+leuk|svara|svar|anmäl|gilla|besvara|odpowiedz|zgłoś|cytuj|lubię|"
    r"odpovědět|nahlásit|válasz|απάντηση|ответить|пожаловаться|цитировать|нравится|відповісти|поскаржитися|cevapla|yanıtla|"
    r"şikayet(?:\s+et)?|beğen|balas|laporkan|回复|回覆|举报|檢舉|赞|讚|顶|踩|引用|分享|返信|通報|いいね|답글|신고|추천|공감|비공감|"
    r"رد|إبلاغ|أعجبني|जवाब\s+दें|रिपोर्ट"
)
ACTION = re.compile(
    rf"^\W*(?:(?:{_WORDS})(?:\s*[(:]?\s*\d+\)?)?|\d+|#\s*\d+|\d+\s+(?:likes?|replies|points?|votes?))\W*$",
    re.IGNORECASE,
)
"""What the links and buttons of a comment say: "Reply", "Report", "3 likes"."""

AWAITING = re.compile(
    r"^\W*(?:(?:your|this)\s+comment\s+is\s+(?:\w+\s+)?awaiting|(?:dein|ihr|der)\s+kommentar\s+wartet|votre\s+commentaire\s+est\s+en\s+"
    r"attente|(?:tu|su)\s+comentario\s+est[áa]\s|il\s+tuo\s+commento\s+è\s+in\s+attesa|o?\s*seu\s+comentário\s+(?:está\s+)?aguarda|"
    r"je\s+reactie\s+wacht|twój\s+komentarz\s+oczekuje|din\s+kommentar\s+(?:väntar|afventer)|ваш\s+комментарий\s+(?:ожидает|на))",
    re.IGNORECASE,
)
"""The line that tells a writer that the comment is not yet public."""

_PORTRAIT = re.compile(r"avatar|gravatar|userpic|profile|portrait|/users?/|nouser|anonym", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*\d{1,5}\W*$")
_ANSWER = re.compile(r"^\s*(?:re:\s*)+$", re.IGNORECASE)  # a title that says nothing
_REST = re.compile(r"^(?:\W|\(\d+\))*$")  # what may stand between such links
_BLOCKS = frozenset({"div", "span", "p", "ul", "footer", "header"})
_COUNTING = frozenset({"span", "b", "strong", "small", "em", "h4", "h5", "h6", "td", "a"})
_LINE = 160


def is_control(node: HtmlElement) -> bool:
    """Whether an element in a comment is a link to answer or report, a line of such links, the comment's number, a
    picture of its author, or hidden."""
    if node.get("hidden") is not None or "display:none" in (node.get("style") or "").replace(" ", "").lower():
        return True
    if node.tag == "img":
        return bool(_PORTRAIT.search(f"{node.get('class') or ''} {node.get('src') or ''}"))
    if node.tag == "a":
        words = line(node, _LINE + 1) or ""
        return bool(ACTION.match(words)) or (node.get("href") or "").strip().lower().startswith("mailto:")
    if _is_counter(node) or (node.tag in {"em", "i", "p", "span"} and AWAITING.match(line(node, _LINE) or "")):
        return True
    if node.tag in _BLOCKS or node.tag in {"h4", "h5", "h6", "small", "li"}:
        part = role(node.get("class") or "")
        return (part == "other" or _is_actions(node)) and line(node, _LINE) is not None
    return False


def _is_counter(node: HtmlElement) -> bool:
    """Whether a number, or what a button says, stands alone beside no text: "12.", "#12", "3 likes"."""
    said = (node.text or "") if node.tag in _COUNTING and len(node) == 0 else ""
    told = said and (
        _NUMBER.match(said) or _ANSWER.match(said) or (node.tag in {"span", "small"} and ACTION.match(said))
    )
    return bool(told) and _is_alone(node)


def _is_alone(node: HtmlElement) -> bool:
    """Whether other elements stand beside it, and no text."""
    if (node.tail or "").strip():
        return False
    before, above = node.getprevious(), node.getparent()
    beside = before.tail if before is not None else above.text if above is not None else ""
    return not (beside or "").strip() and above is not None and len(above) > 1


def _is_actions(node: HtmlElement) -> bool:
    """Whether a line holds nothing but links to answer, report and the like."""
    links = list(node.iter("a", "button"))
    if not links or not (said := line(node, _LINE)):
        return False
    for one in (text(link) for link in links):
        if one and not ACTION.match(one):
            return False
        said = said.replace(one, "", 1)
    return _REST.match(said) is not None
