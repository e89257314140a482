"""Which addresses may be called from inside the house: what a name may look like, and what it may
resolve to. Pure."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label has a letter first, so that no form of a number is a name: 127.1, 0x7f.1.
NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{LABEL}\.)+(?!0x)[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
# Names that no public server has, whatever somebody's resolver says to them.
INNER_ENDS = (
    ".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".private",
    ".localdomain", ".arpa", ".onion", ".test", ".invalid",
)  # fmt: skip
# Nothing of a URL is repaired: a sign that another reader would strip or fold is a refusal.
PLAIN_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[!-\[\]-_a-z{|}~]+")

# Special-purpose registries of IANA, and what clouds keep beside them.
CLOSED_V4 = tuple(
    ipaddress.IPv4Network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    )
)  # fmt: skip
OPEN_V6 = ipaddress.IPv6Network("2000::/3")
# Inside of it: protocol assignments with Teredo, documentation, 6to4, and NAT of every kind.
CLOSED_V6 = tuple(
    ipaddress.IPv6Network(net)
    for net in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)


class AddressRefused(ValueError):
    """Nobody is called there. `code` says why; the address is not repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """A server by name and port."""

    host: str
    port: int


def read_place(text: str) -> Place:
    """`host:port` as an operator writes it. Raises AddressRefused."""
    host, colon, port = text.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]").lower()
    if not colon or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise AddressRefused("place_not_valid")
    if host not in LOOPBACK_NAMES and not NAME.fullmatch(host) and _address(host) is None:
        raise AddressRefused("place_not_valid")
    return Place(host, int(port))


def read_url(url: str, *, exempt: frozenset[Place]) -> Place:
    """Whom a URL calls. https on 443 by a plain name, or a place that is exempt."""
    if len(url) > 2_000 or not PLAIN_URL.fullmatch(url):
        raise AddressRefused("url_not_plain")
    try:
        parts = urlsplit(url)
        host, given = parts.hostname or "", parts.port
    except ValueError:
        raise AddressRefused("url_not_plain") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise AddressRefused("scheme_not_allowed")
    if "@" in parts.netloc or "%" in parts.netloc:
        raise AddressRefused("url_not_plain")
    usual = 443 if parts.scheme.lower() == "https" else 80
    place = Place(host, usual if given is None else given)
    if place in exempt:
        return place
    if parts.scheme.lower() != "https" or place.port != 443:
        raise AddressRefused("only_https")
    judge_name(host)
    return place


def judge_name(host: str) -> None:
    """Only whole public names: no number in any notation, no trailing dot, no inner name."""
    if not NAME.fullmatch(host) or host.endswith(INNER_ENDS):
        raise AddressRefused("host_not_allowed")


def is_open(address: str) -> bool:
    """Whether an address that a name resolved to is one of the public internet, and nothing else
    in disguise: every form of IPv6 that carries an IPv4 address lies outside of 2000::/3 or is
    closed by name."""
    ip = _address(address)
    if ip is None:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not any(ip in net for net in CLOSED_V4)
    return ip in OPEN_V6 and ip.is_global and not any(ip in net for net in CLOSED_V6)


def is_loopback(address: str) -> bool:
    ip = _address(address)
    return ip is not None and ip.is_loopback


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Without a zone: `fe80::1%eth0` is nobody's public address."""
    try:
        return None if "%" in text else ipaddress.ip_address(text)
    except ValueError:
        return None
