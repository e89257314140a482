"""How often strangers may try to sign in: from one address, and at one business altogether."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.events import IdentitySignInStorm
from regulars.domains.identity.peer_tries import count_peer_try
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

WINDOW = timedelta(minutes=15)
# Many addresses with one password each: from here on strangers wait, known devices do not. Tries
# that were not followed by a sign-in.
STORM_TRIES = 400


@dataclass(frozen=True, slots=True)
class Came:
    """From which address, and with what: `device` is the browser's own secret, None for a
    stranger's."""

    peer: str = ""
    device: Credential | None = None


async def is_known_device(tx: Tx, staff_id: UUID | None, came: Came) -> bool:
    """Asks also where there is no such account and no device: all cost the same."""
    hashed = came.device.hashed if came.device else b""
    return bool(await tx.value(sql.known_device, hashed=hashed, staff_id=staff_id))


async def stranger_wait_seconds(tx: Tx, came: Came) -> int:
    """Counts a try, and says how long to wait. Everybody is counted, whoever they name."""
    of_peer = await count_peer_try(tx, came.peer, "password")
    tries, wait_seconds = await count_guarded(tx, _everybody(tx), window=WINDOW)
    if tries == STORM_TRIES + 1:
        tx.emit(IdentitySignInStorm(tries), subject_id=tx.tenant_id, seq=0)
    return max(of_peer, wait_seconds if tries > STORM_TRIES else 0)


async def give_back_try(tx: Tx, came: Came) -> None:
    """Whoever got in was no attack: a shop behind one address may have many people."""
    peer = tx.keys.token("peer", came.peer)
    await tx.run(sql.give_back_peer, peer=peer)
    await tx.run(sql.give_back, guarded=_everybody(tx), every=False)


async def count_guarded(tx: Tx, guarded: bytes, *, window: timedelta) -> tuple[int, int]:
    """The tries of this window, this one among them, and the seconds until the next begins."""
    row = await tx.row(sql.count, guarded=guarded, window=window)
    assert row is not None
    return row["attempts"], max(1, row["wait_seconds"])


async def give_back(tx: Tx, guarded: bytes, *, every: bool = False) -> None:
    await tx.run(sql.give_back, guarded=guarded, every=every)


def _everybody(tx: Tx) -> bytes:
    return tx.keys.token("sign_in_anywhere", "")
