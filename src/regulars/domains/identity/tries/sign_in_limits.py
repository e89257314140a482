"""How often somebody may try to sign in: at one account, from one address, at one business."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.tries.events import IdentitySignInStorm
from regulars.domains.identity.tries.peers import peer_wait
from regulars.domains.identity.tries.rules import (
    ATTEMPTS_DAY,
    ATTEMPTS_DAY_MAX,
    ATTEMPTS_MAX,
    ATTEMPTS_WINDOW,
    FACTOR_DAY,
    FACTOR_DAY_MAX,
    FACTOR_TRIES_MAX,
    FACTOR_WINDOW,
)
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

WINDOW = timedelta(minutes=15)
# Many addresses with one password each: from here on strangers wait, known devices do not. Tries
# that were not followed by a sign-in.
STORM_TRIES = 400

Guarded = Literal["sign_in", "factor"]


@dataclass(frozen=True, slots=True)
class _Span:
    name: Literal["window", "day"]
    lasts: timedelta
    most: int


# Fifteen minutes slow a guesser down, the day stops one who waits for them to pass.
SPANS: dict[Guarded, tuple[_Span, _Span]] = {
    "sign_in": (
        _Span("window", ATTEMPTS_WINDOW, ATTEMPTS_MAX),
        _Span("day", ATTEMPTS_DAY, ATTEMPTS_DAY_MAX),
    ),
    "factor": (
        _Span("window", FACTOR_WINDOW, FACTOR_TRIES_MAX),
        _Span("day", FACTOR_DAY, FACTOR_DAY_MAX),
    ),
}


@dataclass(frozen=True, slots=True)
class Came:
    """From which address, and with what: `device` is the browser's own secret, None for a
    stranger's."""

    peer: str = ""
    device: Credential | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """`wait_seconds` is 0 for a try that may go on; `tries` are those of this window. `is_again`:
    it is not the first that waits, so that nothing new is to be told."""

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


async def count_guess_at(tx: Tx, what: Guarded, whose: str, *, is_known_device: bool) -> Counted:
    """One try on what somebody proves themselves by. A browser that is known has a count of its
    own. To be committed before anything is compared."""
    longest, of_window, is_again = 0, 0, False
    for span in SPANS[what]:
        guarded = _guarded(tx, what, span.name, whose, is_known_device=is_known_device)
        tries, wait_seconds = await _count(tx, guarded, window=span.lasts)
        of_window = of_window or tries
        if tries > span.most:
            longest = max(longest, wait_seconds)
        is_again = is_again or tries > span.most + 1
    return Counted(longest, of_window, is_again)


async def guesses_at(tx: Tx, what: Guarded, whose: str, *, is_known_device: bool) -> int:
    """How many of this window were counted."""
    guarded = _guarded(tx, what, "window", whose, is_known_device=is_known_device)
    return int(await tx.value(sql.counted, guarded=guarded) or 0)


async def forgive_guesses(tx: Tx, what: Guarded, whose: str, *, is_known_device: bool) -> None:
    """What was right frees the window, and of the day the one try that it was."""
    for span in SPANS[what]:
        guarded = _guarded(tx, what, span.name, whose, is_known_device=is_known_device)
        await tx.run(sql.give_back, guarded=guarded, every=span.name == "window")


async def forget_guesses(tx: Tx, what: Guarded, whose: str) -> None:
    """At what there is no more: all that was tried on it is worth nothing."""
    for is_known_device in (True, False):
        for span in SPANS[what]:
            guarded = _guarded(tx, what, span.name, whose, is_known_device=is_known_device)
            await tx.run(sql.give_back, guarded=guarded, every=True)


async def stranger_wait(tx: Tx, came: Came) -> tuple[int, bool]:
    """Counts a try, and says how many seconds to wait, and whether this address was told so before.
    Everybody is counted, whoever they name; but an address that is over its own limit adds nothing
    to the business's: else a single one could make every stranger wait."""
    of_peer, is_again = await peer_wait(tx, came.peer, "password")
    if of_peer:
        return of_peer, is_again
    tries, wait_seconds = await _count(tx, _everybody(tx), window=WINDOW)
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


async def _count(tx: Tx, guarded: bytes, *, window: timedelta) -> tuple[int, int]:
    """The tries of this window, this one among them, and the seconds until the next begins."""
    row = await tx.row(sql.count, guarded=guarded, window=window)
    assert row is not None
    return row["attempts"], max(1, row["wait_seconds"])


def _guarded(tx: Tx, what: Guarded, span: str, whose: str, *, is_known_device: bool) -> bytes:
    who = "known" if is_known_device else "stranger"
    return tx.keys.token(f"{what}_{who}_{span}", whose)


def _everybody(tx: Tx) -> bytes:
    return tx.keys.token("sign_in_anywhere", "")
