"""The whole suite's ground rules: no network but loopback, and the same random examples in every CI run."""

import os
import socket
import sys
from ipaddress import IPv4Address, IPv6Address, ip_address

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
RESOLVING = {"socket.getaddrinfo", "socket.gethostbyname"}


class NetworkRefusedError(RuntimeError):
    """A test reached for the network. No OSError, so that no code under test takes it for a failed fetch."""


def _text(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host or "")


def _address(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a text spells, in any of the ways that the system reads ("127.1", "0x7f.1"); None for a name."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ip_address(socket.inet_aton(host))
    except OSError:
        return None


def _local(host: str) -> bool:
    address = _address(host)
    return host in {"", "localhost"} if address is None else address.is_loopback


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in CONNECTING and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event in RESOLVING and _address(_text(arguments[0])) is None:
        host = arguments[0]
    else:
        return
    if not _local(_text(host)):
        message = f"a test asked for {host!r}: tests may reach 127.0.0.1 and ::1 only"
        raise NetworkRefusedError(message)


# An audit hook sees every socket of this process, whichever library opened it.
sys.addaudithook(_refuse_network)
