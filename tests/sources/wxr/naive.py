"""An independent reading of a WordPress export, apart from the adapter: the whole tree, by local names."""

from pathlib import Path

from lxml import etree


def local(element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def child(element, name: str) -> str:
    """The text of the first child of that name whose namespace is no stranger's."""
    for one in element:
        if isinstance(one.tag, str) and local(one) == name:
            uri = one.tag.rpartition("}")[0]
            if not uri or "wordpress.org" in uri or "purl.org" in uri:
                return "".join(one.itertext()).strip()
    return ""


def time(element, name: str) -> str | None:
    for key in (f"{name}_gmt", name):
        text = child(element, key)
        if text and not text.startswith("0000"):
            return text.replace(" ", "T") + ("+00:00" if key.endswith("_gmt") else "")
    return None


def posts(path: Path) -> dict[str, dict]:
    root = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False, huge_tree=True)).getroot()
    authors = {
        child(one, "author_login"): child(one, "author_display_name") for one in root.iter() if local(one) == "author"
    }
    found = {}
    for item in root.iter("item"):
        if (
            child(item, "status") == "publish"
            and child(item, "post_type") == "post"
            and not child(item, "post_password")
        ):
            terms = [
                one for one in item.findall("category") if one.get("domain") in {None, "category", "post_tag", "tag"}
            ]
            creator = child(item, "creator")
            found[child(item, "post_id") or child(item, "guid")] = {
                "published": time(item, "post_date"),
                "author": authors.get(creator) or creator,
                "categories": {" ".join("".join(one.itertext()).split()) for one in terms} - {""},
                "comments": comments(item),
            }
    return found


def comments(item) -> dict[str, tuple]:
    approved = [
        one
        for one in item
        if local(one) == "comment"
        and child(one, "comment_approved") == "1"
        and child(one, "comment_type") in {"", "comment"}
    ]
    there = {child(one, "comment_id") for one in approved}
    return {
        child(one, "comment_id"): (
            child(one, "comment_parent") if child(one, "comment_parent") in there else None,
            time(one, "comment_date"),
        )
        for one in approved
    }
