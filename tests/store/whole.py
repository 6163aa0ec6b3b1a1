"""What a store shows, read in full: as a build does it, but everything."""


def articles(store, shown):
    found = store.articles(one.seq for one in shown)
    return [found[one.seq] for one in shown]


def comments(store, shown):
    found = store.comments(one.seq for one in shown)
    return [found[one.seq] for one in shown]


def archive(store, page, size, kind=None, slug=None):
    return articles(store, store.shown_in_archive(page, size, kind, slug))


def newest_comments(store, limit, window):
    """Each with its article."""
    found = comments(store, store.shown_comments(limit, window))
    about = store.articles(one.article_seq for one in found)
    return [(one, about[one.article_seq]) for one in found]
