"""The audit trail as rows: sentences in the reader's language, times in the tenant's zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import msgspec

from regulars.domains import audit, customers, identity, tenants
from regulars.domains.audit import FactEntry, FactPlace, SeenLook
from regulars.domains.exports.model import Wish
from regulars.domains.exports.parts import Part, Row
from regulars.runtime.language import Catalogue
from regulars.runtime.tx import Tx

CHANGES = (
    "recorded_at", "happened_at", "what", "fact", "actor", "actor_kind", "branch", "subject_kind",
    "subject", "subject_id", "fields", "origin", "request_id", "fact_id",
)  # fmt: skip
LOOKS = (
    "at", "actor", "actor_kind", "how", "purpose", "where", "route", "branch", "customers",
    "customers_count", "look_id",
)  # fmt: skip
ACTORS = ("staff", "key", "customer", "operator")


@dataclass(frozen=True, slots=True)
class Named:
    """Everybody whom the trail may name: a tenant has tens of staff and keys. Customers stand in
    it by number alone: a file that leaves the house holds less than the page."""

    wish: Wish
    staff: Mapping[UUID, str]
    keys: Mapping[UUID, str]
    branches: Mapping[UUID, str]
    numbers: Mapping[UUID, str]

    def actor(self, kind: str, actor_id: UUID | None, *, otherwise: str) -> str:
        named = self.keys if kind == "key" else self.staff
        found = named.get(actor_id) if actor_id else None
        return found or say(self.wish, f"actor-{otherwise}")

    def subject(self, fact: FactEntry) -> str | None:
        named = {
            "customer": self.numbers,
            "staff": self.staff,
            "api_key": self.keys,
            "branch": self.branches,
        }
        return named.get(fact.subject_kind, {}).get(fact.subject_id)

    def branch(self, branch_id: UUID | None) -> str | None:
        return self.branches.get(branch_id) if branch_id else None


async def changes_part(tx: Tx, wish: Wish, place: str, *, most: int) -> Part:
    """Newest first, from the newest that was recorded when it was asked for."""
    at = msgspec.json.decode(place, type=FactPlace) if place else None
    trail = await audit.walk_facts(tx, wish.trail, limit=most, place=at)
    fence = UUID(wish.fence)
    facts = [fact for fact in trail.facts if fact.id < fence]
    about = {f.subject_id for f in facts if f.subject_kind == "customer"}
    named = await _named(tx, wish, about)
    following = msgspec.json.encode(trail.older).decode() if trail.older else None
    return Part(tuple(_change(fact, named) for fact in facts), following)


async def looks_part(tx: Tx, wish: Wish, place: str, *, most: int) -> Part:
    trail = await audit.walk_looks(
        tx, wish.trail, limit=most, place=UUID(place) if place else UUID(wish.fence)
    )
    named = await _named(tx, wish, {id_ for look in trail.looks for id_ in look.first_subjects})
    following = str(trail.older) if trail.older else None
    return Part(tuple(_look(look, named) for look in trail.looks), following)


def head_of(wish: Wish, made: str) -> list[Row]:
    """What was asked for, above the table."""
    kept = "; ".join(f"{name}={value}" for name, value in wish.told)
    return [
        (f"# {wish.tenant_name}", say(wish, f"audit-tab-{wish.kind}")),
        (f"# {say(wish, 'sheet-made')}", made),
        (f"# {say(wish, 'sheet-zone')}", wish.time_zone),
        (f"# {say(wish, 'sheet-filters')}", kept or say(wish, "sheet-filters-none")),
        (),
        CHANGES if wish.kind == "changes" else LOOKS,
    ]


def foot_of(wish: Wish, rows_count: int) -> list[Row]:
    """A file that was cut on its way has no such line."""
    return [(), (f"# {say(wish, 'sheet-rows')}", str(rows_count))]


def say(wish: Wish, word: str, **values: str | int) -> str:
    return _catalogue().say(wish.language, word, **values)


@cache
def _catalogue() -> Catalogue:
    return Catalogue.load()


async def _named(tx: Tx, wish: Wish, about: set[UUID]) -> Named:
    return Named(
        wish,
        {person.id: person.name for person in await identity.list_staff(tx)},
        {key.id: key.name for key in await identity.list_api_keys(tx)},
        {b.id: b.name_in(wish.language) for b in await tenants.list_branches(tx)},
        await customers.numbers_of(tx, about),
    )


def _change(fact: FactEntry, named: Named) -> Row:
    wish = named.wish
    kind = fact.actor_kind if fact.actor_kind in ACTORS else "system"
    kind = "import" if fact.origin == "import" else kind
    return (
        wish.moment(fact.recorded_at),
        wish.moment(fact.occurred_at),
        _sentence(wish, fact),
        fact.name,
        named.actor(fact.actor_kind, fact.actor_id, otherwise=kind),
        fact.actor_kind,
        named.branch(fact.branch_id),
        fact.subject_kind,
        named.subject(fact),
        str(fact.subject_id),
        ", ".join(map(str, fact.data.get("fields", ()))),
        fact.origin,
        fact.request_id,
        str(fact.id),
    )


def _look(look: SeenLook, named: Named) -> Row:
    wish = named.wish
    kind = look.actor_kind if look.actor_kind in ACTORS else "system"
    return (
        wish.moment(look.at),
        named.actor(look.actor_kind, look.actor_id, otherwise=kind),
        look.actor_kind,
        say(wish, f"look-{look.kind}"),
        say(wish, f"purpose-{look.purpose}"),
        say(wish, f"place-{audit.place_of(look.route)}"),
        look.route.replace(":str}", "}"),
        named.branch(look.branch_id),
        " ".join(named.numbers[id_] for id_ in look.first_subjects if id_ in named.numbers),
        str(look.subjects_count),
        str(look.id),
    )


def _sentence(wish: Wish, fact: FactEntry) -> str:
    word = f"fact-{fact.name.replace('.', '-').replace('_', '-')}"
    if not _catalogue().has(word):
        return say(wish, "fact-other")
    return say(wish, word, stage=str(fact.data.get("stage", "other")))
