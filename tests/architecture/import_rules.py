"""Who imports whom, beyond what layers can say: front doors, pure models, plumbing by name."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import grimp

from regulars.kernel.errors import DomainError

SOURCE = Path(__file__).resolve().parents[2] / "src" / "regulars"

# What plumbing a room may use. The rest is for edges and the front desk.
ROOM_PLUMBING = frozenset(
    {
        "tx", "sql", "journal", "vault", "context", "conversation", "readlog", "reactions",
        "jobs", "channel", "errands", "files", "language", "papers", "pictures", "telemetry",
        "chain", "backlog", "dead_letters", "standing", "tasks", "task_steps", "file_steps",
        "failures",
    }
)  # fmt: skip
# The directory answers before anybody knows which tenant asks, so no edge can open it a Tx.
BEFORE_A_TENANT = frozenset(
    {
        ("regulars.domains.tenants.directory", "regulars.runtime.database"),
        ("regulars.domains.tenants.known_settings", "regulars.runtime.database"),
        ("regulars.domains.tenants.open_tenant", "regulars.runtime.database"),
    }
)
MODEL_STRANGERS = ("regulars.runtime", "asyncio", "asyncpg")
# A model may name these values of the plumbing: they are words, not wires.
MODEL_WORDS = (
    "regulars.runtime.language",
    "regulars.runtime.context",
    "regulars.runtime.vault.documents",
    "regulars.runtime.vault.person_keys",
)

# The kinds that a room speaks its refusals in, see kernel/errors.py.
REFUSALS = frozenset({"DomainError", *(kind.__name__ for kind in DomainError.__subclasses__())})

Import = tuple[str, str]


def imports_of(graph: grimp.ImportGraph) -> list[Import]:
    return [
        (importer, _meant(importer, imported))
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
    ]


def _meant(importer: str, imported: str) -> str:
    """A room may export a function that bears the name of its module; the graph sees the module.
    Whoever never writes the module's whole name came for what the front door offers."""
    room, _, name = imported.rpartition(".")
    if room_of(imported) in (None, room_of(importer)) or room.count(".") != 2:
        return imported
    offered = name in _exported(room)
    return room if offered and imported not in _file_of(importer).read_text("utf-8") else imported


@cache
def _exported(room: str) -> frozenset[str]:
    for node in ast.parse(_file_of(room).read_text("utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=names)):
                return frozenset(
                    str(each.value) for each in names if isinstance(each, ast.Constant)
                )
    return frozenset()


def _file_of(module: str) -> Path:
    path = SOURCE.parent.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def read_graph() -> grimp.ImportGraph:
    return grimp.build_graph("regulars", include_external_packages=True, cache_dir=None)


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["regulars", "domains"] and len(parts) > 2 else None


def side_doors(imports: Iterable[Import]) -> list[str]:
    """Others come in by `regulars.domains.<room>`, never past it."""
    return [
        f"{importer} -> {imported}"
        for importer, imported in imports
        if room_of(imported) is not None
        and room_of(importer) != room_of(imported)
        and imported.count(".") > 2
    ]


def impure_models(imports: Iterable[Import]) -> list[str]:
    return [
        f"{importer} -> {imported}"
        for importer, imported in imports
        if room_of(importer) is not None
        and importer.endswith(".model")
        and imported.startswith(MODEL_STRANGERS)
        and not imported.startswith(MODEL_WORDS)
    ]


def plumbing_by_hand(imports: Iterable[Import]) -> list[str]:
    return [
        f"{importer} -> {imported}"
        for importer, imported in imports
        if room_of(importer) is not None
        and imported.startswith("regulars.runtime")
        and (importer, imported) not in BEFORE_A_TENANT
        and [*imported.split("."), ""][2] not in ROOM_PLUMBING
    ]


def dead_modules(graph: grimp.ImportGraph, *, roots: Iterable[str]) -> list[str]:
    """Modules that nothing reaches from the doors of the house."""
    alive, waiting = set(), [root for root in roots if root in graph.modules]
    while waiting:
        module = waiting.pop()
        if module in alive or not module.startswith("regulars"):
            continue
        alive.add(module)
        waiting.extend(graph.find_modules_directly_imported_by(module))
        if "." in module:
            waiting.append(module.rpartition(".")[0])
    return sorted(
        module for module in graph.modules if module.startswith("regulars") and module not in alive
    )


def rooms() -> list[str]:
    return sorted(place.parent.name for place in SOURCE.glob("domains/*/__init__.py"))


def wings() -> list[Path]:
    """The subfolders of rooms, by what opens them."""
    return sorted(SOURCE.glob("domains/*/*/__init__.py"))


def own_door(text: str) -> bool:
    """Whether a wing hands on anything: a room has one front door, and its wings a sentence."""
    body = ast.parse(text).body
    return len(body) != 1 or not isinstance(body[0], ast.Expr)


def own_refusals(text: str) -> list[str]:
    """Refusals that a file declares of its own: those of a room with wings are read as one list."""
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id in REFUSALS for base in node.bases)
    ]


def said_outside(room: str) -> frozenset[str]:
    """Every word of the code that is not the room's own: edges, other rooms, tests, benches."""
    own = SOURCE / "domains" / room
    house = SOURCE.parents[1]
    files = (
        path for folder in ("src", "tests", "bench") for path in house.glob(f"{folder}/**/*.py")
    )
    return frozenset(word for path in files if own not in path.parents for word in _words_of(path))


def idle_names(room: str, said: frozenset[str]) -> list[str]:
    """What a front door offers, and nobody outside comes for."""
    return sorted(_exported(f"regulars.domains.{room}") - said)


@cache
def _words_of(path: Path) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", path.read_text(encoding="utf-8")))


RULES = (side_doors, impure_models, plumbing_by_hand)
