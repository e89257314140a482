"""The one way of all pages: what it says when it refuses, and that it works without scripts."""

from uuid import uuid4

import pytest

from regulars.console.flashes import KNOWN, read_flash
from regulars.console.pages import Call, Elsewhere, Page, route
from regulars.console.routes import ROUTES
from regulars.runtime.database import Database
from regulars.runtime.journal import Event
from regulars.runtime.language import Catalogue
from regulars.runtime.tx import Tx
from tests.console.addresses import LOOKS, ids_of
from tests.console.visitors import Served, Visitor
from tests.instruments.given_up import give_up
from tests.instruments.installation import Installation
from tests.world import World

DOCUMENT = "<!doctype html>"


async def test_every_look_is_a_whole_page_without_scripts_and_a_part_with_them(
    owner: Visitor, database: Database, installed: Installation, world: World
) -> None:
    await give_up(installed, world.laundry.tenant.id)
    ids = await ids_of(database, world.laundry)
    for path in LOOKS:
        plain = await owner.get(ids.into(path))
        if path.endswith("/picture"):
            assert plain.status_code == 404  # Ana has none; see test_pictures.py
            continue
        if path.endswith("/way"):
            assert plain.status_code == 404  # of no code; see test_codes_pages.py
            continue
        if path == "/settings/channels/{kind}/removal":
            assert plain.status_code == 404  # there is none; see test_channels.py
            continue
        if path.endswith("/file"):
            assert plain.status_code == 404  # not made yet; see test_exports_pages.py
            continue
        if path.endswith(("/row", "/contacts")):
            assert plain.headers["location"] == f"/c/laundry/customers/{ids.customer}"
            continue
        if path.startswith("/account/") and "{id}" in path:
            assert plain.status_code == 404  # she has none; see test_factor_pages.py
            continue
        if "{place}" in path:
            assert plain.status_code == 404  # a paper has numbers; see test_verifications_pages.py
            continue
        if path.startswith("/sign-in/"):
            assert plain.status_code == 303  # for who is half signed in; see test_factor_pages.py
            continue
        assert (plain.status_code, DOCUMENT in plain.text) == (200, True), path
        assert plain.headers["cache-control"] == "no-store", path
        assert "default-src 'none'" in plain.headers["content-security-policy"], path
        scripted = await owner.get(ids.into(path), htmx=True)
        assert scripted.status_code == 200, path


async def test_a_form_sent_without_scripts_comes_back_as_a_page(owner: Visitor) -> None:
    for path in ("/till/customers", "/customers", "/settings/branches", "/settings/staff"):
        answer = await owner.post(path, {"name": ""}, htmx=False)
        assert (answer.status_code, DOCUMENT in answer.text) == (422, True), path
        assert 'class="fault"' in answer.text, path
        fragment = await owner.post(path, {"name": ""})
        assert (fragment.status_code, DOCUMENT in fragment.text) == (422, False), path


@pytest.mark.parametrize("htmx", [True, False])
async def test_a_form_that_is_done_leads_on(owner: Visitor, htmx: bool) -> None:
    answer = await owner.post("/settings/branches", {"name": "Nizwa"}, htmx=htmx)
    where = answer.headers["hx-redirect" if htmx else "location"]
    assert (answer.status_code, where) == (200 if htmx else 303, "/c/laundry/settings/branches")
    assert "Branch added." in (await owner.get("/settings/branches")).text
    assert "Branch added." not in (await owner.get("/settings/branches")).text


async def test_a_part_of_a_page_does_not_use_up_what_the_next_page_should_say(
    owner: Visitor,
) -> None:
    await owner.post("/settings/branches", {"name": "Sur"})
    await owner.get("/settings/branches/new", htmx=True)
    assert "Branch added." in (await owner.get("/settings/branches")).text


async def test_what_no_form_tells_is_told_in_a_toast_or_on_a_page(
    owner: Visitor, world: World
) -> None:
    path = f"/customers/{world.laundry.ana.id}/unblock"
    toast = await owner.post(path)
    assert (toast.status_code, toast.headers["hx-reswap"]) == (409, "none")
    assert "This customer is not blocked." in toast.text
    assert DOCUMENT not in toast.text
    page = await owner.post(path, htmx=False)
    assert (page.status_code, DOCUMENT in page.text) == (409, True)
    assert "This customer is not blocked." in page.text


async def test_an_unknown_page_is_told_without_a_request_number(owner: Visitor) -> None:
    page = await owner.get(f"/customers/{uuid4()}")
    assert (page.status_code, "Nothing here" in page.text) == (404, True)
    assert page.headers["request-id"] not in page.text


async def test_a_role_that_may_not_is_told_so(cashier: Visitor) -> None:
    page = await cashier.get("/settings/keys")
    assert (page.status_code, "Not with your role" in page.text) == (403, True)


async def test_an_unknown_tenant_has_no_console(console: Served, world: World) -> None:
    async with console.visitor(world.laundry) as visitor:
        for slug in ("nobody", "x" * 200, "%2e%2e", "LAUNDRY", "laundry%00"):
            answer = await visitor.client.get(f"/c/{slug}/till")
            assert (answer.status_code, "No business here" in answer.text) == (404, True), slug


async def test_a_form_of_a_thousand_fields_is_no_form(owner: Visitor) -> None:
    answer = await owner.post("/till/guests", {f"f{n}": "x" for n in range(1_000)})
    # The token comes by header, so the action is done; none of the fields was read.
    assert answer.status_code == 200


def test_a_route_is_declared_once() -> None:
    declared = [(one.method, one.path) for one in ROUTES]
    assert len(declared) == len(set(declared))


def test_a_declared_function_becomes_a_route() -> None:
    @route("POST", "/nowhere", None)
    async def nowhere(call: Call, tx: Tx) -> Page | Elsewhere:
        return Elsewhere("/c/x/till")

    assert (nowhere.method, nowhere.path) == ("POST", "/c/{tenant:str}/nowhere")


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_every_sentence_for_the_next_page_is_in_the_catalogue(name: str) -> None:
    assert Catalogue.load(strict=True).has(f"flash-{name}")


@pytest.mark.parametrize(
    "planted",
    ["", "nobody-said-this", "<script>", "customer-deleted.x", "customer-deleted./../x", "."],
)
def test_a_planted_sentence_is_not_said(planted: str) -> None:
    assert read_flash(planted, "/c/laundry") is None


def test_a_deletion_can_be_undone_from_its_sentence() -> None:
    flash = read_flash(f"customer-deleted.{uuid4()}", "/c/laundry")
    assert flash is not None
    assert flash.undo is not None
    assert flash.undo.startswith("/c/laundry/customers/")


def test_every_fact_has_its_sentence() -> None:
    catalogue = Catalogue.load(strict=True)
    names = {event.name for event in Event.__subclasses__() if event.__module__.startswith("regu")}
    assert len(names) > 15
    said = {name: "fact-" + name.replace(".", "-").replace("_", "-") for name in names}
    assert [name for name, word in said.items() if not catalogue.has(word)] == []
