"""Alerts: raised by facts, one while it lasts, put away by hand and told in the journal."""

import pytest

from regulars.domains import audit
from regulars.domains.audit import ALERT_KINDS, AlertNotFound
from regulars.domains.audit.alert_kinds import kind_of
from regulars.kernel.ids import new_id
from regulars.runtime.journal import Event
from tests.console.alerted import fact_of, warn
from tests.domains.evidence import announced
from tests.instruments.installation import Installation
from tests.world import World

ANNOUNCED = {event.name for event in Event.__subclasses__()}


def test_every_kind_is_of_a_fact_that_somebody_announces() -> None:
    assert {kind.fact for kind in ALERT_KINDS} <= ANNOUNCED


def test_an_alert_has_one_kind_whatever_its_fact_says() -> None:
    for kind in ALERT_KINDS:
        reasons = kind.reasons or ("something_new",)
        for reason in reasons:
            assert kind_of(kind.fact, {"reason": reason}).fact == kind.fact


async def test_the_same_again_is_counted_and_no_second_alert(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    first, again = fact_of(house), fact_of(house)
    other = fact_of(house, account=str(new_id()))
    await warn(installation, house, first, again, other)
    async with installation.database() as app, app.transaction(house.context) as tx:
        found = (await audit.list_alerts(tx, limit=10)).alerts
        assert [alert.times for alert in found] == [1, 2]
        assert found[1].last_at == again.occurred_at
        assert await audit.count_alerts(tx) == 2


async def test_what_is_dismissed_comes_again_only_when_it_happens_again(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    await warn(installation, house)
    async with installation.database() as app:
        async with app.transaction(house.context) as tx:
            (alert,) = (await audit.list_alerts(tx, limit=10)).alerts
            await audit.dismiss_alert(tx, alert.id)
            await audit.dismiss_alert(tx, alert.id)
            assert await audit.count_alerts(tx) == 0
            (put_away,) = (await audit.list_alerts(tx, dismissed=True, limit=10)).alerts
            assert put_away.dismissed_by == house.owner.id
            told = [fact.name for fact in await announced(tx, alert.id)]
            assert told == ["audit.alert_dismissed"]
        await warn(installation, house)
        async with app.transaction(house.context) as tx:
            (anew,) = (await audit.list_alerts(tx, limit=10)).alerts
            assert anew.id != alert.id
            # The newer one stands for both.
            await audit.reopen_alert(tx, alert.id)
            assert await audit.count_alerts(tx) == 1
            await audit.dismiss_alert(tx, anew.id)
            await audit.reopen_alert(tx, alert.id)
            assert [a.id for a in (await audit.list_alerts(tx, limit=10)).alerts] == [alert.id]


async def test_a_page_goes_on_where_the_last_one_ended(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    facts = [fact_of(house, account=str(new_id())) for _ in range(3)]
    await warn(installation, house, *facts)
    async with installation.database() as app, app.transaction(house.context) as tx:
        first = await audit.list_alerts(tx, limit=2)
        rest = await audit.list_alerts(tx, limit=2, before=first.next)
        assert (len(first.alerts), len(rest.alerts), rest.next) == (2, 1, None)
        of_another = await audit.list_alerts(tx, kind="search_budget_spent", limit=5)
        assert of_another.alerts == ()


async def test_another_tenants_alert_is_not_there(installation: Installation, world: World) -> None:
    await warn(installation, world.bakery)
    async with installation.database() as app:
        async with app.transaction(world.bakery.context) as tx:
            (theirs,) = (await audit.list_alerts(tx, limit=10)).alerts
        async with app.transaction(world.laundry.context) as tx:
            assert await audit.count_alerts(tx) == 0
            for act in (audit.dismiss_alert, audit.reopen_alert):
                with pytest.raises(AlertNotFound):
                    await act(tx, theirs.id)
