"""A feature that is switched off is not there: no button, no page, no stream."""

from regulars.domains import tenants
from regulars.runtime.database import Database
from tests.console.visitors import Visitor
from tests.world import World


async def test_a_feature_is_switched_off_and_followed_again(own_owner: Visitor) -> None:
    shown = (await own_owner.get("/customers")).text
    assert "data-opens-palette" in shown
    assert ">Ctrl<" in shown
    await own_owner.post("/settings/flags", {"flag": "console.palette", "choice": "off"})
    hidden = (await own_owner.get("/customers")).text
    assert "data-opens-palette" not in hidden
    assert ">Ctrl<" not in hidden, "a key that does nothing"
    assert (await own_owner.get("/palette")).status_code == 404
    assert (await own_owner.post("/palette/searches", {"typed": "a"})).status_code == 404
    await own_owner.post("/settings/flags", {"flag": "console.palette", "choice": "follow"})
    assert (await own_owner.get("/palette")).status_code == 200


async def test_without_live_screens_the_browser_is_told_to_stop_asking(own_owner: Visitor) -> None:
    await own_owner.post("/settings/flags", {"flag": "console.live", "choice": "off"})
    assert "data-live=" not in (await own_owner.get("/customers")).text
    assert (await own_owner.get("/live")).status_code == 204


async def test_what_is_no_flag_or_no_choice_is_not_found(owner: Visitor) -> None:
    for form in (
        {"flag": "console.nosuch", "choice": "on"},
        {"flag": "console.palette", "choice": "perhaps"},
    ):
        assert (await owner.post("/settings/flags", form)).status_code == 404


async def test_another_tenant_keeps_its_own(
    own_owner: Visitor, database: Database, world: World
) -> None:
    await own_owner.post("/settings/flags", {"flag": "console.palette", "choice": "off"})
    async with database.transaction(world.bakery.context) as tx:
        assert all(state.is_on for state in await tenants.read_flags(tx))
