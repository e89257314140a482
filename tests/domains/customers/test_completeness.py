"""Completeness: what is worth asking for, by kind and stage, and said once when nothing is left."""

from typing import Any, get_args

import pytest

from regulars.domains import customers
from regulars.domains.customers import Customer, Person, Stage, Traits, completeness_of
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
HOME = {"type": "home", "city": "Muscat", "street": "Al Khuwair"}
TWO = ({"phone": "91234501"}, {"phone": "91234502"})


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("stage", get_args(Stage))
def test_weights_of_every_kind_and_stage_make_a_hundred(kind: Kind, stage: Stage) -> None:
    weights = WEIGHTS[kind, stage]
    assert sum(weights.values()) == 100
    empty = completeness_of(Person(), Traits(kind=kind), stage, has_address=False)
    assert (empty.score, set(empty.missing)) == (0, set(weights))
    assert [weights[name] for name in empty.missing] == sorted(weights.values(), reverse=True)


def test_nobody_below_full_is_whole() -> None:
    person = Person(name="Huda", phone="+96891234567", email="h@example.com")
    stub = completeness_of(person, Traits(language="ar"), "stub", has_address=True)
    assert (stub.score, stub.missing) == (75, ("type",))


def test_a_name_in_either_script_is_a_name() -> None:
    known = completeness_of(Person(name2="هدى"), Traits(), "guest", has_address=False)
    assert "name" not in known.missing


async def test_reaching_a_hundred_is_announced_once_in_a_life(tx: Tx) -> None:
    made = await registered(tx, "full", **{n: v for n, v in WHOLE.items() if n != "language"})
    assert made.completed_at is None
    await customers.add_address(tx, made.id, HOME, country="OM")
    assert (await customers.customer_by_id(tx, made.id)).completed_at is None
    done = await customers.change_customer(tx, made.id, {"language": "ar"}, country="OM")
    assert done.completed_at is not None
    for given in ({"language": None}, {"language": "en"}):
        again = await customers.change_customer(tx, made.id, given, country="OM")
        assert again.completed_at == done.completed_at
    names = [fact.name for fact in await announced(tx, made.id)]
    assert names.count("customers.profile_completed") == 1
    assert names[2:4] == ["customers.changed", "customers.profile_completed"]


async def test_the_first_address_may_be_what_was_still_missing(tx: Tx) -> None:
    made = await registered(tx, "full", **WHOLE)
    assert (made.completed_at, score_of(made)) == (None, 85)
    _, home = await customers.add_address(tx, made.id, HOME, country="OM")
    whole = await customers.customer_by_id(tx, made.id)
    assert (whole.completed_at is not None, score_of(whole)) == (True, 100)
    assert [fact.name for fact in await announced(tx, made.id)] == [
        "customers.registered",
        "customers.address_added",
        "customers.profile_completed",
    ]
    await customers.delete_address(tx, made.id, home.id, holds=())
    bare = await customers.customer_by_id(tx, made.id)
    assert (bare.completed_at, score_of(bare)) == (whole.completed_at, 85)
    await customers.restore_address(tx, made.id, home.id)
    back = await customers.customer_by_id(tx, made.id)
    assert (back.completed_at, score_of(back)) == (whole.completed_at, 100)
    names = [fact.name for fact in await announced(tx, made.id)]
    assert names.count("customers.profile_completed") == 1


async def test_who_has_an_address_is_told_apart_in_lists_too(tx: Tx) -> None:
    housed, homeless = [await registered(tx, "full", **(WHOLE | given)) for given in TWO]
    await customers.add_address(tx, housed.id, HOME, country="OM")
    page = await customers.list_customers(tx, customers.Filter(), limit=50, country="OM")
    scores = {customer.id: score_of(customer) for customer in page.customers}
    assert (scores[housed.id], scores[homeless.id]) == (100, 85)


def score_of(customer: Customer) -> int:
    return completeness_of(
        customer.person, customer.traits, customer.stage, has_address=customer.has_address
    ).score
