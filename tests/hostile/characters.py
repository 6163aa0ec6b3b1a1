"""Poison in characters, sizes and numbers."""

from tests.hostile.poisons import COMMENT, body, everywhere, line, poison, raw

C0 = "".join(map(chr, range(32)))
C1 = "".join(map(chr, range(0x7F, 0xA0)))
TEN_MEGABYTES = 10_000_000


def many_comments() -> bytes:
    """A kind by itself: it is 500 pages of a conversation."""
    return line(comments=[COMMENT | {"id": f"p{n}", "content_text": f"Said {n}."} for n in range(100_000)])


def nested_replies(depth: int) -> bytes:
    start = '{"content_text": "Said.", "author": "Bo", "replies": ['
    return line(comments="@@").replace(b'"@@"', f"[{start * depth}{']}' * depth}]".encode())


CHARACTERS = (
    poison("NUL everywhere", "kept", lambda: everywhere("\0")),
    poison("raw NUL bytes", "kept", raw(b"\0\0")),
    poison("a line padded with NULs", "kept", line() + b"\0" * 100_000),
    poison("all C0 controls, escaped", "kept", lambda: everywhere(C0)),
    poison("C0 controls, raw", "kept", raw(bytes(set(range(32)) - {10}))),
    poison("C1 controls", "kept", lambda: everywhere(C1)),
    poison("a lone high surrogate", "kept", lambda: everywhere("\ud83d")),
    poison("a lone low surrogate", "kept", lambda: everywhere("\ude00")),
    poison("surrogates the wrong way round", "kept", lambda: everywhere("\ude00\ud83d")),
    poison("surrogates as UTF-8 bytes", "kept", raw(b"\xed\xa0\xbd\xed\xb8\x80")),
    poison("noncharacters", "kept", lambda: everywhere("\ufffe\uffff\ufdd0\U0001fffe\U0010ffff")),
    poison("replacement characters", "kept", lambda: everywhere("\ufffd")),
    poison("bytes that are no UTF-8", "kept", raw(b"\xff\xfe\xfd\x80\xc0")),
    poison("overlong UTF-8", "kept", raw(b"\xc0\xaf\xe0\x80\xaf")),
    poison("Latin-1", "kept", raw("Zürich".encode("latin-1"))),
    poison("UTF-16", "kept", lambda: line().decode().encode("utf-16")),
    poison("UTF-32", "kept", lambda: line().decode().encode("utf-32")),
    poison("UTF-7", "kept", raw(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-")),
    poison("byte order marks", "kept", lambda: b"\xef\xbb\xbf" + everywhere("\ufeff")),
    poison("bidirectional overrides", "kept", lambda: everywhere("\u202egnp.exe\u2066")),
    poison("a tower of accents", "kept", lambda: everywhere("Z" + "\u0301\u0489" * 2000)),
    poison("a title nobody can see", "kept", line(title="\u200b\u2060\ufeff\u00ad")),
    poison("a title of spaces", "kept", line(title="\u00a0\u3000 \t")),
    poison("private and tag characters", "kept", lambda: everywhere("\ue000\U000e0041\U000e007f")),
    poison("line and paragraph separators", "told", lambda: everywhere("\u2028\u2029\x85")),
    poison("terminal escapes", "kept", lambda: everywhere("\x1b[2J\x1b]0;owned\x07")),
    poison("terminal escapes in what is named", "named", b'{"title": "\x1b[2J\x1b]0;owned\x07", \x1b[31m}\n'),
    poison("header injection", "kept", lambda: everywhere("\r\nSet-Cookie: a=b\r\n\r\n<script>")),
)

SIZES = (
    poison("a body of 10 MB", "kept", lambda: line(content_html="<p>The ferry came in.</p>" * 400_000)),
    poison("a body of 10 MB without a tag", "kept", lambda: line(content_text="ferry " * (TEN_MEGABYTES // 6))),
    poison("a word of 10 MB", "kept", lambda: line(content_html=f"<p>{'x' * TEN_MEGABYTES}</p>")),
    poison("a title of 10 MB", "kept", lambda: line(title="x" * TEN_MEGABYTES)),
    poison("a key of 10 MB", "kept", lambda: line(id="x" * TEN_MEGABYTES)),
    poison("an address of 1 MB", "kept", lambda: line(url=f"https://courier.example/{'x' * 1_000_000}")),
    poison("a date of 10 MB", "told", lambda: line(published="1" * TEN_MEGABYTES)),
    poison("a name of 1 MB", "kept", lambda: line(authors=["Asha " * 200_000])),
    poison("a line of 70 MB", "named", lambda: line(content_text="x" * 70_000_000)),
    poison("a comment of 10 MB", "kept", lambda: line(comments=[COMMENT | {"content_text": "x " * 5_000_000}])),
    poison("100,000 tags", "told", lambda: line(categories=[f"tag {n}" for n in range(100_000)])),
    poison("100,000 authors", "told", lambda: line(authors=[f"Asha {n}" for n in range(100_000)])),
    poison("100,000 highlights", "told", lambda: line(highlights=[f"Point {n}" for n in range(100_000)])),
    poison(
        "100,000 enclosures",
        "told",
        lambda: line(enclosures=[{"url": f"https://a.example/{n}.mp3", "type": "audio/mpeg"} for n in range(100_000)]),
    ),
    poison("100,000 keys in an object", "kept", lambda: line(**{f"x{n}": n for n in range(100_000)})),
    poison("100,000 pictures", "kept", lambda: body('<img src="https://a.example/i.png" alt="">' * 100_000)),
    poison("a picture of 5 MB in line", "kept", lambda: body(f'<img src="data:image/png;base64,{"A" * 5_000_000}">')),
    poison("replies nested 150 deep", "kept", nested_replies(150)),
    poison("replies nested 300 deep", "told", lambda: nested_replies(300)),
    poison("replies nested 100,000 deep", "named", lambda: nested_replies(100_000)),
    poison("arrays nested 100,000 deep", "named", b"[" * 100_000 + b"]" * 100_000),
    poison("objects nested 100,000 deep", "named", b'{"title": ' * 100_000 + b"1" + b"}" * 100_000),
)

NUMBERS = (
    poison("a count of 5,000 digits", "named", line(views="@@").replace(b'"@@"', b"9" * 5000)),
    poison("a count of 4,000 digits", "told", line(views="@@").replace(b'"@@"', b"9" * 4000)),
    poison("a count beyond every integer", "told", line(views=2**63)),
    poison("a count beyond every float", "told", line(views="@@").replace(b'"@@"', b"1e999")),
    poison("NaN and Infinity", "kept", line(views=float("nan"), published=float("inf"))),
    poison("a negative count", "told", line(views=-1)),
    poison(
        "a picture of -1 by 10^30",
        "kept",
        line(image={"url": "https://a.example/i.png", "width": -1, "height": 10**30}),
    ),
    poison(
        "a file of -1 bytes", "kept", line(enclosures=[{"url": "https://a.example/a.mp3", "type": "a/b", "length": -1}])
    ),
)


def dated(date: object) -> bytes:
    return line(published=date, updated=date, comments=[COMMENT | {"published": date}])


DATES = (
    poison("the year 0", "told", dated("0000-01-01T00:00:00Z")),
    poison("the year 1, before the epoch of time zones", "told", dated("0001-01-01T00:00:00+14:00")),
    poison("the year 1601", "told", dated("1601-01-01T00:00:00Z")),
    poison("the year 9999, after the end of time zones", "told", dated("9999-12-31T23:59:59-12:00")),
    poison("the year 10000", "told", dated("10000-01-01T00:00:00Z")),
    poison("in ten years", "held", dated("2036-01-01T00:00:00Z")),
    poison("in an hour", "held", dated("2026-07-01T13:00:00Z")),
    poison("30 February", "told", dated("2026-02-30T00:00:00Z")),
    poison("a leap second", "told", dated("2016-12-31T23:59:60Z")),
    poison("25 o'clock", "told", dated("2026-06-01T25:61:61Z")),
    poison("an offset of 99 hours", "told", dated("2026-06-01T00:00:00+99:99")),
    poison("Unix time in milliseconds", "kept", dated(1_780_000_000_000)),
    poison("a huge Unix time", "told", dated(10**18)),
    poison("a huge negative Unix time", "told", dated(-(10**18))),
    poison("a Unix time of 4,000 digits", "told", line(published="@@").replace(b'"@@"', b"9" * 4000)),
    poison("a date that could be two", "told", dated("01/02/2024")),
    poison("a date in words", "told", dated("the day after the flood")),
    poison("a date in a list", "told", dated([2026, 6, 1])),
    poison("a date that is true", "told", dated(True)),
    poison("Arabic digits", "kept", dated("٢٠٢٦-٠٦-٠١")),
    poison("updated before it was published", "kept", line(updated="1999-01-01T00:00:00Z")),
    poison("comments before their article", "kept", line(comments=[COMMENT | {"published": "1999-01-01T00:00:00Z"}])),
    poison("no date at all", "kept", line(published=...)),
)
