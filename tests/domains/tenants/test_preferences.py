"""The shape of preferences: declared whole, kept for ever, changed by one at a time."""

from typing import Any

import pytest

from regulars.domains import tenants
from regulars.kernel.errors import Invalid, Outdated
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced


def field(key: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": {"en": key.title(), "ar": ""}, **more}


FOLDING = field(
    "folding",
    "choice",
    choices=[
        {"key": "hung", "label": {"en": "Hung", "ar": "معلّق"}},
        {"key": "folded", "label": {"en": "Folded", "ar": "مطوي"}},
    ],
)


async def test_nothing_is_declared_in_the_beginning(tx: Tx) -> None:
    shape = await tenants.read_preference_shape(tx)
    assert (shape.fields, shape.version, shape.is_declared) == ((), 1, False)


async def test_a_shape_is_read_back_in_its_order_and_announced(tx: Tx) -> None:
    made = await tenants.set_preference_shape(tx, [field("notes"), FOLDING])
    assert made == await tenants.read_preference_shape(tx)
    assert [each.key for each in made.fields] == ["notes", "folding"]
    assert [c.label("ar") for c in made.fields[1].choices] == ["معلّق", "مطوي"]
    assert made.fields[0].label("ar") == "Notes"
    fact = (await announced(tx, tx.tenant_id))[-1]
    assert (fact.name, fact.data) == (
        "tenants.preferences_changed",
        {"fields": ["folding", "notes"], "shape_version": 2},
    )


async def test_changing_nothing_announces_nothing_and_reordering_does(tx: Tx) -> None:
    fields = [field("notes"), FOLDING]
    await tenants.set_preference_shape(tx, fields)
    before = len(await announced(tx, tx.tenant_id))
    assert (await tenants.set_preference_shape(tx, fields)).version == 2
    assert len(await announced(tx, tx.tenant_id)) == before
    turned = await tenants.set_preference_shape(tx, fields[::-1])
    assert [each.key for each in turned.asked] == ["folding", "notes"]
    assert (await announced(tx, tx.tenant_id))[-1].data["fields"] == []


async def test_what_is_left_out_is_retired_and_can_come_back(tx: Tx) -> None:
    await tenants.set_preference_shape(tx, [field("notes"), FOLDING])
    after = await tenants.set_preference_shape(tx, [FOLDING])
    assert [(each.key, each.is_retired) for each in after.fields] == [
        ("folding", False),
        ("notes", True),
    ]
    back = await tenants.set_preference_shape(tx, [FOLDING, field("notes")])
    assert [each.key for each in back.asked] == ["folding", "notes"]


async def test_an_outdated_version_is_refused(tx: Tx) -> None:
    await tenants.set_preference_shape(tx, [FOLDING], expected_version=1)
    with pytest.raises(Outdated):
        await tenants.set_preference_shape(tx, [], expected_version=1)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ([field("Notes!")], ("fields.0.key", "key_not_valid")),
        ([field("a"), field("a")], ("fields.1.key", "key_twice")),
        ([field("a", "colour")], ("fields.0.kind", "unknown_value")),
        ([field("a", "choice")], ("fields.0.choices", "required")),
        ([{**FOLDING, "kind": "text"}], ("fields.0.choices", "unknown_field")),
        ([{**field("a"), "label": {}}], ("fields.0.label", "required")),
        ([{**field("a"), "label": {"en": "x" * 61}}], ("fields.0.label.en", "text_too_long")),
        ([field(f"a{n}") for n in range(21)], ("fields", "too_many")),
    ],
)
async def test_what_is_no_shape_is_refused_at_its_place(
    tx: Tx, given: list[dict[str, Any]], complaint: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        await tenants.set_preference_shape(tx, given)
    assert [(e.field, e.code) for e in refused.value.errors] == [complaint]


async def test_the_kind_of_a_field_stays(tx: Tx) -> None:
    await tenants.set_preference_shape(tx, [field("notes")])
    with pytest.raises(Invalid) as refused:
        await tenants.set_preference_shape(tx, [field("notes", "number")])
    assert [e.code for e in refused.value.errors] == ["preference_kind_fixed"]


async def test_a_field_is_asked_of_some_stages_and_all_of_them_are_everybody(tx: Tx) -> None:
    given = [
        field("crest", stages=["full", "stub"]),
        field("notes", stages=["full", "guest", "stub"]),
        field("eco", "yes_no"),
    ]
    made = await tenants.set_preference_shape(tx, given)
    assert [each.stages for each in made.fields] == [("stub", "full"), (), ()]
    assert made == await tenants.read_preference_shape(tx)
    assert [made.fields[0].is_for(stage) for stage in tenants.ASKED_STAGES] == [False, True, True]
    for wrong in (["lead"], "full", [1]):
        with pytest.raises(Invalid) as refused:
            await tenants.set_preference_shape(tx, [field("crest", stages=wrong)])
        assert [(e.field, e.code) for e in refused.value.errors] == [
            ("fields.0.stages", "unknown_value")
        ]
