"""Publishing: documents into out/, whole or not at all, and nothing touched that did not change.

`Edition` is the folder for one run; `page.subscribe_page` makes its index.html from `Group`s of `Listed` feeds.
"""

from feeds.publish.edition import Edition

__all__ = ["Edition"]
