"""The RSS channel and its items: hours and days to skip, the image, what is said twice, what stands too late."""

import re

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.names import clark
from feeds.check.rules.numbers import integer
from feeds.check.rules.text import NOT_BLANK, plain
from feeds.check.rules.uris import link

VERSION = Code("rss-version", "error", "InvalidRSSVersion", 'Say version="2.0", not {value}.', "RSS 2.0")
NO_TEXT = Code(
    "item-empty",
    "error",
    "ItemMustContainTitleOrDescription",
    "Give the item a title or a description.",
    "RSS 2.0, item",
)
TOO_LATE = Code(
    "item-misplaced",
    "warning",
    "MisplacedItem",
    "Put the channel's own elements before its first item.",
    "RSS profile, item",
)
TEXT_INPUT = Code(
    "text-input", "warning", "AvoidTextInput", "Leave textInput out: no reader shows it.", "RSS profile, textInput"
)
DESCRIPTION_FIRST = Code(
    "description-first",
    "warning",
    "NeedDescriptionBeforeContent",
    "Put a description before content:encoded.",
    "RSS profile, content:encoded",
)
TWICE = Code("said-twice", "warning", "DuplicateSemantics", "Keep one of {value}: both say the same.", "RSS profile")
ITEM_TWICE = Code(
    "item-said-twice", "warning", "DuplicateItemSemantics", "Keep one of {value}: both say the same.", "RSS profile"
)
HOUR = Code("skip-hour", "error", "InvalidHour", "Write an hour from 0 to 23, not {value}.", "RSS 2.0, skipHours")
MIDNIGHT = Code("skip-hour-midnight", "warning", "UseZeroForMidnight", "Write midnight as 0.", "RSS profile, skipHours")
HOURS = Code("skip-hours-many", "error", "NotEnoughHoursInTheDay", "Skip 24 hours at most.", "RSS 2.0, skipHours")
DAY = Code("skip-day", "error", "InvalidDay", "Write Monday to Sunday, in English, not {value}.", "RSS 2.0, skipDays")
DAYS = Code("skip-days-many", "error", "EightDaysAWeek", "Skip seven days at most.", "RSS 2.0, skipDays")
REPEATED = Code("skip-repeated", "error", "DuplicateValue", "Write {value} once.", "RSS 2.0, skipHours, skipDays")
WIDTH = Code("image-width", "error", "InvalidWidth", "Write a width from 1 to 144, not {value}.", "RSS 2.0, image")
HEIGHT = Code("image-height", "error", "InvalidHeight", "Write a height from 1 to 400, not {value}.", "RSS 2.0, image")
IMAGE_FORMAT = Code(
    "image-format",
    "warning",
    "ImageUrlFormat",
    "Use a GIF, JPEG or PNG for the image, not {value}.",
    "RSS profile, image",
)
IMAGE_TITLE = Code(
    "image-title", "warning", "ImageTitleDoesntMatch", "Give the image the channel's title.", "RSS profile, image"
)
IMAGE_LINK = Code(
    "image-link", "warning", "ImageLinkDoesntMatch", "Give the image the channel's link.", "RSS profile, image"
)

WIDEST, HIGHEST, LAST_HOUR = 144, 400, 23
HOURS_A_DAY, DAYS_A_WEEK = 24, 7
WEEK = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
CHANNEL_PAIRS = tuple(
    (core, clark(extension), f"{core} and {extension}")
    for core, extension in (
        ("managingEditor", "dc:creator"),
        ("category", "dc:subject"),
        ("pubDate", "dc:date"),
        ("language", "dc:language"),
        ("copyright", "dc:rights"),
        ("webMaster", "dc:publisher"),
        ("generator", "admin:generatorAgent"),
    )
)
ITEM_PAIRS = tuple(
    (core, clark(extension), f"{core} and {extension}")
    for core, extension in (
        ("author", "dc:creator"),
        ("category", "dc:subject"),
        ("pubDate", "dc:date"),
        ("source", "dc:source"),
        ("guid", "atom:id"),
    )
)
PUBLISHED = clark("atom:published")
CONTENT = clark("content:encoded")
METADATA = frozenset(
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate generator docs cloud "
    "ttl image textInput skipHours skipDays category".split()
) | {clark("atom:link")}


def version(job: Inspection, root: Element) -> None:
    """rss/@version."""
    if root.get("version") is not None and job.version not in {"0.91", "0.92", "2.0"}:
        job.report(VERSION, root, job.version)


def misplaced(job: Inspection, channel: Element, seen: dict[str, list[Element]]) -> None:
    """An element of the channel itself that stands behind the first item; one is enough to say so."""
    items = seen.get("item")
    if not items:
        return
    for late in items[0].itersiblings(*METADATA):
        job.report(TOO_LATE, late)
        return


def said_twice(job: Inspection, channel: Element, seen: dict[str, list[Element]]) -> None:
    """A channel that says a thing in RSS and in Dublin Core."""
    for core, extension, pair in CHANNEL_PAIRS:
        if extension in seen and core in seen:
            job.report(TWICE, seen[extension][0], pair)


def item(job: Inspection, element: Element, seen: dict[str, list[Element]]) -> None:
    """An item as a whole: it says something, once, the summary before the full text."""
    if "title" not in seen and "description" not in seen:
        job.report(NO_TEXT, element)
    for core, extension, pair in ITEM_PAIRS:
        if extension in seen and core in seen:
            job.report(ITEM_TWICE, seen[extension][0], pair)
    if PUBLISHED in seen and "pubDate" in seen and before(seen[PUBLISHED][0], seen["pubDate"][0]):
        job.report(ITEM_TWICE, seen[PUBLISHED][0], "pubDate and atom:published")
    if CONTENT in seen and ("description" not in seen or before(seen[CONTENT][0], seen["description"][0])):
        job.report(DESCRIPTION_FIRST, seen[CONTENT][0])


def before(one: Element, other: Element) -> bool:
    """Whether one of two siblings stands before the other."""
    return any(node is other for node in one.itersiblings())


def hour(job: Inspection, element: Element, text: str) -> None:
    """One of skipHours."""
    number = integer(text)
    if number is None or not 0 <= number <= LAST_HOUR:
        job.report(MIDNIGHT if number == HOURS_A_DAY else HOUR, element, text)
    if number is not None and not job.first("hour", str(number % HOURS_A_DAY)):
        job.report(REPEATED, element, text)


def day(job: Inspection, element: Element, text: str) -> None:
    """One of skipDays."""
    if text not in WEEK:
        job.report(DAY, element, text)
    elif not job.first("day", text):
        job.report(REPEATED, element, text)


def hours(job: Inspection, element: Element, seen: dict[str, list[Element]]) -> None:
    """SkipHours as a whole."""
    if len(seen.get("hour", ())) > HOURS_A_DAY:
        job.report(HOURS, element)


def days(job: Inspection, element: Element, seen: dict[str, list[Element]]) -> None:
    """SkipDays as a whole."""
    if len(seen.get("day", ())) > DAYS_A_WEEK:
        job.report(DAYS, element)


def avoid(job: Inspection, element: Element, text: str) -> None:
    """TextInput."""
    job.report(TEXT_INPUT, element)


def width(job: Inspection, element: Element, text: str) -> None:
    """image/width."""
    if not 0 < (integer(text) or 0) <= WIDEST:
        job.report(WIDTH, element, text)


def height(job: Inspection, element: Element, text: str) -> None:
    """image/height."""
    if not 0 < (integer(text) or 0) <= HIGHEST:
        job.report(HEIGHT, element, text)


def image_url(job: Inspection, element: Element, text: str) -> None:
    """image/url."""
    link(job, element, text)
    suffix = text.rpartition(".")[2].lower()
    if re.fullmatch(r"\w+", suffix) and suffix not in {"jpg", "jpeg", "gif", "png"}:
        job.report(IMAGE_FORMAT, element, text)


def image_title(job: Inspection, element: Element, text: str) -> None:
    """image/title."""
    if text:
        plain(job, element, text)
    else:
        job.report(NOT_BLANK, element)
    if same_in_channel(element, "title") not in {"", text}:
        job.report(IMAGE_TITLE, element, text)


def image_link(job: Inspection, element: Element, text: str) -> None:
    """image/link."""
    link(job, element, text)
    if same_in_channel(element, "link") not in {"", text}:
        job.report(IMAGE_LINK, element, text)


def same_in_channel(element: Element, name: str) -> str:
    """What the channel says under the same name, before the image."""
    image = element.getparent()
    channel = None if image is None else image.getparent()
    return "" if channel is None else (channel.findtext(name) or "").strip()
