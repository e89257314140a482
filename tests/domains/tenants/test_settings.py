"""What a tenant set: read strictly, changed by one at a time, announced by name."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.domains import tenants
from regulars.domains.tenants.model import SETTING_NAMES, TenantSettings, read_changed_settings
from regulars.kernel.errors import Invalid, Outdated
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.instruments.installation import Installation
from tests.world import World

BEFORE = TenantSettings("OM", "Asia/Muscat", ("en", "ar"), version=1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


async def test_what_is_named_changes_and_is_announced_by_name(tx: Tx, world: World) -> None:
    after = await tenants.change_settings(tx, {"time_zone": "Asia/Dubai", "languages": ["ar"]})
    assert after == TenantSettings("OM", "Asia/Dubai", ("ar",), version=2)
    assert await tenants.read_settings(tx) == after
    fact = (await announced(tx, world.laundry.tenant.id))[-1]
    assert fact.data == {"fields": ["languages", "time_zone"]}
    assert fact.seq == 2


@pytest.mark.parametrize("months", [0, 37, -1, True, 9.0, "9", None])
def test_rest_is_told_in_whole_months_of_three_years_at_most(months: Any) -> None:
    with pytest.raises(Invalid) as refused:
        read_changed_settings(BEFORE, {"reverify_after_months": months})
    (error,) = refused.value.errors
    assert (error.field, error.code) == ("reverify_after_months", "months_out_of_range")


async def test_settings_that_stay_the_same_announce_nothing(tx: Tx, world: World) -> None:
    same = await tenants.change_settings(tx, {"default_country": "OM"})
    assert same == await tenants.read_settings(tx)
    assert same.version == 1
    names = [fact.name for fact in await announced(tx, world.laundry.tenant.id)]
    assert names == ["tenants.opened"]


async def test_of_two_changes_made_at_once_one_is_told_that_it_came_late(
    installation: Installation, world: World
) -> None:
    async with installation.database() as database:
        both_have_read = asyncio.Barrier(2)

        async def change(zone: str) -> None:
            async with database.transaction(world.laundry.context) as tx:
                await tenants.read_settings(tx)
                await both_have_read.wait()
                await tenants.change_settings(tx, {"time_zone": zone}, expected_version=1)

        outcomes = await asyncio.gather(
            change("Asia/Dubai"), change("Asia/Riyadh"), return_exceptions=True
        )
    assert sorted(map(type, outcomes), key=str) == sorted([Outdated, type(None)], key=str)


async def test_a_business_renames_itself_and_nobody_else(
    installation: Installation, world: World
) -> None:
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            await tenants.change_profile(tx, name=" Clean  & Quick ", locale="ar")
            fact = (await announced(tx, world.laundry.tenant.id))[-1]
        assert fact.data == {"fields": ["locale", "name"]}
        async with database.house() as session:
            laundry, bakery = await tenants.list_tenants(session)
    assert (laundry.name, laundry.locale) == ("Clean & Quick", "ar")
    assert bakery == world.bakery.tenant


@given(
    st.dictionaries(
        st.sampled_from(
            ["default_country", "time_zone", "languages", "reverify_after_months", "version"]
        ),
        JSON,
        max_size=3,
    )
)
def test_whatever_json_brings_is_read_or_refused_by_field(given_: dict[str, Any]) -> None:
    complaints: set[str] = set()
    try:
        after = read_changed_settings(BEFORE, given_)
    except Invalid as refused:
        complaints = {error.field for error in refused.errors}
    else:
        assert set(given_) <= set(SETTING_NAMES)
        assert after.version == 2
    assert complaints <= set(given_)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("default_country", "XX", "unknown_value"),
        ("default_country", "om", "unknown_value"),
        ("time_zone", "Asia", "unknown_value"),
        ("time_zone", "../../etc/passwd", "unknown_value"),
        ("time_zone", "Asia/Muscat\x00", "unknown_value"),
        ("languages", [], "unknown_value"),
        ("languages", "en", "unknown_value"),
        ("languages", ["en", "fr"], "unknown_value"),
        ("version", 7, "unknown_field"),
    ],
)
def test_a_setting_nobody_can_have_is_refused(field: str, value: Any, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_changed_settings(BEFORE, {field: value})
    assert [(e.field, e.code) for e in refused.value.errors] == [(field, code)]
