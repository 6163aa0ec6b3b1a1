"""The adapter `sitemap`: the article pages that a site's sitemaps list, read by `html`.

`document` reads one sitemap, `discovery` finds a site's sitemaps and follows their indexes, `memory` knows which pages
are new, changed or due for another look, `adapter` fetches these.
"""

from sources.sitemap.adapter import Sitemap

__all__ = ["Sitemap"]
