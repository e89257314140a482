"""Invented customers by the hundred thousand: cheap to make, and shaped like a shop's own."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from regulars.demo.names import FAMILY, MEN, WOMEN
from regulars.domains.customers import Draft, Person, Stage, Traits

STAGES: tuple[Stage, ...] = ("guest", "stub", "full")
WEIGHTS = (10, 65, 25)
YEARS = timedelta(days=730)
# Fixed, so that the same places of a list are asked for in every run.
SINCE = datetime(2024, 1, 1, tzinfo=UTC)


def invented(count: int, *, seed: int) -> Iterator[Draft]:
    """Oldest first, each with a number nobody else of their tenant has."""
    chance = random.Random(seed)  # noqa: S311 - samples, not secrets
    step = YEARS / max(1, count)
    for place in range(count):
        (stage,) = chance.choices(STAGES, WEIGHTS)
        yield _draft(chance, stage, place, SINCE + step * place)


def phone(number: int) -> str:
    """A mobile number as long as an Omani one is: one for each customer number."""
    return f"+968{91_000_000 + number}"


def _draft(chance: random.Random, stage: Stage, place: int, created_at: datetime) -> Draft:
    gender, given = chance.choice((("female", WOMEN), ("male", MEN)))
    first, family = chance.choice(given), chance.choice(FAMILY)
    person = Person()
    if stage != "guest":
        person = Person(
            name=f"{first[0]} {family[0]}",
            name2=f"{first[1]} {family[1]}",
            phone=phone(place + 1),
            phone_typed=phone(place + 1)[4:],
            email=f"{first[0]}.{place}@example.com".lower() if stage == "full" else None,
            preferences={"folding": "hanger", "eco": True} if place % 4 == 0 else None,
        )
    traits = Traits(
        language=chance.choice(("en", "ar")),
        gender=gender if stage == "full" else None,  # type: ignore[arg-type]
        tags=("vip",) if place % 20 == 0 else (),
    )
    return Draft(stage, person, traits, shared_phone=True, created_at=created_at)


def shares(customers: int, tenants: int) -> Sequence[int]:
    """A tenth of all to the first tenant, the others alike."""
    large = customers // 10
    each, rest = divmod(customers - large, tenants - 1)
    return [large, *(each + (place < rest) for place in range(tenants - 1))]
