"""Alerts in the console: counted beside the bell, explained on their page, put away and back."""

import re

from tests.console.alerted import fact_of, warn
from tests.console.visitors import Served, Visitor
from tests.instruments.installation import Installation
from tests.world import World


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
    found = re.search(
        r'hx-post="/c/laundry(/alerts/[^/]+)/dismissal"', (await own_owner.get("/alerts")).text
    )
    assert found
    assert (await own_owner.post(f"{found[1]}/dismissal", htmx=False)).status_code == 303
    listed = (await own_owner.get("/alerts")).text
    assert f"{found[1]}/reopening" in listed  # in the sentence that says so
    assert "Nothing to warn of" in listed
    put_away = (await own_owner.get("/alerts", standing="dismissed")).text
    assert "Dismissed by Owner of laundry" in put_away
    await own_owner.post(f"{found[1]}/reopening", htmx=False)
    assert f"{found[1]}/dismissal" in (await own_owner.get("/alerts")).text


async def test_branch_staff_see_no_bell_and_no_list(
    own_console: Served, installation: Installation, world: World
) -> None:
    await warn(installation, world.laundry)
    async with own_console.visitor(world.laundry, world.laundry.cashier) as cashier:
        assert 'id="alerts"' not in (await cashier.get("/till")).text
        assert (await cashier.get("/alerts")).status_code == 403
        assert (await cashier.get("/alerts/newest")).status_code == 403
