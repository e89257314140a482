"""Where a request comes from: the address that our own proxies saw, as a network."""

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network

# What one household or one attacker is given at once.
IPV6_PREFIX = 64


def peer_network(direct: str, forwarded: Sequence[str], *, hops: int) -> str:
    """Counted from the right: each of our `hops` proxies appended whom it saw, and what stands
    further left was written by anybody. `direct` is whoever holds the connection."""
    seen = [part.strip() for header in forwarded for part in header.split(",")]
    text = direct
    if hops:
        text = seen[-hops] if len(seen) >= hops else (seen[0] if seen else direct)
    return _network(text)


def _network(text: str) -> str:
    """Empty for what is no address: such peers are counted together."""
    try:
        address = ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return f"{address.ipv4_mapped}/32"
        return str(ip_network((address, IPV6_PREFIX), strict=False))
    return f"{address}/32"
