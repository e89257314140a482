"""Floors, front doors, pure models: the import graph is the plan of the house."""

from collections.abc import Callable, Iterable

import grimp
import pytest
from importlinter.cli import lint_imports

from tests.architecture.import_rules import (
    RULES,
    SOURCE,
    Import,
    dead_modules,
    idle_names,
    imports_of,
    impure_models,
    own_door,
    own_refusals,
    plumbing_by_hand,
    read_graph,
    rooms,
    said_outside,
    side_doors,
    wings,
)

CONTRACTS = SOURCE.parents[1] / ".importlinter"
Rule = Callable[[Iterable[Import]], list[str]]
# Where the house is entered: the command, the two that it loads by name, and what the HTTP server
# is told to load.
DOORS = ("regulars.__main__", "regulars.cli", "regulars.serve", "regulars.app")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return read_graph()


@pytest.mark.filterwarnings("default")  # a cache of the linter's own
def test_the_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(CONTRACTS), no_cache=True)
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_an_import_rule_holds(rule: Rule, graph: grimp.ImportGraph) -> None:
    assert rule(imports_of(graph)) == []


@pytest.mark.parametrize(
    ("rule", "importer", "imported"),
    [
        (side_doors, "regulars.api.customers", "regulars.domains.customers.records.register"),
        (side_doors, "regulars.domains.orders.record", "regulars.domains.customers.model"),
        (side_doors, "regulars.api.codes", "regulars.domains.identity.codes"),
        (side_doors, "regulars.api.codes", "regulars.domains.identity.codes.rules"),
        (impure_models, "regulars.domains.customers.model", "regulars.runtime.tx"),
        (impure_models, "regulars.domains.identity.staff.model", "regulars.runtime.tx"),
        (impure_models, "regulars.domains.customers.model", "asyncio"),
        (plumbing_by_hand, "regulars.domains.customers.records.block", "regulars.runtime.database"),
        (plumbing_by_hand, "regulars.domains.customers.finding.find", "regulars.runtime.settings"),
    ],
)
def test_an_import_that_breaks_a_rule_is_refused(rule: Rule, importer: str, imported: str) -> None:
    assert rule([(importer, imported)]) == [f"{importer} -> {imported}"]


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("regulars.api.customers", "regulars.domains.customers"),
        ("regulars.domains.customers.records.register", "regulars.domains.customers.model"),
        ("regulars.domains.customers.records.register", "regulars.runtime.tx"),
        ("regulars.domains.customers.model", "regulars.kernel.phone"),
    ],
)
def test_an_import_by_the_front_door_is_accepted(importer: str, imported: str) -> None:
    assert [rule([(importer, imported)]) for rule in RULES] == [[], [], []]


def test_a_wing_has_no_door_of_its_own() -> None:
    assert len(wings()) > 5
    assert [str(opening) for opening in wings() if own_door(opening.read_text("utf-8"))] == []


def test_a_wing_that_hands_something_on_is_seen() -> None:
    assert not own_door('"""One-time codes."""\n')
    assert own_door('"""One-time codes."""\nfrom regulars.domains.identity.codes import rules\n')
    assert own_door("from regulars.domains.identity.codes import rules\n")


def test_no_wing_has_refusals_of_its_own() -> None:
    files = [path for opening in wings() for path in opening.parent.glob("*.py")]
    assert [own for path in files for own in own_refusals(path.read_text("utf-8"))] == []


def test_a_refusal_that_lies_beside_its_wing_is_seen() -> None:
    assert own_refusals("class SignInGone(NotFound):\n    pass\n") == ["SignInGone"]
    assert own_refusals("class SignIn(StrEnum):\n    pass\n") == []


def test_a_room_with_wings_has_floors_among_them() -> None:
    contracts = CONTRACTS.read_text("utf-8")
    large = {opening.parents[1].name for opening in wings()}
    assert [
        room for room in large if f"\n    regulars.domains.{room}\nlayers =" not in contracts
    ] == []


@pytest.mark.parametrize("room", rooms())
def test_a_front_door_offers_what_somebody_outside_comes_for(room: str) -> None:
    assert idle_names(room, said_outside(room)) == []


def test_a_name_that_nobody_outside_says_is_seen() -> None:
    said = said_outside("jobs")
    assert idle_names("jobs", said - {"standings"}) == ["standings"]


def test_no_module_is_dead(graph: grimp.ImportGraph) -> None:
    assert dead_modules(graph, roots=DOORS) == []


def test_a_module_that_nothing_imports_is_seen() -> None:
    graph = grimp.ImportGraph()
    for module in ("regulars", "regulars.cli", "regulars.used", "regulars.forgotten"):
        graph.add_module(module)
    graph.add_import(importer="regulars.cli", imported="regulars.used")
    assert dead_modules(graph, roots=["regulars.cli"]) == ["regulars.forgotten"]


def test_every_contract_is_kept_for_the_package_it_names() -> None:
    text = CONTRACTS.read_text(encoding="utf-8")
    assert text.count("[importlinter:contract:") == 8
