"""How much of a customer is known, and what is worth asking for next. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from regulars.domains.customers.model import Kind, Person, Stage, Traits

# What each thing known is worth; each line makes 100. Only what helps to serve somebody counts:
# gender, a picture and a second name are nobody's duty. `type` is worth having reached full. A
# guest is served where they stand; of everybody else it counts that there is an address. A pin on
# it does not: a driver who has the street can call, and a list would look fifty of them up.
WEIGHTS: Mapping[tuple[Kind, Stage], Mapping[str, int]] = {
    ("person", "guest"): {"name": 30, "phone": 30, "type": 40},
    ("person", "stub"): {
        "name": 20, "phone": 20, "email": 15, "language": 10, "address": 10, "type": 25,
    },
    ("person", "full"): {
        "name": 20, "phone": 20, "email": 15, "language": 10, "birth_date": 10, "preferences": 10,
        "address": 15,
    },
    ("company", "guest"): {"name": 30, "phone": 20, "tax_id": 10, "type": 40},
    ("company", "stub"): {
        "name": 20, "phone": 20, "email": 10, "tax_id": 15, "address": 10, "type": 25,
    },
    ("company", "full"): {
        "name": 20, "phone": 20, "email": 15, "tax_id": 15, "payment_terms_days": 10,
        "language": 5, "address": 15,
    },
}  # fmt: skip


OF_TRAITS = frozenset({"language", "payment_terms_days"})


@dataclass(frozen=True, slots=True)
class Completeness:
    """0 to 100, and the fields that would add most, first."""

    score: int
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return self.score == 100


def completeness_of(
    person: Person, traits: Traits, stage: Stage, *, has_address: bool
) -> Completeness:
    weights = WEIGHTS[traits.kind, stage]
    known = tuple(
        has_address if name == "address" else _is_known(name, person, traits) for name in weights
    )
    return _judged(traits.kind, stage, known)


@cache
def _judged(kind: Kind, stage: Stage, known: tuple[bool, ...]) -> Completeness:
    """A list asks for fifty, and there are few answers."""
    weights = WEIGHTS[kind, stage]
    score = sum(
        weight for weight, is_known in zip(weights.values(), known, strict=True) if is_known
    )
    missing = [name for name, is_known in zip(weights, known, strict=True) if not is_known]
    missing.sort(key=lambda name: -weights[name])
    return Completeness(score, tuple(missing))


def _is_known(name: str, person: Person, traits: Traits) -> bool:
    if name == "type":
        return False
    if name == "name":
        return bool(person.name or person.name2)
    return getattr(traits if name in OF_TRAITS else person, name) is not None
