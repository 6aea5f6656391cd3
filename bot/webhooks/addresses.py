"""Where a receiver may be: never inside the network that the bot runs in, unless a setting allows it."""

import errno
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

import aiohttp

from bot.settings import Network

Address = IPv4Address | IPv6Address

LONGEST = 2000
NOT_ALLOWED = errno.EACCES
TRANSLATED = IPv6Network("64:ff9b::/96")  # leads to the IPv4 address in its last 32 bits


class AddressRefused(ValueError):
    """One sentence that says what is wrong with an address."""


def is_allowed(address: Address, networks: Sequence[Network]) -> bool:
    """Whether the bot may connect there: to the public Internet, and to what was allowed by name."""
    real = _real(address)
    if any(real.version == network.version and real in network for network in networks):
        return True
    return real.is_global and not real.is_multicast


def checked(url: str) -> str:
    """The address to call; raises AddressRefused. Whether it may be connected to is seen when that is done."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or not url.isprintable() or " " in url:
        raise AddressRefused(f"{url!r} is no address: give one such as https://hooks.example.com/groundwork")
    if len(url) > LONGEST:
        raise AddressRefused(f"the address is longer than {LONGEST} characters")
    if parts.username or parts.password:
        raise AddressRefused("an address with a name or password in it is not taken: receivers check the signature")
    if parts.fragment:
        raise AddressRefused("what stands behind # would never be sent: leave it out")
    if parts.scheme == "http" and not _is_loopback(host):
        raise AddressRefused("use https://: http:// is only taken for this machine, such as http://127.0.0.1:9000/")
    return url


@dataclass(frozen=True, slots=True)
class Guard:
    """Opens sockets to allowed addresses only: it sees what is connected to, whatever a name resolved to before."""

    networks: Sequence[Network]

    def __call__(self, found: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, proto, _, sockaddr = found
        host = str(sockaddr[0]).partition("%")[0]
        if not is_allowed(ip_address(host), self.networks):
            raise OSError(NOT_ALLOWED, "the address is not public")
        return socket.socket(family, kind, proto)


def _real(address: Address) -> Address:
    """The address that one leads to which holds another."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    held = address.ipv4_mapped or address.sixtofour
    if address.teredo:
        held = address.teredo[1]
    return held or address


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
