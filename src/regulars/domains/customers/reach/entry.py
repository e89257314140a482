"""Who somebody is to the shop, once they proved a number or an address. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

EntryPurpose = Literal["login", "registration"]
# Why two records may be one person: several had the identifier, or the one that had it is reached
# by an account of its own; it passed on from one to the other; staff met it on both.
DuplicateWhy = Literal["several", "has_account", "passed_on", "held"]
ProvenKind = Literal["phone", "email"]


@dataclass(frozen=True, slots=True)
class Holder:
    """A record that has the identifier. `held_by` differs from `customer_id` where the record was
    merged into another; `also` is what else was proven theirs."""

    customer_id: UUID
    held_by: UUID
    is_company: bool
    is_verified: bool
    is_stale: bool
    is_shut_out: bool
    has_account: bool
    also: ProvenKind | None

    @property
    def may_be_taken(self) -> bool:
        """A record that nobody reaches yet. One with an account, or with anything proven, is
        somebody's: a number that staff typed there opens it to nobody."""
        return not (self.is_verified or self.has_account or self.also or self.is_company)


@dataclass(frozen=True, slots=True)
class SignIn:
    holder: Holder


@dataclass(frozen=True, slots=True)
class Attach:
    holder: Holder


@dataclass(frozen=True, slots=True)
class BeginAnew:
    """A new record. `detach` loses the identifier; `waiting` may be the same person."""

    detach: Holder | None
    waiting: tuple[UUID, ...]
    why: DuplicateWhy


@dataclass(frozen=True, slots=True)
class ProveMore:
    holder: Holder
    kind: ProvenKind


@dataclass(frozen=True, slots=True)
class ShutOut:
    """Nothing opens; `customer_id` is None where there is nobody to sign in as."""

    customer_id: UUID | None


Verdict = SignIn | Attach | BeginAnew | ProveMore | ShutOut


def judge_entry(purpose: EntryPurpose, holders: Sequence[Holder], *, knows_device: bool) -> Verdict:
    """`knows_device`: the code was asked for from a device that had signed in to this account."""
    owner = next((holder for holder in holders if holder.is_verified), None)
    if owner is not None:
        if owner.is_shut_out:
            return ShutOut(owner.customer_id)
        if owner.is_company:
            # Staff had it proven; who brings it now is a person, with a record of their own.
            return begin_anew(owner) if purpose == "registration" else ShutOut(None)
        if not owner.is_stale or knows_device:
            return SignIn(owner)
        return ProveMore(owner, owner.also) if owner.also else begin_anew(owner)
    if purpose == "login":
        return ShutOut(None)
    if len({holder.customer_id for holder in holders}) == 1:
        (only,) = holders[:1]
        if only.is_shut_out:
            return ShutOut(only.customer_id)
        return Attach(only) if only.may_be_taken else _beside(holders, "has_account")
    # Else they would be let in by a second record that staff make with their number.
    shut_out = next((holder for holder in holders if holder.is_shut_out), None)
    return ShutOut(shut_out.customer_id) if shut_out else _beside(holders, "several")


def begin_anew(owner: Holder) -> BeginAnew:
    return BeginAnew(owner, (owner.customer_id,), "passed_on")


def _beside(holders: Sequence[Holder], why: DuplicateWhy) -> BeginAnew:
    waiting = tuple(dict.fromkeys(holder.customer_id for holder in holders))
    return BeginAnew(None, waiting, why)
