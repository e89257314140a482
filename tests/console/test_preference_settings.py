"""What is asked about preferences, set in the console, and asked for on the customer's form."""

import re
from typing import Any

from regulars.domains import tenants
from regulars.runtime.database import Database
from tests.console.visitors import Visitor
from tests.instruments.installation import Installation
from tests.world import World

FOLDING: dict[str, Any] = {
    "label_en": "Folding",
    "label_ar": "الطي",
    "kind": "choice",
    "choice_key": ["", "", ""],
    "choice_en": ["Hung", "Folded", ""],
    "choice_ar": ["معلّق", "", ""],
}
ECO: dict[str, Any] = {"label_en": "Eco wash", "label_ar": "", "kind": "yes_no"}


async def asked(database: Database, world: World) -> list[tuple[str, str]]:
    async with database.transaction(world.laundry.context) as tx:
        shape = await tenants.read_preference_shape(tx)
    return [(field.key, field.kind) for field in shape.asked]


async def test_a_preference_is_added_ordered_retired_and_asked_for(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    """On a console of its own: what is asked for binds every customer of the shop."""
    async with installation.database() as database:
        await walk(own_owner, database, world)


async def walk(owner: Visitor, database: Database, world: World) -> None:
    assert "Nothing is asked yet" in (await owner.get("/settings/preferences")).text
    await owner.post("/settings/preferences", FOLDING)
    await owner.post("/settings/preferences", ECO, htmx=False)
    assert await asked(database, world) == [("folding", "choice"), ("eco_wash", "yes_no")]

    await owner.post("/settings/preferences/move", {"key": "eco_wash", "to": "up"})
    assert [key for key, _ in await asked(database, world)] == ["eco_wash", "folding"]
    await owner.post("/settings/preferences/move", {"key": "eco_wash", "to": "up"})
    assert [key for key, _ in await asked(database, world)] == ["eco_wash", "folding"]

    ana = f"/customers/{world.laundry.ana.id}"
    form = (await owner.get(f"{ana}/edit", htmx=True)).text
    assert 'name="preference.folding"' in form
    assert '<option value="hung"' in form
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version
    sent = {
        "version": version[1],
        "preference_fields": ["folding", "eco_wash"],
        "preference.folding": "hung",
        "preference.eco_wash": "true",
    }
    assert (await owner.post(ana, sent)).headers["HX-Redirect"]
    page = (await owner.get(ana)).text
    assert re.search(r"<bdi>Folding</bdi></dt><dd><bdi>Hung</bdi>", page)
    assert re.search(r"<bdi>Eco wash</bdi></dt><dd><bdi>Yes</bdi>", page)

    await owner.post("/settings/preferences/retirement", {"key": "folding", "retired": "true"})
    assert [key for key, _ in await asked(database, world)] == ["eco_wash"]
    form = (await owner.get(f"{ana}/edit", htmx=True)).text
    assert 'name="preference.folding"' not in form
    assert "Remove Folding: hung" in form
    gone: dict[str, str | list[str]] = {
        "preference_fields": ["eco_wash"],
        "preference_gone": "folding",
        "preference.eco_wash": "true",
    }
    await owner.post(ana, gone)
    assert "<bdi>Hung</bdi></dd>" not in (await owner.get(ana)).text


async def test_a_preference_of_full_customers_is_asked_of_those_alone(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    crest = {"label_en": "Crest", "label_ar": "الشعار", "kind": "text", "stage": "full"}
    await own_owner.post("/settings/preferences", crest)
    await own_owner.post("/settings/preferences", ECO)
    page = (await own_owner.get("/settings/preferences")).text
    assert "asked of: Full" in page
    dialog = (await own_owner.get("/settings/preferences/edit", key="crest")).text
    assert re.findall(r'name="stage" value="(\w+)" checked', dialog) == ["full"]

    ana = f"/customers/{world.laundry.ana.id}"
    form = (await own_owner.get(f"{ana}/edit", htmx=True)).text
    assert 'name="preference.eco_wash"' in form
    assert 'name="preference.crest"' not in form
    upgrade = (await own_owner.get(f"{ana}/upgrade", htmx=True)).text
    assert 'name="preference.crest"' in upgrade
    new = (await own_owner.post("/customers/draft")).text
    assert 'class="field not-for-guest not-for-stub"' in new

    sent: dict[str, str | list[str]] = {
        "stage": "stub",
        "name": "Noor",
        "phone": "9555 7001",
        "kind": "person",
        "preference_fields": ["crest", "eco_wash"],
        "preference_hidden.crest": ["guest", "stub"],
        "preference.crest": "Typed before the stage was chosen",
        "preference.eco_wash": "true",
    }
    made = await own_owner.post("/customers", sent)
    assert made.headers["HX-Redirect"]
    shown = (await own_owner.get(made.headers["HX-Redirect"].removeprefix("/c/laundry"))).text
    assert "<bdi>Eco wash</bdi></dt><dd><bdi>Yes</bdi>" in shown
    assert "Typed before" not in shown


async def test_a_preference_without_words_or_choices_is_asked_for_again(owner: Visitor) -> None:
    again = await owner.post("/settings/preferences", {"kind": "choice", "label_en": " "})
    assert again.status_code == 422
    assert "dialog-again" in again.text


async def test_a_cashier_changes_nothing_that_is_asked(cashier: Visitor) -> None:
    assert (await cashier.post("/settings/preferences", ECO)).status_code == 403
