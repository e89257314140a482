"""Tries counted by where they come from, so that one address cannot try many numbers."""

import ipaddress
from datetime import timedelta
from typing import Literal

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

PeerTry = Literal["code_asked", "code_typed", "password"]
# Many people share one address behind a telephone company's gateway: these stop a flood, the
# budgets of numbers and accounts stop the guessing.
PEER_TRIES_MAX: dict[PeerTry, int] = {"code_asked": 60, "code_typed": 120, "password": 60}
WINDOW = timedelta(minutes=10)


async def count_peer_try(tx: Tx, peer: str, what: PeerTry) -> int:
    """The seconds to wait, 0 when this one is granted. Commit it before what it counts. Kept as a
    token of the address, or of its /64."""
    row = await tx.row(
        sql.count, peer=tx.keys.token("peer", network_of(peer)), what=what, window=WINDOW
    )
    assert row is not None
    return max(1, int(row["wait_seconds"])) if row["tries"] > PEER_TRIES_MAX[what] else 0


def network_of(peer: str) -> str:
    """One house has one address, or a whole /64 of them. What is no address is one peer."""
    try:
        address = ipaddress.ip_address(peer.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
