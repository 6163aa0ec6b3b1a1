"""What stands in an article's entry: categories, and the whole article as HTML."""

import html

from feeds.model import Article, Image, PullQuote


def categories(article: Article) -> tuple[str, ...]:
    """The section, then the tags, each once whatever its case."""
    names = ([article.section] if article.section else []) + list(article.categories)
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(name.casefold(), name)
    return tuple(once.values())


def full_content(article: Article) -> str:
    """The whole article as HTML: lead image (if the body does not show it), pull quote, key points, body."""
    parts = []
    if article.image and article.image.url not in html.unescape(article.content):
        parts.append(figure(article.image))
    if article.pull_quote:
        parts.append(quotation(article.pull_quote))
    if article.highlights:
        parts.append("<ul>" + "".join(f"<li>{_escape(point)}</li>" for point in article.highlights) + "</ul>")
    return "".join([*parts, article.content])


def figure(image: Image) -> str:
    """An image with its credit."""
    size = "".join(f' {name}="{value}"' for name, value in (("width", image.width), ("height", image.height)) if value)
    caption = f"<figcaption>{_escape(image.credit)}</figcaption>" if image.credit else ""
    # alt stands before src: W3C's validator takes what follows the last "src=" of an img for its address.
    img = f'<img alt="{html.escape(image.alt or "")}" src="{html.escape(image.url)}"{size}>'
    return f"<figure>{img}{caption}</figure>"


def quotation(quote: PullQuote) -> str:
    """A pull quote with who said it."""
    said_by = f"<p>— <cite>{_escape(quote.attribution)}</cite></p>" if quote.attribution else ""
    return f"<blockquote><p>{_escape(quote.text)}</p>{said_by}</blockquote>"


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
