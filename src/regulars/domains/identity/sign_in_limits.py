"""How often strangers may try to sign in: from one address, and at one business altogether."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.events import IdentitySignInStorm
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

WINDOW = timedelta(minutes=15)
# Every try that was not followed by a sign-in. One address may be a whole shop.
OF_A_PEER_MAX = 40
# Many addresses with one password each: strangers wait, known devices do not.
OF_A_TENANT_MAX = 400
OF_PEER, OF_TENANT = "staff_sign_in", "staff_sign_in_anywhere"


@dataclass(frozen=True, slots=True)
class Came:
    """From where, and with what: `network` is an address of /32 or /64, `device` the browser's
    own secret, None for a stranger's."""

    network: str = ""
    device: Credential | None = None


async def is_known_device(tx: Tx, staff_id: UUID | None, came: Came) -> bool:
    """Asks also where there is no such account and no device: all cost the same."""
    hashed = came.device.hashed if came.device else b""
    return bool(await tx.value(sql.known_device, hashed=hashed, staff_id=staff_id))


async def stranger_wait_seconds(tx: Tx, came: Came) -> int:
    """Counts a try, and says how long to wait. Everybody is counted, whoever they name."""
    longest = 0
    for peer, what, most in (
        (_peer(tx, came), OF_PEER, OF_A_PEER_MAX),
        (_everybody(tx), OF_TENANT, OF_A_TENANT_MAX),
    ):
        row = await tx.row(sql.count_try, peer=peer, what=what, window=WINDOW)
        assert row is not None
        if row["tries"] > most:
            longest = max(longest, int(row["wait_seconds"]), 1)
        if what == OF_TENANT and row["tries"] == most + 1:
            tx.emit(IdentitySignInStorm(row["tries"]), subject_id=tx.tenant_id, seq=0)
    return longest


async def give_back_tries(tx: Tx, came: Came) -> None:
    await tx.run(
        sql.give_back, peers=[_peer(tx, came), _everybody(tx)], whats=[OF_PEER, OF_TENANT]
    )


def _peer(tx: Tx, came: Came) -> bytes:
    return tx.keys.token("peer", came.network)


def _everybody(tx: Tx) -> bytes:
    return tx.keys.token("peer", "everybody")
