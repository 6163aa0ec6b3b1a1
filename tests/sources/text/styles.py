"""How portals write: dates, labels, policies, forms and the like that the generated pages choose from."""

# ruff: noqa: E501, ISC004, DTZ001 - sentences stay whole, and a page may name no zone

import datetime as dt

AGENCIES = ("IANS", "PTI", "ANI", "Reuters", "AFP", "AP", "Xinhua", "Yonhap", "Staff Reporter", "Web Desk")
PEOPLE = (("Jane Doe",), ("Arvind Rao", "Mia Lindqvist"), ("S. K. Menon",), ("Jane Doe", "Omar Haddad", "Li Na"))
DAY = dt.date(2025, 6, 16)
IST = dt.timezone(dt.timedelta(hours=5, minutes=30))
KST = dt.timezone(dt.timedelta(hours=9))
DATES = (
    ("June 16, 2025", DAY), ("16 June 2025", DAY), ("16/06/2025", DAY), ("2025-06-16", DAY), ("Jun 16, 2025", DAY),
    ("Monday, June 16, 2025", DAY), ("16 Jun 2025", DAY), ("16-06-2025", DAY), ("16.06.2025", DAY), ("June 16th, 2025", DAY),
    ("Jun 16, 2025 10:45 IST", dt.datetime(2025, 6, 16, 10, 45, tzinfo=IST)),
    ("June 16, 2025, 10:45 AM", dt.datetime(2025, 6, 16, 10, 45)),
    ("16 June 2025 at 22:05", dt.datetime(2025, 6, 16, 22, 5)),
    ("2025-06-16T10:45:00+05:30", dt.datetime(2025, 6, 16, 10, 45, tzinfo=IST)),
    ("June 16, 2025 7:30 pm GMT", dt.datetime(2025, 6, 16, 19, 30, tzinfo=dt.UTC)),
    ("2025-06-16 10:45 KST", dt.datetime(2025, 6, 16, 10, 45, tzinfo=KST)),
)  # fmt: skip
VIEWS = (
    ("272 views", 272),
    ("1,204 views", 1204),
    ("Views: 272", 272),
    ("1.2K views", 1200),
    ("Views: 12,34,567", 1234567),
    ("1 view", 1),
    ("18K Views", 18000),
)
POINT_HEADINGS = (
    "Key Points",
    "Highlights",
    "Key takeaways",
    "KEY HIGHLIGHTS",
    "At a glance",
    "Story Highlights:",
    "Key Points:",
    "Takeaways",
    "The key facts",
)
COMMENT_HEADINGS = (
    "Reader Comments",
    "Comments",
    "Reader Comments ({n})",
    "{n} Comments",
    "Comments ({n})",
    "What readers say",
    "Reader Reactions",
    "Comments: {n}",
    "READER COMMENTS",
    "What our readers are saying",
    "Readers' Comments",
    "Your comments",
    "Join the discussion",
)
PREFACES = (
    "Here are {n} authentic Indian perspective comments on the article:",
    "Here are {n} comments from our readers:",
    "Here are {words} reactions to this story:",
    "Below are {n} comments on this article:",
    "Showing {n} of {n} comments",
)
POLICIES = (
    "We welcome thoughtful discussions from our readers. Please keep comments respectful and on-topic.",
    "Comments are moderated before publication.",
    "Please be civil. Abusive comments will be removed.",
    "All comments are subject to our community guidelines.",
    "Comment policy: stay on topic and be kind.",
)
FORMS = (
    ("Leave a Comment", "Your email won't be published"),
    (
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Name *",
        "Email *",
        "Post Comment",
    ),
    ("Post a Comment", "Name", "Email", "Your comment", "Submit"),
    ("Add a comment", "Log in to post a comment"),
)
DISCLAIMERS = (
    (
        "Disclaimer: Comments here reflect the author's views alone. Insulting or using offensive language against "
        "individuals, communities, religion, or the nation is illegal.",
    ),
    ("Disclaimer", "The comments are the personal opinions of our readers and not of this portal."),
    ("Disclaimer: Readers are responsible for what they write.",),
)
RELATED = (
    ("Also Read: Ten bridges that never were",),
    ("Related Stories", "Ten bridges that never were", "How tolls are set"),
    ("Read more:", "The village that waited"),
    ("You May Also Like", "- Five wells, one winter", "- The last ferry"),
)
WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}
AGO = ("2 hours ago", "5 min ago", "1 day ago", "just now", "3h ago")
