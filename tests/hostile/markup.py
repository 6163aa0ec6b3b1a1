# ruff: noqa: E501 (one line a kind)
"""Poison in markup: entity bombs, scripts in all their hiding places, addresses that are no web addresses."""

from tests.hostile.poisons import COMMENT, Fate, Poison, body, line, poison

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><p>&l9;</p>'
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">%p;]><p>&e;</p>'


def addressed(url: object) -> bytes:
    """The same address wherever one can stand."""
    return line(
        url=url,
        base=url,
        content_html=f'<p>The <a href="{url}">ferry</a> <img src="{url}" alt="x"></p>',
        image={"url": url, "alt": "x"},
        enclosures=[{"url": url, "type": "audio/mpeg"}],
        authors=[{"name": "Asha", "url": url}],
        comments=[COMMENT | {"url": url, "author": {"name": "Asha", "url": url}}],
    )


def at(name: str, url: object, fate: Fate = "kept") -> Poison:
    return poison(f"address: {name}", fate, addressed(url))


ENTITIES = (
    poison("an entity bomb", "kept", body(BOMB)),
    poison("an entity bomb in the title", "kept", line(title=BOMB)),
    poison(
        "a quadratic entity bomb", "kept", lambda: body(f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>{"&a;" * 50_000}')
    ),
    poison("a million references", "kept", lambda: body("&amp;" * 1_000_000)),
    poison("a reference of a million digits", "kept", lambda: body(f"&#{'9' * 1_000_000};")),
    poison("an external entity", "kept", body(XXE)),
    poison("an external entity in the title", "kept", line(title=XXE)),
    poison("an external DTD", "kept", body('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><p>x</p>')),
    poison("XInclude", "kept", body('<xi:include href="file:///etc/passwd" parse="text"/>')),
    poison("a processing instruction", "kept", body('<?xml-stylesheet href="javascript:alert(1)"?><?php echo 1 ?>')),
    poison("the end of a CDATA section", "kept", line(title="A ]]> story", content_html="<p>]]></p><![CDATA[<b>]]>")),
    poison(
        "references to what XML forbids", "kept", body("<p>&#0;&#1;&#x1f;&#xD800;&#xFFFE;&#xFFFF;&#x110000;&#128;</p>")
    ),
    poison("references without an end", "kept", body("<p>&ampamp; &copy &notit; &#60script&#62 &lt;script&gt;</p>")),
    poison("a comment that never ends", "kept", body("<!-- -- --!> <p>x</p> <!-- --> <!--")),
    poison("prefixes nobody declared", "kept", body('<o:p xmlns:o="x"><a:b c:d="e">x</a:b></o:p>')),
    poison("markup in every name", "kept", line(section="<b>World</b>", categories=["<i>ferry</i>", "&lt;b&gt;"])),
)

SCRIPTS = (
    poison("script", "kept", body("<script>alert(1)</script>")),
    poison("script that never ends", "kept", body("<p>x</p><script>alert(1)")),
    poison("script within script", "kept", body("<scr<script>ipt>alert(1)</scr</script>ipt>")),
    poison("script with a NUL in its name", "kept", body("<scr\0ipt>alert(1)</scr\0ipt>")),
    poison("script in full width", "kept", body("＜script＞alert(1)＜/script＞")),
    poison("script in the title", "kept", line(title="<script>alert(1)</script>A story")),
    poison("nothing but script", "kept", line(title="<script>alert(1)</script>", content_html="<script>x</script>")),
    poison("script in names", "kept", line(authors=["<script>x</script>Asha"], section="<script>x</script>World")),
    poison("script twice escaped", "kept", body("&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;script&amp;gt;")),
    poison("handlers", "kept", body('<p onclick="alert(1)" onmouseover=alert(1)>x</p><img src=x onerror=alert(1)>')),
    poison("handlers without space", "kept", body('<img/src="x"/onerror=alert(1)><svg/onload=alert(1)>')),
    poison("handlers in closing tags", "kept", body("<p>x</p onclick=alert(1)><a href='x' 'onclick=alert(1)'>y</a>")),
    poison("javascript: with gaps", "kept", body('<a href="java\tscr\nipt:alert(1)">x</a><a href=" &#1;javascript:x">y</a>')),
    poison("javascript: in references", "kept", body('<a href="&#x6a;avascript&colon;alert(1)">x</a>')),
    poison("javascript: in a srcset", "kept", body('<img srcset="javascript:alert(1) 2x" src="javascript:alert(1)">')),
    poison("svg", "kept", body('<svg onload=alert(1)><a xlink:href="javascript:x"><text>x</text></a><script>x</script></svg>')),
    poison("math that mutates", "kept", body("<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=x>'>")),
    poison("noscript that mutates", "kept", body('<noscript><p title="</noscript><img src=x onerror=alert(1)>">')),
    poison("textarea that mutates", "kept", body('<textarea><img title="</textarea><img src=x onerror=alert(1)>">')),
    poison("template", "kept", body("<template><script>alert(1)</script></template><p>x</p>")),
    poison("style", "kept", body("<style>@import 'http://127.0.0.1/'</style><p style='width:expression(alert(1))'>x</p>")),
    poison("iframe", "kept", body('<iframe srcdoc="<script>x</script>"></iframe><iframe src="javascript:alert(1)"></iframe>')),
    poison("object and embed", "kept", body('<object data="javascript:x"></object><embed src="data:text/html,x">')),
    poison("form", "kept", body('<form action="javascript:x"><input autofocus onfocus=x><button formaction="javascript:x">x</form>')),
    poison("meta, base and link", "kept", body('<meta http-equiv=refresh content="0;url=javascript:x"><base href="javascript:"><link rel=import href=x>')),
    poison("a frameset", "kept", body("<frameset onload=x><frame src='javascript:x'></frameset>")),
    poison("marquee, video, details", "kept", body("<marquee onstart=x>x</marquee><video><source onerror=x></video><details open ontoggle=x>")),
    poison("a custom element", "kept", body('<x-foo is="script" onclick=x>x</x-foo>')),
)  # fmt: skip

ADDRESSES = (
    at("javascript", "javascript:alert(1)"),
    at("JaVaScRiPt", " JaVaScRiPt:alert(1)"),
    at("vbscript", "vbscript:msgbox(1)"),
    at("data", "data:text/html,<script>alert(1)</script>"),
    at("file", "file:///etc/passwd"),
    at("blob", "blob:https://courier.example/1"),
    at("no host", "https:///etc/passwd"),
    at("half an IPv6 host", "http://[::1"),
    at("a port that is none", "http://courier.example:99999/"),
    at("a password", "https://user:secret@courier.example/x"),
    at("no scheme", "//courier.example/x"),
    at("relative", "../../../x?y=z#f"),
    at("spaces and line ends", "https://courier.example/a b\r\nc\td|e[f]"),
    at("another script", "https://кириллица.example/путь/😀?q=ü#ß"),
    at("broken escapes", "https://courier.example/%zz%00%2e%2e%2f%"),
    at("quotes and brackets", "https://courier.example/\"'><script>alert(1)</script>"),
    at("a number", 17, "told"),
    at("an object", {"href": "https://courier.example/"}, "told"),
)

NESTING = (
    poison("100,000 divs within each other", "kept", lambda: body("<div>" * 100_000 + "x")),
    poison("50,000 bold within each other", "kept", lambda: body("<b>" * 50_000 + "x")),
    poison("10,000 tables within each other", "kept", lambda: body("<table><tr><td>" * 10_000 + "x")),
    poison("10,000 lists within each other", "kept", lambda: body("<ul><li>" * 10_000 + "x")),
    poison("100,000 attributes", "kept", lambda: body(f"<p {' '.join(f'a{n}=b' for n in range(100_000))}>x</p>")),
    poison("100,000 tags that never end", "kept", lambda: body("<a href='" * 100_000)),
    poison("100,000 closing tags", "kept", lambda: body("</p></b></table>" * 33_000)),
    poison("misnested formatting", "kept", lambda: body("<a><b><i><p>x</a></b></i>" * 3_000)),
)
