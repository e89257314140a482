"""Tries counted by where they come from, so that one address cannot try many numbers."""

from datetime import timedelta
from typing import Literal

from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

PeerTry = Literal["code_asked", "code_typed", "password", "paper_sent"]
# Many people share one address behind a telephone company's gateway: these stop a flood, the
# budgets of numbers and accounts stop the guessing.
PEER_TRIES_MAX: dict[PeerTry, int] = {
    "code_asked": 60, "code_typed": 120, "password": 60, "paper_sent": 20,
}  # fmt: skip
WINDOW = timedelta(minutes=10)


async def count_peer_try(tx: Tx, peer: str, what: PeerTry) -> int:
    """The seconds to wait, 0 when this one is granted. Commit it before what it counts. `peer` as
    `runtime.peers.peer_of` gives it; it is kept as a token."""
    return (await peer_wait(tx, peer, what))[0]


async def peer_wait(tx: Tx, peer: str, what: PeerTry) -> tuple[int, bool]:
    """The same, and whether it was made to wait in this window before."""
    row = await tx.row(sql.count, peer=tx.keys.token("peer", peer), what=what, window=WINDOW)
    assert row is not None
    over = row["tries"] - PEER_TRIES_MAX[what]
    return (max(1, int(row["wait_seconds"])) if over > 0 else 0), over > 1
