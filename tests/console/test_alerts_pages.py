"""Alerts in the console: counted beside the bell, explained on their page, put away and back."""

import re
from dataclasses import replace

from tests.console.alerted import fact_of, warn
from tests.console.visitors import Served, Visitor
from tests.instruments.installation import Installation
from tests.world import World

DISMISSED_AT = re.compile(r'hx-post="/c/laundry(/alerts/[^/]+)/dismissal"')


async def test_an_alert_says_what_it_means_and_what_to_do(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    held = fact_of(
        world.laundry,
        "identity.codes_held_back",
        channel="sms",
        reason="range_unconfirmed",
        prefix="9689555",
    )
    await warn(installation, world.laundry, fact_of(world.laundry), held)
    sign = (await own_owner.get("/alerts/newest", htmx=True)).text
    assert '<span class="alerts-count" aria-hidden="true">2</span>' in sign
    page = (await own_owner.get("/alerts")).text
    assert "A hundred wrong codes in a row" in page
    assert "Call the customer." in page
    assert "Ana Al Balushi" in page
    assert "9689555" in page
    narrowed = (await own_owner.get("/alerts", kind="codes_prefix")).text
    assert narrowed.count('class="card alert') == 1


async def test_dismissing_takes_it_off_the_list_and_can_be_undone(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    await warn(installation, world.laundry)
    found = DISMISSED_AT.search((await own_owner.get("/alerts")).text)
    assert found
    assert (await own_owner.post(f"{found[1]}/dismissal", htmx=False)).status_code == 303
    listed = (await own_owner.get("/alerts")).text
    assert f"{found[1]}/reopening" in listed  # in the sentence that says so
    assert "Nothing to warn of" in listed
    put_away = (await own_owner.get("/alerts", standing="dismissed")).text
    assert "Dismissed by Owner of laundry" in put_away
    await own_owner.post(f"{found[1]}/reopening", htmx=False)
    page = (await own_owner.get("/alerts")).text
    assert f"{found[1]}/dismissal" in page
    assert "The alert is open again." in page
    assert "Nothing dismissed" in (await own_owner.get("/alerts", standing="dismissed")).text


async def test_what_a_newer_one_stands_for_is_not_said_to_be_open_again(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    await warn(installation, world.laundry)
    (first,) = DISMISSED_AT.findall((await own_owner.get("/alerts")).text)
    await own_owner.post(f"{first}/dismissal", htmx=False)
    await warn(installation, world.laundry)
    await own_owner.post(f"{first}/reopening", htmx=False)
    page = (await own_owner.get("/alerts")).text
    assert "a newer one says the same" in page
    assert first not in page


async def test_where_something_can_be_done_the_alert_leads_there(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    low = fact_of(world.laundry, "identity.codes_running_low", channel="sms", gone=400, a_day=500)
    await warn(installation, world.laundry, low)
    page = (await own_owner.get("/alerts")).text
    assert "Most of the day’s codes are used up" in page
    assert 'href="/c/laundry/settings/channels">Open channels' in page


async def test_home_shows_alerts_to_whom_may_see_them(
    own_owner: Visitor, own_console: Served, installation: Installation, world: World
) -> None:
    assert "home-alerts-title" not in (await own_owner.get("")).text
    await warn(installation, world.laundry)
    home = (await own_owner.get("")).text
    assert "One open alert" in home
    assert "A hundred wrong codes in a row" in home
    async with own_console.visitor(world.laundry, world.laundry.cashier) as cashier:
        home = (await cashier.get("")).text
        assert "A hundred wrong codes in a row" not in home
        assert "/c/laundry/alerts" not in home


async def test_branch_staff_see_no_bell_and_no_list(
    own_console: Served, installation: Installation, world: World
) -> None:
    await warn(installation, world.laundry)
    async with own_console.visitor(world.laundry, world.laundry.cashier) as cashier:
        assert 'id="alerts"' not in (await cashier.get("/till")).text
        assert (await cashier.get("/alerts")).status_code == 403
        assert (await cashier.get("/alerts/newest")).status_code == 403


async def test_wrong_codes_of_a_vendor_are_told_as_theirs(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    """Not as a customer's, on whose page nobody would find them."""
    house = world.laundry
    await warn(installation, house, replace(fact_of(house), related_id=house.cashier.id))
    page = (await own_owner.get("/alerts")).text
    assert "A hundred wrong codes in a row, of staff" in page
    assert house.cashier.name in page
    assert 'href="/c/laundry/settings/staff">' in page
