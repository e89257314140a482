"""What holds codes back: countries, costly numbers, the day's budget, ranges nobody confirms."""

from dataclasses import dataclass, replace
from uuid import UUID

from regulars.domains.identity.sends.events import IdentityCodesRunningLow
from regulars.domains.identity.sends.rules import (
    CREDITS_BACK,
    CREDITS_MAX,
    OF_A_MAILBOX,
    OF_A_RANGE,
    OF_ALL_STRANGE,
    STRANGE_AT_FIRST,
    UNTAKEN,
    Credits,
    Reach,
    is_nearly_spent,
    is_over_budget,
    mailbox_of,
    reach_of,
)
from regulars.domains.tenants import CodeLimits, read_code_limits
from regulars.runtime.channel import ChannelKind
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

BUDGET_LOCK = b"codes a day "
# Among the ranges' own rows; no range is called so.
ALL_STRANGE = "*"
# Before a mailbox's token, among the same rows.
MAILBOX = "@"


@dataclass(frozen=True, slots=True)
class Wish:
    """`is_holder`: an account holds this very number or address, verified; of a notice, that it is
    no news but warns whoever does."""

    channel: ChannelKind
    value: str
    is_holder: bool
    is_code: bool = True


async def fault_of(tx: Tx, wish: Wish) -> tuple[str | None, Reach | None]:
    """Why it may not leave, or None, and then it has been paid for: the day's budget is locked
    until the send is written, the range has one credit less."""
    limits = await read_code_limits(tx)
    reach = reach_of(wish.value) if wish.channel == "sms" else None
    if reach is not None and (fault := _unreached(reach, limits)):
        return fault, reach
    budget = f"{wish.channel} {'codes' if wish.is_code else 'notices'}"
    await tx.run(sql.lock_budget, subjects=[BUDGET_LOCK + budget.encode()])
    gone = await tx.value(
        sql.gone_today, channel=wish.channel, is_code=wish.is_code, untaken=list(UNTAKEN)
    )
    if is_over_budget(gone, limits.a_day, is_holder=wish.is_holder):
        return "budget_spent", reach
    is_free = wish.is_holder or not wish.is_code
    if not is_free and (fault := await _paid(tx, wish, reach)):
        return fault, reach
    # Of codes alone: a warning about news would be the day's, and the one that counts not given.
    if wish.is_code and is_nearly_spent(gone + 1, limits.a_day):
        await _warn(tx, wish.channel, gone + 1, limits.a_day)
    return None, reach


async def give_credits_back(tx: Tx, challenge_id: UUID) -> None:
    """A code that was confirmed speaks for its range."""
    prefix = await tx.value(sql.prefix_of, about=challenge_id)
    if prefix is not None:
        await tx.run(sql.give_back, prefix=prefix, back=CREDITS_BACK, most=CREDITS_MAX)
        await tx.run(sql.give_back, prefix=ALL_STRANGE, back=1, most=STRANGE_AT_FIRST)


def _unreached(reach: Reach, limits: CodeLimits) -> str | None:
    if reach.fault:
        return reach.fault
    return None if limits.serves(reach.country) else "country_not_served"


async def _warn(tx: Tx, channel: ChannelKind, gone: int, a_day: int) -> None:
    """While somebody can still do something about it. Under the budget's lock, so once."""
    if await tx.value(sql.warn, channel=channel, a_day=a_day):
        tx.emit(IdentityCodesRunningLow(channel, gone, a_day), subject_id=tx.tenant_id, seq=1)


async def _paid(tx: Tx, wish: Wish, reach: Reach | None) -> str | None:
    if reach is not None:
        return await _spend(tx, reach.prefix)
    return await _spend_of_mailbox(tx, mailbox_of(wish.value))


async def _spend_of_mailbox(tx: Tx, mailbox: str) -> str | None:
    """No confirmed code gives these back: whoever has the mailbox is a holder with the first."""
    name = MAILBOX + tx.keys.token("mailbox", mailbox).hex()
    own, _ = await _credits(tx, name, OF_A_MAILBOX)
    _keep(tx, name, replace(own, left=max(0, own.left - 1)), is_spent=not own.left)
    return None if own.left else "mailbox_asked_often"


async def _spend(tx: Tx, prefix: str) -> str | None:
    """One of the range's own; of a range that nobody has confirmed lately one of all of theirs."""
    own, is_known = await _credits(tx, prefix, OF_A_RANGE)
    if not own.left:
        _keep(tx, prefix, own, is_spent=True)
        return "range_unconfirmed"
    if not is_known:
        strange, _ = await _credits(tx, ALL_STRANGE, OF_ALL_STRANGE)
        if not strange.left:
            _keep(tx, ALL_STRANGE, strange, is_spent=True)
            return "ranges_unconfirmed"
        _keep(tx, ALL_STRANGE, replace(strange, left=strange.left - 1))
    _keep(tx, prefix, replace(own, left=own.left - 1))
    return None


async def _credits(tx: Tx, prefix: str, fresh: Credits) -> tuple[Credits, bool]:
    """Locked: a range first, and all of the strange ones after it."""
    row = await tx.row(sql.lock_credits, prefix=prefix, at_first=fresh.left)
    assert row is not None
    found = replace(fresh, left=row["credits"], aged_seconds=row["aged"])
    return found.filled(), row["is_known"]


def _keep(tx: Tx, prefix: str, left: Credits, *, is_spent: bool = False) -> None:
    tx.later(
        sql.set_credits,
        prefix=prefix,
        credits=left.left,
        aged_ms=int(left.aged_seconds * 1_000),
        is_spent=is_spent,
    )
