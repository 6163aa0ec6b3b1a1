"""Where a fetch may connect, and until when: enforced below the client, on the very connection that is used.

The name is resolved here, every address is judged, and the connection goes to a judged address: a second answer of the
name server (DNS rebinding) is never asked for. Redirects come through here as well.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import httpcore2

from feeds.errors import SourceError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


_INWARD = tuple(map(ipaddress.IPv6Network, ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "fec0::/10")))
"""What Python calls global and leads inside all the same: IPv4-compatible, IPv4-translated (RFC 2765), a network's own
NAT64 (RFC 8215), site-local."""


class Deadline:
    """When the fetch at hand has to be over; restarted for each."""

    def __init__(self) -> None:
        self._end = float("inf")

    def start(self, seconds: float) -> None:
        """The fetch that begins now may take so long."""
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds until it is over, less than 0 if it is."""
        return self._end - time.monotonic()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What is done meanwhile, other fetches too, does not count."""
        remaining = self.remaining()
        try:
            yield
        finally:
            self._end = time.monotonic() + remaining

    def left(self, timeout: float | None) -> float:
        """A time-out that also ends at the deadline; raises `httpcore2.ReadTimeout` when that has passed."""
        remaining = self.remaining()
        if remaining <= 0:
            raise httpcore2.ReadTimeout("the whole fetch took too long")
        return min(remaining, timeout) if timeout else remaining


class GuardedBackend(httpcore2.SyncBackend):
    """Connects to public addresses only (unless allowed), and no longer than the deadline."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, judge, connect. Raises `SourceError` for a private address."""
        address = self._judged(host, port)
        stream = super().connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options)
        return DeadlineStream(stream, self._deadline)

    def _judged(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host}: no such host ({error})") from error
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            if not self._allow_private and not is_public(ipaddress.ip_address(address.partition("%")[0])):
                raise SourceError(
                    f"{host} is at {address}, a private address; set [http] allow_private = true to allow it"
                )
        return addresses[0]


class DeadlineStream(httpcore2.NetworkStream):
    """A connection on which every wait ends at the deadline, so that a server that drips bytes is left in time."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """As `httpcore2.NetworkStream.read`."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """As `httpcore2.NetworkStream.write`."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """As `httpcore2.NetworkStream.close`."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """As `httpcore2.NetworkStream.start_tls`."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return DeadlineStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        """As `httpcore2.NetworkStream.get_extra_info`."""
        return self._stream.get_extra_info(info)


def is_public(address: Address) -> bool:
    """Whether an address is out on the internet; what IPv6 embeds (mapped, 6to4, Teredo, NAT64) counts too."""
    if isinstance(address, ipaddress.IPv6Address):
        embedded = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or _nat64(address)
        if embedded:
            return is_public(embedded)
        if any(address in network for network in _INWARD):
            return False
    return address.is_global and not address.is_multicast


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    inside = address in ipaddress.IPv6Network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if inside else None
