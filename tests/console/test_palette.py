"""Ctrl-K: commands in either language, people by what is known of them, within one's role."""

import re

import pytest

from regulars.console.palette.commands import COMMANDS, matching
from regulars.console.routes import ROUTES
from regulars.domains.identity import Scope
from regulars.runtime.language import Catalogue
from tests.console.visitors import Visitor
from tests.world import World

EVERYTHING = frozenset(Scope)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(strict=True)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("till", "nav-till"),
        ("bran", "settings-branches"),
        ("API new", "palette-new-key"),
        ("فرو", "settings-branches"),
        ("الفروع", "settings-branches"),
        ("sign OUT", "staff-sign-out"),
        ("chann", "settings-channels"),
        ("القنوات", "settings-channels"),
        ("roles", "settings-roles"),
        ("alert", "alerts-title"),
        ("your acc", "account-title"),
        ("duplicates", "duplicates-title"),
        ("invitations", "invitations-link"),
        ("near", "near-title"),
        ("suspended", "palette-suspended"),
        ("الموقوفون", "palette-suspended"),
    ],
)
def test_a_command_is_found_by_the_beginnings_of_its_words_in_either_language(
    typed: str, word: str, catalogue: Catalogue
) -> None:
    assert word in [command.word for command in matching(typed, EVERYTHING, catalogue)]


@pytest.mark.parametrize(
    ("typed", "word"),
    [("bran", "settings-branches"), ("الفروع", "settings-branches"), ("your", "account-title")],
)
def test_what_is_called_just_so_comes_before_what_only_names_it(
    typed: str, word: str, catalogue: Catalogue
) -> None:
    assert matching(typed, EVERYTHING, catalogue)[0].word == word


def test_every_command_has_its_words(catalogue: Catalogue) -> None:
    assert [c.word for c in COMMANDS if not catalogue.has(c.word)] == []


def test_what_no_command_is_called_finds_none(catalogue: Catalogue) -> None:
    assert matching("zzz", EVERYTHING, catalogue) == ()
    assert matching("!!!", EVERYTHING, catalogue) == ()


def test_nobody_is_offered_what_their_role_may_not_do(catalogue: Catalogue) -> None:
    offered = matching("", frozenset(), catalogue, most=len(COMMANDS))
    assert {command.scope for command in offered} == {None}
    cashier = frozenset({Scope.CUSTOMERS_READ})
    assert matching("staff", cashier, catalogue) == ()


def test_every_command_leads_to_a_page_or_an_action_with_the_same_scope() -> None:
    routes = {(route.method, route.path.removeprefix("/c/{tenant:str}")): route for route in ROUTES}
    for command in COMMANDS:
        address = command.address.partition("?")[0]
        if command.kind in ("go", "open"):
            assert routes["GET", address].scope == command.scope, command.word
        elif command.kind == "post" and address != "/sign-out":
            assert routes["POST", address].scope == command.scope, command.word


def test_every_tab_of_the_settings_and_list_of_customers_is_a_command() -> None:
    """So that a new page is not forgotten here."""
    pages = {
        route.path.removeprefix("/c/{tenant:str}") for route in ROUTES if route.method == "GET"
    }
    below = {page for page in pages if re.fullmatch(r"/(settings|customers)/[a-z-]+", page)}
    assert below
    assert below - {command.address for command in COMMANDS} == set()


async def test_people_are_found_by_name_phone_and_number_and_noted_as_listed(
    owner: Visitor, world: World
) -> None:
    ana = world.laundry.ana
    for typed in ("ana", f"CUST-{ana.number:05d}"):
        answer = await owner.post("/palette/searches", {"typed": typed})
        assert f"/customers/{ana.id}" in answer.text, typed
    assert str(world.bakery.ana.id) not in answer.text


async def test_what_was_typed_stands_in_no_address(owner: Visitor) -> None:
    answer = await owner.post("/palette/searches", {"typed": "ana"})
    assert answer.status_code == 200
    assert "hx-push-url" not in answer.headers
    assert "?" not in str(answer.request.url)


async def test_it_is_a_page_without_scripts(owner: Visitor) -> None:
    page = await owner.get("/palette")
    assert "<!doctype html>" in page.text
    found = await owner.post("/palette/searches", {"typed": "branches"}, htmx=False)
    assert 'href="/c/laundry/settings/branches"' in found.text


async def test_branch_staff_are_offered_no_settings(cashier: Visitor) -> None:
    answer = await cashier.post("/palette/searches", {"typed": "settings"})
    assert "/settings" not in answer.text
