"""Preferences by the shape of the shop: typed, told by key, old ones kept, a null clears one."""

from typing import Any

import pytest

from regulars.domains import customers, tenants
from regulars.domains.customers import Row
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx
from tests.domains.tenants.test_preferences import FOLDING, field
from tests.world import registered

NOOR = {"name": "Noor", "phone": "91234567"}
SHAPE = [FOLDING, field("eco", "yes_no"), field("hangers", "number"), field("wishes")]


async def declared(tx: Tx, *fields: dict[str, Any]) -> None:
    await tenants.set_preference_shape(tx, fields or SHAPE)


async def changed(tx: Tx, id_: Any, **preferences: Any) -> Any:
    given = {"preferences": preferences}
    after = await customers.change_customer(tx, id_, given, country="OM")
    return after.person.preferences


async def refusals(tx: Tx, id_: Any, **preferences: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        await changed(tx, id_, **preferences)
    return [(error.field, error.code) for error in refused.value.errors]


async def test_values_are_kept_in_the_type_of_their_field(tx: Tx) -> None:
    await declared(tx)
    typed = {"folding": "معلق", "eco": "نعم", "hangers": "١٢", "wishes": "No starch"}
    made = await registered(tx, "guest", preferences=typed)
    kept = {"folding": "hung", "eco": True, "hangers": 12, "wishes": "No starch"}
    assert made.person.preferences == kept
    assert await changed(tx, made.id, folding="FOLDED", eco=False) == {
        **kept,
        "folding": "folded",
        "eco": False,
    }


async def test_an_unknown_key_or_choice_is_refused_with_the_list(tx: Tx) -> None:
    await declared(tx)
    made = await registered(tx, "guest")
    with pytest.raises(Invalid) as refused:
        await changed(tx, made.id, starch="light", folding="rolled", eco=3, hangers="many")
    assert [(e.field, e.code, dict(e.details)) for e in refused.value.errors] == [
        ("preferences", "preference_not_known", {"known": "folding, eco, hangers, wishes"}),
        ("preferences.folding", "preference_choice_not_known", {"known": "hung, folded"}),
        ("preferences.eco", "wrong_type", {}),
        ("preferences.hangers", "wrong_type", {}),
    ]
    with pytest.raises(Invalid):
        await registered(tx, "guest", preferences={"starch": "light"})


@pytest.mark.parametrize("typed", ["²", "-", "1²", "①", "--1", "１²"])
async def test_what_only_looks_like_a_number_is_none(tx: Tx, typed: str) -> None:
    await declared(tx)
    made = await registered(tx, "guest")
    assert await refusals(tx, made.id, hangers=typed) == [("preferences.hangers", "wrong_type")]


async def test_a_heap_of_preferences_is_refused_without_being_looked_through(tx: Tx) -> None:
    await declared(tx)
    made = await registered(tx, "guest", preferences={"eco": True})
    heap: dict[str, Any] = {f"p{place}": place for place in range(101)}
    assert await refusals(tx, made.id, **heap) == [("preferences", "too_many")]
    # As many as somebody could have, all cleared at once, are none too many.
    cleared = dict.fromkeys(("eco", "folding", "hangers", "wishes"))
    assert await changed(tx, made.id, **cleared) is None


async def test_what_was_noted_before_is_kept_until_it_is_cleared(tx: Tx) -> None:
    made = await registered(tx, "guest", preferences={"starch": "light", "folding": "hung"})
    await declared(tx)
    assert await changed(tx, made.id, eco=True) == {
        "starch": "light",
        "folding": "hung",
        "eco": True,
    }
    assert await refusals(tx, made.id, starch="heavy") == [("preferences", "preference_not_known")]
    assert await changed(tx, made.id, starch=None) == {"folding": "hung", "eco": True}
    await declared(tx, field("eco", "yes_no"))  # folding is retired by this
    assert await changed(tx, made.id, folding="hung", eco=None) == {"folding": "hung"}
    assert await refusals(tx, made.id, folding="folded") == [
        ("preferences", "preference_not_known")
    ]
    assert await changed(tx, made.id, folding=None) is None


async def test_without_a_shape_a_preference_is_called_anything(tx: Tx) -> None:
    made = await registered(tx, "guest", preferences={"starch": "light"})
    assert await changed(tx, made.id, colour="white") == {"starch": "light", "colour": "white"}


async def test_a_row_of_a_list_is_judged_by_the_shape_alone(tx: Tx) -> None:
    await declared(tx)
    rows = [
        Row(2, {"name": "Huda", "phone": "91234567", "preferences": "folding=Hung|eco=yes"}),
        Row(3, {"name": "Said", "phone": "91234568", "preferences": "starch=light"}),
    ]
    good, bad = await customers.import_rows(tx, rows, country="OM")
    assert good.customer is not None
    assert good.customer.person.preferences == {"folding": "hung", "eco": True}
    assert [error.code for error in bad.errors] == ["preference_not_known"]


async def test_a_preference_of_some_stages_is_taken_from_those_and_kept_by_others(
    tx: Tx,
) -> None:
    await declared(tx, field("eco", "yes_no"), field("crest", stages=["full"]))
    for stage in ("guest", "stub"):
        with pytest.raises(Invalid) as refused:
            await registered(tx, stage, preferences={"eco": True, "crest": "Lion"}, **NOOR)
        assert [(e.field, e.code) for e in refused.value.errors] == [
            ("preferences.crest", "preference_not_for_stage")
        ]
    made = await registered(
        tx, "full", preferences={"crest": "Lion"}, email="noor@example.com", **NOOR
    )
    assert made.person.preferences == {"crest": "Lion"}
    await declared(tx, field("eco", "yes_no"), field("crest", stages=["guest", "stub"]))
    assert await changed(tx, made.id, crest="Lion", eco=False) == {"crest": "Lion", "eco": False}
    assert await refusals(tx, made.id, crest="Rose") == [
        ("preferences.crest", "preference_not_for_stage")
    ]
    assert await changed(tx, made.id, crest=None) == {"eco": False}


async def test_who_is_upgraded_is_judged_by_the_stage_that_they_reach(tx: Tx) -> None:
    await declared(tx, field("crest", stages=["stub"]), field("eco", "yes_no"))
    made = await registered(tx, "guest")
    given = {"name": "Huda", "phone": "91234567", "preferences": {"crest": "Lion"}}
    after = await customers.upgrade_customer(tx, made.id, "stub", given, country="OM")
    assert after.person.preferences == {"crest": "Lion"}
