"""What a WordPress site shows to its members alone. An export has it all, and of plug-ins' rules only these marks."""

import re

_BLOCKS = r"premium-content/subscriber-view|pmpro/membership|restrict-content/[\w-]+|memberpress/protected-content"
_VIEW = re.compile(rf"<!--\s*wp:({_BLOCKS})\b.*?(?:<!--\s*/wp:\1\b[^>]*-->|\Z)", re.DOTALL)
_WALL = re.compile(r"<!--\s*wp:jetpack/paywall\b.*", re.DOTALL)  # everything below it is for subscribers

SHORTCODES = frozenset(
    "member members member_only members_only members-only membersonly memberonly membership members_access "
    "members_logged_in is_user_logged_in is_logged_in user_logged_in loggedin logged_in um_loggedin um_show_content "
    "wpmem_logged_in wp-members mepr-show mepr-active mepr-protected wlm_private private private_content s2if restrict "
    "restricted restrict_content is_paid swpm_protected emember_protected ihc-hide-content am4show passster "
    "content_protector protected protected_content eyesonly hidepost uas_loggedin subscriber subscribers_only "
    "premium_content paid_content paywall".split()
)
"""Shortcodes that show what they enclose to members alone."""

META = frozenset({"_jetpack_newsletter_access", "_members_access_role", "_wpmem_block"})
"""The fields in which Jetpack, Members and WP-Members keep that a whole post, its comments with it, is not for all."""

_FOR_ALL = {"", "0", "everybody"}


def without_members_part(text: str) -> str:
    """A post's text without the blocks that are for members alone."""
    return _WALL.sub("", _VIEW.sub("", text)) if "<!--" in text else text


def for_members(meta: dict[str, list[str]]) -> bool:
    """Whether a post's own fields say that it is for members alone."""
    return any(value.strip().lower() not in _FOR_ALL for name in META for value in meta.get(name, ()))
