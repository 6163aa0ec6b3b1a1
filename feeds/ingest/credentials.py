"""A user name and password in a source's address: they go to its server and nowhere else.

The source is read under its address without them, so that no id, link, message or store can hold them.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from feeds.errors import FeedhouseError
from feeds.http import Http, Response


def parted(url: str, http: Http) -> tuple[str, Http]:
    """An http(s) address without its user name and password, and an `Http` that sends them with what is asked of the
    same server; both as they are, if there are none. A database's address is its adapter's affair."""
    try:
        parts = urlsplit(url)
    except ValueError:  # whoever fetches it says so
        return url, http
    secret, at, server = parts.netloc.rpartition("@")
    if not at or parts.scheme.lower() not in {"http", "https"}:
        return url, http
    return parts._replace(netloc=server).geturl(), _Carrying(http, secret, f"{parts.scheme}://{server}".lower())


@dataclass(frozen=True, slots=True)
class _Carrying:
    """`secret` is the user name and password, `server` the scheme, host and port that may know them."""

    http: Http
    secret: str
    server: str

    def get(self, url: str, *, accept: str = "*/*", found: bool = False, renew: bool = False) -> Response:
        """As `Http.get`; neither the answer nor an error holds the secret."""
        try:
            answer = self.http.get(self._asked(url), accept=accept, found=found, renew=renew)
        except FeedhouseError as error:
            error.args = (self._bare(str(error)), *error.args[1:])
            raise
        return replace(answer, url=self._bare(answer.url))

    def _asked(self, url: str) -> str:
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        known = f"{parts.scheme}://{parts.netloc}".lower() == self.server
        return parts._replace(netloc=f"{self.secret}@{parts.netloc}").geturl() if known else url

    def _bare(self, text: str) -> str:
        return text.replace(f"{self.secret}@", "")
