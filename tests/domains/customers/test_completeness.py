"""Completeness: what is worth asking for, by kind and stage, and said once when nothing is left."""

from typing import Any, get_args

import pytest

from regulars.domains import customers
from regulars.domains.customers import Person, Stage, Traits, completeness_of
from regulars.domains.customers.completeness import WEIGHTS
from regulars.domains.customers.model import Kind
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.world import registered

WHOLE: dict[str, Any] = {
    "name": "Huda",
    "phone": "91234567",
    "email": "huda@example.com",
    "language": "ar",
    "birth_date": "1990-12-31",
    "preferences": {"starch": "light"},
}


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("stage", get_args(Stage))
def test_weights_of_every_kind_and_stage_make_a_hundred(kind: Kind, stage: Stage) -> None:
    weights = WEIGHTS[kind, stage]
    assert sum(weights.values()) == 100
    empty = completeness_of(Person(), Traits(kind=kind), stage)
    assert (empty.score, set(empty.missing)) == (0, set(weights))
    assert [weights[name] for name in empty.missing] == sorted(weights.values(), reverse=True)


def test_nobody_below_full_is_whole() -> None:
    person = Person(name="Huda", phone="+96891234567", email="h@example.com")
    stub = completeness_of(person, Traits(language="ar"), "stub")
    assert (stub.score, stub.missing) == (70, ("type",))


def test_a_name_in_either_script_is_a_name() -> None:
    assert "name" not in completeness_of(Person(name2="هدى"), Traits(), "guest").missing


async def test_reaching_a_hundred_is_announced_once_in_a_life(tx: Tx) -> None:
    made = await registered(tx, "full", **{n: v for n, v in WHOLE.items() if n != "language"})
    assert made.completed_at is None
    done = await customers.change_customer(tx, made.id, {"language": "ar"}, country="OM")
    assert done.completed_at is not None
    for given in ({"language": None}, {"language": "en"}):
        again = await customers.change_customer(tx, made.id, given, country="OM")
        assert again.completed_at == done.completed_at
    names = [fact.name for fact in await announced(tx, made.id)]
    assert names.count("customers.profile_completed") == 1
    assert names[1:3] == ["customers.changed", "customers.profile_completed"]


async def test_who_is_registered_whole_is_announced_at_once(tx: Tx) -> None:
    made = await registered(tx, "full", **WHOLE)
    assert made.completed_at == made.created_at
    assert made == await customers.customer_by_id(tx, made.id)
    assert [fact.name for fact in await announced(tx, made.id)] == [
        "customers.registered",
        "customers.profile_completed",
    ]
