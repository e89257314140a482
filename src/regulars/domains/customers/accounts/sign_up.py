"""Coming in with a right code: decided under the identifier's lock, when the code is proven."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from regulars.domains.customers.model import Draft, Person, Traits
from regulars.domains.customers.proofs.detach import detach_identifier
from regulars.domains.customers.proofs.events import CustomersEntryRefused
from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from regulars.domains.customers.proofs.proven import mark_proven, rise
from regulars.domains.customers.reach.entry import (
    Attach,
    BeginAnew,
    Holder,
    ProveMore,
    ProvenKind,
    ShutOut,
    SignIn,
    begin_anew,
    judge_entry,
)
from regulars.domains.customers.reach.holders import hold_tokens, holders_of, lock_holders
from regulars.domains.customers.records.register import register
from regulars.domains.customers.rows import customer_by_id
from regulars.domains.identity import Guess, Proof, open_account, prove_code
from regulars.domains.tenants import Language
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# How long a first proof waits for the second.
SECOND_PROOF_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in. With `also_prove` nobody has yet, and there are no ids: an identifier of this
    kind of the same record is to be proven too, in `enter(also=…)` with this challenge's id, or
    `start_anew` begins a new record."""

    account_id: UUID | None
    customer_id: UUID | None
    is_new: bool = False
    also_prove: ProvenKind | None = None


async def enter(
    tx: Tx,
    guess: Guess,
    code: str,
    *,
    language: Language,
    bound_to: bytes | None = None,
    also: UUID | None = None,
) -> Entered | None:
    """None for every wrong code, and for who is shut out: outside they are the same. Commit it
    either way. `guess` was counted and committed before, with the same `bound_to`; `also` is the
    challenge that an earlier `also_prove` was about."""
    proof = await prove_code(tx, guess, code)
    if proof is None or proof.purpose not in ("login", "registration"):
        return None
    before = await _proven_before(tx, also, bound_to)
    token = tx.keys.token(proof.kind, proof.value)
    await hold_tokens(tx, [token, before["token"]] if before else [token])
    holders = await holders_of(tx, proof.kind, token)
    first = await _first_proof(tx, before) if before else None
    verdict = judge_entry(
        "login" if proof.purpose == "login" else "registration",
        holders,
        knows_device=_knows_device(proof, holders),
    )
    match verdict:
        case ShutOut(customer_id):
            return _shut_out(tx, customer_id)
        case ProveMore(holder, kind) if first is None or not first.completes(holder, kind):
            wait = _Wait(proof, holder.held_by, token, bound_to, language)
            return await _wait_for_more(tx, wait, kind)
        case ProveMore(holder, _) | SignIn(holder) | Attach(holder):
            if first is not None and first.holder == holder.customer_id:
                await mark_proven(tx, first.held_by, first.kind, first.token)
            await mark_proven(tx, holder.held_by, proof.kind, token)
            await rise(tx, holder.customer_id)
            return await _opened(tx, holder.customer_id)
        case BeginAnew():
            draft = _draft(proof.kind, proof.value, proof.shown, language)
            return await _begin_anew(tx, verdict, draft, proof.kind, token)


async def start_anew(tx: Tx, challenge_id: UUID, *, bound_to: bytes | None) -> Entered | None:
    """For who cannot prove the other identifier: a new record takes over the one they proved. None
    when there is nothing of the kind to go on with."""
    waiting = await tx.row(
        sql.end_waiting, challenge_id=challenge_id, bound_to=bound_to, minutes=SECOND_PROOF_MINUTES
    )
    if waiting is None:
        return None
    kind, token = waiting["kind"], waiting["token"]
    owner = next((h for h in await lock_holders(tx, kind, token) if h.is_verified), None)
    if owner is None or owner.held_by != waiting["held_by"] or not owner.is_stale:
        return None
    if owner.is_shut_out:
        return _shut_out(tx, owner.customer_id)
    value = await _value_of(tx, owner, kind)
    draft = _draft(kind, *value, waiting["language"])
    return await _begin_anew(tx, begin_anew(owner), draft, kind, token)


@dataclass(frozen=True, slots=True)
class _FirstProof:
    """What was proven before and waits for a second proof; still theirs, and held."""

    holder: UUID
    held_by: UUID
    kind: ProvenKind
    token: bytes

    def completes(self, holder: Holder, kind: ProvenKind) -> bool:
        """The same number proven twice is one proof: the other one has to be of this kind."""
        return self.holder == holder.customer_id and self.kind == kind


async def _proven_before(tx: Tx, also: UUID | None, bound_to: bytes | None) -> Row | None:
    if also is None:
        return None
    return await tx.row(
        sql.end_waiting, challenge_id=also, bound_to=bound_to, minutes=SECOND_PROOF_MINUTES
    )


async def _first_proof(tx: Tx, row: Row) -> _FirstProof | None:
    """The caller holds it."""
    holders = await holders_of(tx, row["kind"], row["token"])
    owner = next((h for h in holders if h.is_verified and h.held_by == row["held_by"]), None)
    return (
        _FirstProof(owner.customer_id, owner.held_by, row["kind"], row["token"]) if owner else None
    )


def _knows_device(proof: Proof, holders: Sequence[Holder]) -> bool:
    """A device of whoever has it now: it may have passed on since the code was asked for."""
    if proof.device_id is None:
        return False
    return any(h.is_verified and h.customer_id == proof.holder_id for h in holders)


@dataclass(frozen=True, slots=True)
class _Wait:
    """A proof that was not enough, and what has to come with the next one."""

    proof: Proof
    held_by: UUID
    token: bytes
    bound_to: bytes | None
    language: Language


async def _wait_for_more(tx: Tx, wait: _Wait, kind: ProvenKind) -> Entered:
    await tx.run(
        sql.wait_for_more,
        challenge_id=wait.proof.challenge_id,
        held_by=wait.held_by,
        kind=wait.proof.kind,
        token=wait.token,
        bound_to=wait.bound_to,
        language=wait.language,
    )
    return Entered(None, None, also_prove=kind)


async def _begin_anew(
    tx: Tx, verdict: BeginAnew, draft: Draft, kind: ProvenKind, token: bytes
) -> Entered | None:
    if verdict.detach is not None:
        await detach_identifier(tx, verdict.detach.held_by, kind, token)
    customer = await register(tx, draft)
    await mark_proven(tx, customer.id, kind, token)
    await note_possible_duplicates(tx, customer.id, verdict.waiting, verdict.why)
    return await _opened(tx, customer.id, is_new=True)


async def _opened(tx: Tx, customer_id: UUID, *, is_new: bool = False) -> Entered | None:
    account = await open_account(tx, "customer", customer_id)
    if account.state != "active":
        return _shut_out(tx, customer_id)
    await tx.run(sql.note_login, id=customer_id)
    return Entered(account.id, customer_id, is_new)


def _shut_out(tx: Tx, customer_id: UUID | None) -> Entered | None:
    """Outside this is like a wrong code; inside it is a fact."""
    if customer_id is not None:
        tx.emit(CustomersEntryRefused(customer_id), subject_id=customer_id, seq=0)
    return None


def _draft(kind: ProvenKind, value: str, shown: str, language: Language) -> Draft:
    person = Person(phone=value, phone_typed=shown) if kind == "phone" else Person(email=shown)
    return Draft("guest", person, Traits(language=language), shared_phone=True)


async def _value_of(tx: Tx, owner: Holder, kind: ProvenKind) -> tuple[str, str]:
    """What identifies, and as typed, as the record that loses it has it; the identifiers' tokens
    say that it is the same."""
    person = (await customer_by_id(tx, owner.held_by)).person
    value = dict(person.identifiers())[kind]
    return value, (person.phone_typed if kind == "phone" else person.email) or value
