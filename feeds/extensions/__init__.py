"""What feedgen lacks: one extension a file, each writing into the elements that feedgen has built.

To add an extension: write `extensions/<name>.py` with an `Extension` in it, and one line in `EXTENSIONS`. The order of
that table is the order of the elements in a document. An extension is pure, and what it writes must be clean in W3C's
validator: a namespace that the validator does not know is declared only in a document that needs it.
"""

from feeds.extensions.dates import DATES
from feeds.extensions.dc import DC
from feeds.extensions.deleted import DELETED
from feeds.extensions.extension import Extension
from feeds.extensions.history import HISTORY
from feeds.extensions.hub import HUB
from feeds.extensions.media import MEDIA
from feeds.extensions.replies import REPLIES
from feeds.extensions.self import SELF
from feeds.extensions.thread import THREAD

EXTENSIONS: tuple[Extension, ...] = (
    DC,  # first: it puts the guid at the end, and the others go on from there
    DATES,
    SELF,
    HUB,
    HISTORY,
    REPLIES,
    THREAD,
    MEDIA,
    DELETED,
)
