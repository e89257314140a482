"""A customer changes their phone or e-mail: proven anew, a code to the new one, the old told."""

from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from regulars.domains import identity
from regulars.domains.customers.errors import (
    CustomerDeleted,
    NothingProven,
    ProofNeeded,
    ReachNotAvailable,
)
from regulars.domains.customers.events import CustomersProfileCompleted
from regulars.domains.customers.model import CUSTOMER_CHANGES, Customer, Person
from regulars.domains.customers.portal import Portal
from regulars.domains.customers.proofs.detach import detach_identifier
from regulars.domains.customers.proofs.events import (
    CustomersIdentifierChanged,
    CustomersPhoneUpdated,
    CustomersVerified,
)
from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from regulars.domains.customers.proofs.proven import rise
from regulars.domains.customers.reach import rules
from regulars.domains.customers.reach.hold import hold, lock_reaches
from regulars.domains.customers.reach.notices import tell_reach
from regulars.domains.customers.reach.phone_holds import PhoneHolds, phone_held, warn_of_held
from regulars.domains.customers.reach.proven_by import proven_by
from regulars.domains.customers.reach.rules import (
    REACHED_BEFORE,
    REVERSIBLE_FOR,
    IdentifierChange,
    Reach,
    ReachKind,
)
from regulars.domains.customers.rows import customer_by_id, locked_customer
from regulars.domains.identity import (
    AccountSession,
    Challenge,
    CodeWanted,
    Credential,
    Guess,
    Proof,
)
from regulars.kernel.ids import new_id
from regulars.runtime.journal import Changed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

Language = Literal["en", "ar"]


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """`even_so` says that they were told of what is on its way, and want it."""

    kind: ReachKind
    typed: str
    country: str
    language: Language
    even_so: bool = False


async def request_change(
    tx: Tx, session: AccountSession, asked: ChangeAsked, *, holds: PhoneHolds = ()
) -> Challenge | int:
    """A code to the new number or address, or the seconds to wait. Raises ProofNeeded when they
    proved themselves too long ago (`request_confirmation`), PhoneInUse, Invalid. Not narrowed to
    the customer's own rows: who has it proven pays for the guesses too."""
    customer = await _own(tx, session)
    wanted = rules.read_reach(asked.kind, asked.typed, country=asked.country)
    rules.refuse_unchanged(customer, wanted)
    if not session.is_freshly_proven:
        raise ProofNeeded
    is_new = not rules.is_on_record(customer, wanted)
    if wanted.kind == "phone" and customer.person.phone and is_new:
        await warn_of_held(tx, holds, customer.id, even_so=asked.even_so)
    return await identity.request_code(
        tx,
        replace(
            _code_wanted(tx, session, "change", wanted, asked.language),
            proven_by=await proven_by(tx, wanted.kind, wanted.value),
        ),
    )


async def only_proves(tx: Tx, session: AccountSession, asked: ChangeAsked) -> bool:
    """Whether it is on their record already, and a code changes nothing but that it is proven."""
    customer = await _own(tx, session)
    wanted = rules.read_reach(asked.kind, asked.typed, country=asked.country)
    return rules.is_on_record(customer, wanted)


async def request_confirmation(
    tx: Tx, session: AccountSession, kind: ReachKind, *, language: Language
) -> Challenge | int:
    """A code to what is proven now: to the other kind than the one they want to change, while
    there is one. Raises NothingProven."""
    customer = await _own(tx, session)
    known = rules.who_confirms(customer, kind)
    if known is None:
        raise NothingProven
    return await identity.request_code(
        tx, _code_wanted(tx, session, "confirmation", known, language)
    )


async def count_change_guess(tx: Tx, session: AccountSession, challenge_id: UUID) -> Guess:
    """Commit this before the code is looked at. A code of another purpose or another sign-in
    costs a try, and is never right."""
    guess = await identity.count_guess(tx, challenge_id, bound_to=_bound(tx, session))
    is_ours = guess.account_id == session.account_id and guess.purpose in ("change", "confirmation")
    return guess.closed_unless(is_ours)


async def confirm_themselves(tx: Tx, session: AccountSession, guess: Guess, code: str) -> bool:
    """They are who they were, now: sensitive changes are open to them for a while."""
    is_ours = guess.purpose == "confirmation"
    proof = await identity.prove_code(tx, guess.closed_unless(is_ours), code)
    if proof is None:
        return False
    await identity.note_account_proven(tx, session.id)
    return True


async def verify_change(
    tx: Tx,
    session: AccountSession,
    guess: Guess,
    code: str,
    *,
    portal: Portal,
    holds: PhoneHolds = (),
) -> IdentifierChange | None:
    """None for a code that is wrong, late, used or of another purpose, and for a sign-in that ended
    since it was counted. Not narrowed to the customer's own rows: whoever had the number before has
    to be found. Raises ReachNotAvailable for what belongs to somebody who is blocked, and when they
    are blocked themselves."""
    is_ours = guess.purpose == "change"
    proof = await identity.prove_code(tx, guess.closed_unless(is_ours), code)
    if proof is None:
        return None
    return await _move(tx, session, proof, portal=portal, holds=holds)


async def _move(
    tx: Tx, session: AccountSession, proof: Proof, *, portal: Portal, holds: PhoneHolds
) -> IdentifierChange | None:
    wanted = Reach(proof.kind, proof.value, proof.shown)
    seen = await _own(tx, session)
    before = rules.reach_of(seen, wanted.kind)
    token = tx.keys.token(wanted.kind, wanted.value)
    proven = await lock_reaches(tx, seen.id, [before, wanted])
    customer = await locked_customer(tx, seen.id, seen.version)
    # Who undoes an earlier change holds the same locks, and ends the sign-ins.
    if await identity.read_account_session(tx, session.id) is None:
        return None
    loser = await _loser(tx, customer, proven.get(token))

    told = rules.who_is_told(customer, wanted.kind)
    is_same = rules.is_on_record(customer, wanted)
    # What only became proven is nothing to take back.
    link = portal.mint("ru") if told and not is_same else None
    await _remember(tx, customer, wanted.kind, link)
    if loser:
        await detach_identifier(tx, loser.id, wanted.kind, token, begins_anew=False)
    after = await hold(tx, customer, wanted, proof.proven_at)
    await identity.end_account_sessions(
        tx, session.account_id, ended_by="change", apart_from=session.id
    )

    if is_same:
        if rules.proven_at(customer, wanted.kind) is None:
            event = CustomersVerified(after.id, wanted.kind)
            tx.emit(event, subject_id=after.id, seq=after.version)
    else:
        _announce(tx, customer, after, wanted.kind, took_over=loser is not None)
    if wanted.kind == "phone" and before and not is_same:
        held = tuple(one.id for one in await phone_held(tx, holds, customer.id))
        updated = CustomersPhoneUpdated(customer.id, held)
        tx.emit(updated, subject_id=customer.id, seq=after.version)
    if told and is_same:
        await tell_reach(tx, customer, told, f"{wanted.kind}_verified")
    if told and link:
        said = f"{wanted.kind}_changed" if before else f"{wanted.kind}_added"
        await tell_reach(tx, customer, told, said, link=portal.undo(link))
    if loser:
        await note_possible_duplicates(tx, customer.id, [loser.id], "passed_on")
    risen = await rise(tx, customer.id)
    return IdentifierChange(
        risen,
        wanted.kind,
        took_over=loser is not None,
        had_one=before is not None,
        is_same=is_same,
    )


async def _own(tx: Tx, session: AccountSession) -> Customer:
    customer = await customer_by_id(tx, session.holder_id)
    if customer.deleted_at is not None:
        raise CustomerDeleted
    # Blocked since they signed in: what they are known by stays theirs, see `_loser`.
    if customer.is_shut_out:
        raise ReachNotAvailable
    return customer


async def _loser(tx: Tx, customer: Customer, holder_id: UUID | None) -> Customer | None:
    """Who has it proven until now. What somebody is known by who is blocked or suspended stays
    theirs: otherwise they would come back by another account of their own."""
    if holder_id is None or holder_id == customer.id:
        return None
    loser = await locked_customer(tx, holder_id)
    if loser.is_shut_out:
        raise ReachNotAvailable
    return loser


async def _remember(tx: Tx, customer: Customer, kind: ReachKind, link: Credential | None) -> None:
    """What was before, and the only trace of the link: its hash."""
    change_id, before = new_id(), rules.reach_of(customer, kind)
    person = rules.with_reach(Person(), kind, before)
    await tx.run(
        sql.remember,
        id=change_id,
        customer_id=customer.id,
        kind=kind,
        secret_hash=link.hashed if link else None,
        person_key_id=customer.key.id,
        sealed=tx.people.seal(
            REACHED_BEFORE, person.document(), row_id=change_id, person=customer.key
        ),
        proven_at=rules.proven_at(customer, kind),
        lifetime=REVERSIBLE_FOR,
    )


def _announce(
    tx: Tx, before: Customer, after: Customer, kind: ReachKind, *, took_over: bool
) -> None:
    old, new = getattr(before.person, kind), getattr(after.person, kind)
    tx.emit(
        CustomersIdentifierChanged(after.id, kind, old is not None, took_over),
        subject_id=after.id,
        seq=after.version,
        changed=[Changed(CUSTOMER_CHANGES, after.key, {str(kind): [old, new]})],
    )
    if after.completed_at is not None and before.completed_at is None:
        tx.emit(CustomersProfileCompleted(after.id), subject_id=after.id, seq=after.version)


def _code_wanted(
    tx: Tx,
    session: AccountSession,
    purpose: Literal["change", "confirmation"],
    reach: Reach,
    language: Language,
) -> CodeWanted:
    """On the account's own budget, whichever path the earlier codes were asked for on."""
    return CodeWanted(
        purpose,
        reach.kind,
        reach.value,
        language,
        account_id=session.account_id,
        holder_id=session.holder_id,
        device_id=session.device_id,
        bound_to=_bound(tx, session),
        shown=reach.shown or None,
    )


def _bound(tx: Tx, session: AccountSession) -> bytes:
    """A code asked for in one sign-in is typed in that one."""
    return tx.keys.token("account session", str(session.id))
