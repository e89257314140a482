"""Who stands in the trail: staff and keys by name, and whom or what an entry is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from regulars.console.audit.views import Choices, Subject
from regulars.console.pages import Call
from regulars.console.visits import name_of
from regulars.domains import identity, tenants
from regulars.domains.customers import Customer
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class People:
    """Everybody whom a page of the trail may name. A tenant has tens of staff and keys."""

    staff: Mapping[UUID, str]
    keys: Mapping[UUID, str]
    branches: Mapping[UUID, str]
    customers: Mapping[UUID, Customer] = field(default_factory=dict)

    def actor(self, kind: str, actor_id: UUID | None) -> str | None:
        if actor_id is None:
            return None
        return self.keys.get(actor_id) if kind == "key" else self.staff.get(actor_id)

    def subject(self, call: Call, kind: str, subject_id: UUID) -> Subject:
        if kind == "customer":
            return customer_subject(call, self.customers.get(subject_id))
        named = {"staff": self.staff, "api_key": self.keys, "branch": self.branches}.get(kind, {})
        return Subject(kind, named.get(subject_id))

    def choices(self, call: Call, kinds: Iterable[str], purposes: Iterable[str]) -> Choices:
        def pairs(named: Mapping[UUID, str]) -> tuple[tuple[str, str], ...]:
            return tuple((str(id_), name) for id_, name in named.items())

        branch = call.visit.signed_in.session.branch
        branches = {id_: n for id_, n in self.branches.items() if branch in (None, id_)}
        by_room = groupby(kinds, key=lambda kind: kind.rpartition(".")[0])
        return Choices(
            pairs(self.staff),
            pairs(self.keys),
            pairs(branches),
            tuple((room, tuple(of_room)) for room, of_room in by_room),
            tuple(purposes),
        )


async def people_of(call: Call, tx: Tx) -> People:
    staff: dict[UUID, str] = {person.id: person.name for person in await identity.list_staff(tx)}
    keys: dict[UUID, str] = {key.id: key.name for key in await identity.list_api_keys(tx)}
    branches = await tenants.list_branches(tx)
    named: dict[UUID, str] = {b.id: name_of(b, call.visit.language) for b in branches}
    return People(staff, keys, named)


def customer_subject(call: Call, customer: Customer | None) -> Subject:
    """Somebody of another branch is a customer, and no more is said."""
    if customer is None:
        return Subject("customer")
    return Subject(
        "customer",
        customer.person.name or customer.person.name2,
        customer.shown_number,
        f"{call.home}/customers/{customer.id}",
    )
