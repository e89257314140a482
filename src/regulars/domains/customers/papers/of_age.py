"""Whether somebody is old enough for what is sold: a yes, a no or an unknown, and no birth date."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from regulars.domains import identity
from regulars.domains.customers.model import Customer
from regulars.domains.customers.papers.papers import as_holder
from regulars.domains.customers.rows import customer_by_id
from regulars.domains.tenants import AgeLimit, VerificationRules, read_verification_rules
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.tx import Tx

Answer = Literal["yes", "no", "unknown"]
Evidence = Literal["declared", "document"]


@dataclass(frozen=True, slots=True)
class Born:
    """As it was said, as a paper proves it, and as one did whose own day is over."""

    declared: date | None = field(default=None, repr=False)
    proven: date | None = field(default=None, repr=False)
    was_proven: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class OfAge:
    """`evidence` is what the answer stands on; None where nothing is known at all."""

    category: str
    age: int
    answer: Answer
    evidence: Evidence | None

    @property
    def is_sold_to(self) -> bool:
        """Unknown is not yes."""
        return self.answer == "yes"


async def is_of_age(tx: Tx, customer_id: UUID, category: str) -> OfAge:
    """Raises Invalid for a category that the tenant has no age for: that is no permission."""
    customer = await customer_by_id(tx, customer_id)
    rules = await read_verification_rules(tx)
    limit = rules.limit(category)
    if limit is None:
        raise Invalid(FieldError("category", "category_without_age" if category else "required"))
    return judge(limit, await _born(tx, customer), today=rules.today)


async def ages_of(tx: Tx, customer: Customer, rules: VerificationRules) -> tuple[OfAge, ...]:
    """For everything that the tenant has an age for."""
    if not rules.limits or customer.traits.kind == "company":
        return ()
    born = await _born(tx, customer)
    return tuple(judge(limit, born, today=rules.today) for limit in rules.limits)


def judge(limit: AgeLimit, born: Born, *, today: date) -> OfAge:
    """What a paper proved goes before what was said. A shop that wants a paper is not content
    with a date that was merely said; one that says too young is enough to say no. Nobody is older
    for their passport having run out: a paper that says too young is believed after its day."""
    was = born.was_proven if born.proven is None else None
    if was is not None and not has_reached(was, limit.age, today):
        return OfAge(limit.category, limit.age, "no", "document")
    counts = born.proven or born.declared
    if counts is None:
        return OfAge(limit.category, limit.age, "unknown", None)
    evidence: Evidence = "document" if born.proven else "declared"
    if not has_reached(counts, limit.age, today):
        return OfAge(limit.category, limit.age, "no", evidence)
    is_enough = born.proven is not None or not limit.needs_document
    return OfAge(limit.category, limit.age, "yes" if is_enough else "unknown", evidence)


def has_reached(born: date, age: int, today: date) -> bool:
    """On the birthday itself. Who was born on 29 February has it on 1 March in other years: a day
    late rather than a day early."""
    return (today.year - age, today.month, today.day) >= (born.year, born.month, born.day)


async def _born(tx: Tx, customer: Customer) -> Born:
    if customer.traits.kind == "company":
        return Born()
    found: dict[str, date] = {}
    for verification in await identity.proofs_of_birth(tx, customer.id):
        note = identity.opened_note(tx, verification, as_holder(customer))
        if note.get("birth_date"):
            found.setdefault(verification.state, date.fromisoformat(note["birth_date"]))
    return Born(customer.person.birth_day, found.get("approved"), found.get("expired"))
