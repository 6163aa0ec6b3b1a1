"""Pages of known content in many portals' styles: `make(seed)` gives a page's text and the truth that it tells.

Every choice comes from one seeded generator, so that a failing page is named by its number.
"""

from tests.sources.text import stories, styles
from tests.sources.text.drafts import Page, Truth


def make(seed: int) -> tuple[bytes, Truth]:
    """The page of this number, and what it tells."""
    page = Page(seed)
    _header(page)
    _intro(page)
    _body(page)
    _conversation(page)
    _footer(page)
    return _encoded(page), page.truth


def _header(page: Page) -> None:
    dice, truth = page.dice, page.truth
    if page.chance(0.15):
        page.add(dice.choice((f"Home > {page.story.section} > Story", f"Section: {page.story.section}")))
        truth.section = page.story.section
    page.add(page.story.title)
    who = _who(page)
    shown, when = dice.choice(styles.DATES)
    truth.published = when.isoformat()
    parts = [who, dice.choice(("", "", "Published: ", "Posted on ")) + shown] if page.chance(0.8) else [shown, who]
    if page.chance(0.7):
        views, truth.views = dice.choice(styles.VIEWS)
        parts.insert(dice.choice((len(parts), len(parts), 0)), views)
    if page.chance(0.15):
        parts.append("Updated: June 17, 2025 08:15 IST")
        truth.updated = "2025-06-17T08:15:00+05:30"
    form = dice.choice(("one", "bars", "dots", "lines", "apart"))
    if form == "lines":
        page.add(*parts)
    elif form == "apart":
        page.add_apart(*parts)
    else:
        page.add({"one": " ", "bars": " | ", "dots": " · "}[form].join(parts))
    if page.chance(0.1):
        page.add("Share | Tweet | WhatsApp")


def _who(page: Page) -> str:
    if page.chance(0.65):
        agency = page.dice.choice(styles.AGENCIES)
        page.truth.authors = [agency]
        return page.dice.choice((agency, agency, f"By {agency}", f"Source: {agency}"))
    people = page.dice.choice(styles.PEOPLE)
    page.truth.authors = list(people)
    joined = people[0] if len(people) == 1 else ", ".join(people[:-1]) + " and " + people[-1]
    return page.dice.choice((f"By {joined}", f"By {joined}", f"Written by {joined}"))


def _intro(page: Page) -> None:
    """Summary, quote, the first paragraph and the points, in the layout's order or with the points last or first."""
    dice, truth, story = page.dice, page.truth, page.story
    dated, quoted, pointed = page.chance(0.75), page.chance(0.7), page.chance(0.75)
    if page.chance(0.75):
        truth.summary = story.summary
        page.add(
            *dice.choice(
                ((story.summary,), (story.summary,), ("Summary", story.summary), (f"Summary: {story.summary}",))
            )
        )
    quote = _quote(page) if quoted else []
    first = _dateline(page) if dated else story.lead
    truth.paragraphs.append(first)
    points = _points(page) if pointed else []
    if points and dated and page.chance(0.25):
        page.blocks.extend(points)
        points = []
    if quote and page.air and page.chance(0.3):
        page.add(*quote, first)  # as in the seed: no blank line between
    else:
        if quote:
            page.add(*quote)
        page.add(first)
    page.blocks.extend(points)


def _quote(page: Page) -> list[str]:
    said, who = page.story.quote
    page.truth.quote = (said, who)
    left, right = page.dice.choice((('"', '"'), ("“", "”"), ("“", "”")))
    dash = page.dice.choice(("-", "–", "—"))
    if page.chance(0.25):
        return [f"{left}{said}{right}", f"{dash} {who}"]
    return [f"{left}{said}{right} {dash} {who}"]


def _dateline(page: Page) -> str:
    dice, story = page.dice, page.story
    agency = dice.choice(("PTI", "IANS", "Yonhap", "ANI"))
    place = dice.choice((story.place, story.place.upper()))
    forms = [
        (f"{place}, {story.month}: ", story.month), (f"{place}, {story.month} ({agency}) - ", story.month),
        (f"{place}, {story.month} ({agency}) ", story.month), (f"{place}, {story.month} – ", story.month),
        (f"{place}, {story.month} — ", story.month), (f"{place} – ", None), (f"{place} ({agency}) — ", None),
    ]  # fmt: skip
    prefix, day = dice.choice(forms if not story.language else forms[:5])
    page.truth.dateline = (place, day)
    return prefix + story.lead


def _points(page: Page) -> list[list[str]]:
    points = list(page.story.points)
    page.truth.highlights = points
    style = page.dice.choice(("apart", "apart", "numbers", "bullets", "dashes", "bare", "tight"))
    heading = page.dice.choice(styles.POINT_HEADINGS)
    if page.story.language:
        heading = {"hi": "मुख्य बिंदु", "ko": "핵심 요점"}[page.story.language]
    if style == "apart":
        return [[heading], *([line] for n, point in enumerate(points, 1) for line in (str(n), point))]
    if style == "bare":
        return [[heading], *([point] for point in points)]
    marked = {
        "numbers": [f"{n}. {point}" for n, point in enumerate(points, 1)],
        "bullets": [f"• {point}" for point in points],
        "dashes": [f"- {point}" for point in points],
        "tight": points,
    }[style]
    return [[heading, *marked]] if page.chance(0.5) or style == "tight" else [[heading], *([line] for line in marked)]


def _body(page: Page) -> None:
    paragraphs = list(page.story.paragraphs)
    page.truth.paragraphs += paragraphs
    advert = page.dice.randrange(1, len(paragraphs)) if page.chance(0.2) else -1
    for at, paragraph in enumerate(paragraphs):
        if at == advert:
            page.add(page.dice.choice(("Advertisement", "ADVERTISEMENT", "Story continues below this ad")))
        page.add(paragraph)
    if page.chance(0.25):
        page.add(*page.dice.choice(styles.RELATED))
    if page.chance(0.2):
        _tags(page)


def _tags(page: Page) -> None:
    if page.truth.categories:
        return
    tags = list(page.story.tags)
    page.truth.categories = tags
    style = page.dice.choice(("commas", "below", "bars", "hashes"))
    if style == "below":
        page.add("Tags:", ", ".join(tags))
    else:
        page.add(
            "Tags: "
            + {
                "commas": ", ".join(tags),
                "bars": " | ".join(tags),
                "hashes": " ".join("#" + tag.replace(" ", "") for tag in tags),
            }[style]
        )
        page.truth.categories = [tag.replace(" ", "") for tag in tags] if style == "hashes" else tags


def _conversation(page: Page) -> None:
    if page.chance(0.12):
        return
    dice = page.dice
    pool = {"hi": stories.HINDI_TEXTS, "ko": stories.KOREAN_TEXTS}.get(page.story.language or "", stories.ENGLISH_TEXTS)
    count = dice.randrange(1 if page.chance(0.2) else 3, 7)
    texts = dice.sample(pool, count)
    avatars = page.chance(0.45)
    names = _names(page, count, avatars=avatars)
    heading = dice.choice(styles.COMMENT_HEADINGS)
    if page.story.language:
        heading = {"hi": "पाठकों की टिप्पणियां ({n})", "ko": "독자 댓글 ({n})"}[page.story.language]
    page.add(heading.format(n=count))
    remarks = [_remark(page, name, text, avatar=avatars) for name, text in zip(names, texts, strict=True)]
    _lay_out(page, _preface(page, count), remarks)


def _preface(page: Page, count: int) -> list[str]:
    if page.story.language or not page.chance(0.5):
        return []
    if page.chance(0.2):
        return ["Sort by: Newest"]
    return [page.dice.choice(styles.PREFACES).format(n=count, words=styles.WORDS[count])]


def _names(page: Page, count: int, *, avatars: bool) -> list[str]:
    pools = {"hi": (stories.HINDI_NAMES,), "ko": (stories.KOREAN_NAMES,)}.get(
        page.story.language or "",
        (stories.INITIAL_NAMES, stories.INITIAL_NAMES, stories.FULL_NAMES)
        + ((stories.MIXED_NAMES,) if avatars else ()),
    )
    return page.dice.sample(page.dice.choice(pools), count)


def _remark(page: Page, name: str, text: tuple[str, ...], *, avatar: bool) -> list[list[str]]:
    """Header lines and paragraphs of one comment."""
    state = page.__dict__.setdefault(
        "style", {"stamp": page.dice.choice(("", "", "", "ago", "day", "same")), "buttons": page.chance(0.2)}
    )
    head = [name.lstrip("@")[0].upper(), name] if avatar else [name]
    when = None
    if state["stamp"] == "ago":
        head.append(page.dice.choice(styles.AGO))
    elif state["stamp"] == "day":
        head.append("June 17, 2025 at 9:01 am")
        when = "2025-06-17T09:01:00"
    elif state["stamp"] == "same":
        head[-1] += page.dice.choice((" · 2 hours ago", " | 3 days ago"))
    page.truth.comments.append((name, "\n".join(text), when))
    buttons = (
        [page.dice.choice((["Like", "Reply"], ["Like (3) · Reply"], ["Reply", "Share"], ["👍 12", "Reply"]))]
        if state["buttons"]
        else []
    )
    return [head, *([line] for line in text), *buttons]


def _lay_out(page: Page, preface: list[str], remarks: list[list[list[str]]]) -> None:
    """The comments: all tight as in the seed, parted from each other, or with every line on its own."""
    style = page.dice.choice(("tight", "parted", "airy"))
    if style == "tight":
        page.add(*preface, *(line for remark in remarks for part in remark for line in part))
        return
    if preface:
        page.add(*preface)
    for remark in remarks:
        if style == "parted":
            page.add(*(line for part in remark for line in part))
        else:
            page.blocks.extend(remark)


def _footer(page: Page) -> None:
    dice, truth = page.dice, page.truth
    if page.chance(0.6) and truth.comments:
        page.add(dice.choice(styles.POLICIES))
    if page.chance(0.7):
        page.add_apart(*dice.choice(styles.FORMS))
        truth.comments_open = True
    elif page.chance(0.3):
        page.add("Comments are closed.")
        truth.comments_open = False
    if page.chance(0.6):
        page.add(*dice.choice(styles.DISCLAIMERS))
    if page.chance(0.4):
        _tags(page)
    elif page.chance(0.5) and not truth.categories:
        page.add("Tags:")
    if page.chance(0.15):
        page.add("© 2025 The Halden Courier. All rights reserved.")


def _encoded(page: Page) -> bytes:
    text = page.text()
    dice = page.dice
    if page.chance(0.2):
        text = "\n".join(line + dice.choice(("", " ", "  ", "\t")) for line in text.split("\n"))
    if page.chance(0.1):
        text = text.replace(" ", "\u00a0", 40)
    if page.chance(0.2):
        text = text.replace("\n", "\r\n")
    return text.encode(dice.choice(("utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16")))
