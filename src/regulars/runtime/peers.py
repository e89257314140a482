"""Where a request comes from, as far as it can be believed: for limits, never kept in clear."""

import ipaddress
from collections.abc import Sequence

UNKNOWN = "unknown"
# What one household or one server has of the newer addresses.
PREFIX_OF_SIX = 64


def peer_of(client: str | None, forwarded: Sequence[str], *, hops: int) -> str:
    """The network of whoever stands before our own proxies. `hops` of them append to
    X-Forwarded-For, so what stands farther left is what anybody may have written."""
    named = [part.strip() for line in forwarded for part in line.split(",") if part.strip()]
    if hops and named:
        return _network(named[-min(hops, len(named))])
    return _network(client or "")


def _network(text: str) -> str:
    try:
        address = ipaddress.ip_address(_without_port(text))
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), PREFIX_OF_SIX), strict=False))


def _without_port(text: str) -> str:
    """Some proxies write `[2001:db8::7]:4711` or `192.0.2.7:4711`."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
