"""How often somebody may try to sign in: at one account, from one address, at one business."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.events import IdentitySignInStorm
from regulars.domains.identity.model import (
    ATTEMPTS_DAY,
    ATTEMPTS_DAY_MAX,
    ATTEMPTS_MAX,
    ATTEMPTS_WINDOW,
)
from regulars.domains.identity.peer_tries import peer_wait
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


@dataclass(frozen=True, slots=True)
class Counted:
    """`wait_seconds` is 0 for a try that may go on. `is_again`: it is not the first that waits, so
    that nothing new is to be told."""

    wait_seconds: int
    tries: int
    is_again: bool


async def is_known_device(tx: Tx, staff_id: UUID | None, came: Came) -> bool:
    """Asks also where there is no such account and no device: all cost the same."""
    hashed = came.device.hashed if came.device else b""
    return bool(await tx.value(sql.known_device, hashed=hashed, staff_id=staff_id))


async def is_browser_of_ours(tx: Tx, came: Came) -> bool:
    """Whether anybody at all has signed in with it: before somebody said who they are."""
    hashed = came.device.hashed if came.device else b""
    return bool(await tx.value(sql.browser_of_ours, hashed=hashed))


async def count_password_try(tx: Tx, email_token: bytes, *, is_known_device: bool) -> Counted:
    """With the tries of this window. Fifteen minutes slow a guesser down, the day stops one who
    waits for them to pass."""
    longest, of_window, is_again = 0, 0, False
    for span, window, most in (
        ("window", ATTEMPTS_WINDOW, ATTEMPTS_MAX),
        ("day", ATTEMPTS_DAY, ATTEMPTS_DAY_MAX),
    ):
        guarded = _guarded(tx, email_token, span, is_known_device=is_known_device)
        tries, wait_seconds = await count_guarded(tx, guarded, window=window)
        of_window = of_window or tries
        if tries > most:
            longest = max(longest, wait_seconds)
        is_again = is_again or tries > most + 1
    return Counted(longest, of_window, is_again)


async def password_tries(tx: Tx, email_token: bytes, *, is_known_device: bool) -> int:
    """How many of this window were counted."""
    return await tries_of(tx, _guarded(tx, email_token, "window", is_known_device=is_known_device))


async def forgive_tries(tx: Tx, email_token: bytes, *, is_known_device: bool) -> None:
    """The right password frees the window, and of the day the one try that it was."""
    for span, every in (("window", True), ("day", False)):
        guarded = _guarded(tx, email_token, span, is_known_device=is_known_device)
        await give_back(tx, guarded, every=every)


async def forget_guesses(tx: Tx, email_token: bytes) -> None:
    """Of a password that there is no more: all that was tried on it is worth nothing."""
    for is_known_device in (True, False):
        for span in ("window", "day"):
            guarded = _guarded(tx, email_token, span, is_known_device=is_known_device)
            await give_back(tx, guarded, every=True)


async def stranger_wait(tx: Tx, came: Came) -> tuple[int, bool]:
    """Counts a try, and says how many seconds to wait, and whether this address was told so before.
    Everybody is counted, whoever they name; but an address that is over its own limit adds nothing
    to the business's: else a single one could make every stranger wait."""
    of_peer, is_again = await peer_wait(tx, came.peer, "password")
    if of_peer:
        return of_peer, is_again
    tries, wait_seconds = await count_guarded(tx, _everybody(tx), window=WINDOW)
    if tries == STORM_TRIES + 1:
        tx.emit(IdentitySignInStorm(tries), subject_id=tx.tenant_id, seq=0)
    return (wait_seconds if tries > STORM_TRIES else 0), False


async def passkey_wait_seconds(tx: Tx, came: Came) -> int:
    """Counts a question for a passkey, or an answer to one, before anybody said who they are.
    Commit it before the question is made or the answer looked at."""
    wait_seconds, _ = await stranger_wait(tx, came)
    return 0 if await is_browser_of_ours(tx, came) else wait_seconds


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


async def tries_of(tx: Tx, guarded: bytes) -> int:
    return int(await tx.value(sql.counted, guarded=guarded) or 0)


async def give_back(tx: Tx, guarded: bytes, *, every: bool = False) -> None:
    await tx.run(sql.give_back, guarded=guarded, every=every)


def _guarded(tx: Tx, email_token: bytes, span: str, *, is_known_device: bool) -> bytes:
    who = "known" if is_known_device else "stranger"
    return tx.keys.token(f"sign_in_{who}_{span}", email_token.hex())


def _everybody(tx: Tx) -> bytes:
    return tx.keys.token("sign_in_anywhere", "")
