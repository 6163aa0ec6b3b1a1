"""The adapter `wordpress`: a site's posts and comments over WordPress's REST API, version 2.

`api` finds the interface and pages through it, `records` turns its JSON into records, `adapter` asks for what is new.
"""

from sources.wordpress.adapter import WordPress

__all__ = ["WordPress"]
