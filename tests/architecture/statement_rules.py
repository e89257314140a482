"""What every statement of the code must look like, judged on its syntax tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pglast import parse_sql

from regulars.runtime.sql import Statement
from tests.architecture.catalogue.lint import HOUSE_TABLES

SOURCE = Path(__file__).resolve().parents[2] / "src" / "regulars"
Node = dict[str, Any]

# Functions that answer for the whole house, and say why in their migration.
HOUSE_FUNCTIONS = frozenset(
    {
        "journal.waiting_tenants",
        "journal.make_parts",
        "audit.make_parts",
        "tenants.change_own_profile",  # the row of the transaction's own tenant
    }
)
EVERY_ROOM_READS = frozenset(
    {"vault.person_keys", "tenants.directory", "tenants.settings", "tenants.branches"}
)
# The audit room shows what the plumbing wrote; it owns neither table.
ROOM_READS = {"audit": frozenset({"journal.facts", "journal.chain", "journal.heads"})}
# Functions that read no table.
PURE_FUNCTIONS = frozenset({"runtime.id_at"})
# What an answer was is kept by the edge that gave it.
EDGES = {
    "worker": frozenset({"journal", "jobs", "runtime"}),
    "api": frozenset({"runtime"}),
    "demo": frozenset({"journal", "jobs"}),
    "doctor.sql": frozenset({"journal", "jobs", "runtime", "migrations"}),
}
PLUMBING = frozenset({"runtime", "vault", "journal", "audit", "jobs", "migrations"})
LEVELS = ("SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt")
WRITES = ("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt")


@dataclass(frozen=True, slots=True)
class Source:
    """A statement, and the file it stands in relative to src/regulars."""

    file: str
    statement: Statement

    @property
    def name(self) -> str:
        return f"{self.file}:{self.statement.name}"

    @property
    def tree(self) -> Node:
        parsed: Any = parse_sql(self.statement.text)
        if len(parsed) != 1:
            raise AssertionError(f"{self.name} holds {len(parsed)} statements")
        tree: Node = parsed[0].stmt(skip_none=True)
        return tree

    @property
    def tenant_number(self) -> int | None:
        names = self.statement.parameters
        return names.index("tenant_id") + 1 if "tenant_id" in names else None


def walk(node: Any) -> Iterator[Node]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from walk(value)


def kinds(node: Any, *wanted: str) -> Iterator[Node]:
    return (each for each in walk(node) if each.get("@") in wanted)


def relation_name(node: Node) -> str:
    return f"{node.get('schemaname', '')}.{node['relname']}".lstrip(".")


def called(node: Node) -> str:
    return ".".join(part["sval"] for part in node["funcname"])


def is_tenant_table(name: str) -> bool:
    room = name.partition(".")[0]
    return "." in name and name not in HOUSE_TABLES and room not in ("pg_catalog", "public")


def touched(tree: Node) -> tuple[set[str], set[str]]:
    """Tables that are written and tables that are read, without the names of CTEs."""
    staged = {each["ctename"] for each in kinds(tree, "CommonTableExpr")}
    targets = {relation_name(each["relation"]) for each in kinds(tree, *WRITES)}
    locked = {id(each) for clause in kinds(tree, "LockingClause") for each in walk(clause)}
    everything = {relation_name(each) for each in kinds(tree, "RangeVar") if id(each) not in locked}
    return targets, everything - staged


# --- the rules: each answers what is wrong, and nothing when all is well -----------------


def star(source: Source) -> list[str]:
    return ["reads every column (*)"] if list(kinds(source.tree, "A_Star")) else []


def unnamed_schema(source: Source) -> list[str]:
    written, read = touched(source.tree)
    return [f"{name} stands without its schema" for name in written | read if "." not in name]


def another_room(source: Source) -> list[str]:
    written, read = touched(source.tree)
    functions = {called(each) for each in kinds(source.tree, "FuncCall")}
    rooms = _rooms_of(source.file)
    readable = EVERY_ROOM_READS | ROOM_READS.get(_room(source.file), frozenset())
    wrong = [f"writes {name}" for name in written if name.partition(".")[0] not in rooms]
    wrong += [
        f"reads {name}"
        for name in read - written - readable
        if "." in name and name.partition(".")[0] not in rooms | {"pg_catalog"}
    ]
    wrong += [
        f"calls {name}"
        for name in functions
        if "." in name
        and name not in HOUSE_FUNCTIONS | PURE_FUNCTIONS
        and name.partition(".")[0] not in rooms | {"pg_catalog", "public"}
    ]
    return wrong


def _room(file: str) -> str:
    parts = Path(file).parts
    return parts[1] if parts[0] == "domains" else parts[0]


def _rooms_of(file: str) -> frozenset[str]:
    room = _room(file)
    return {"runtime": PLUMBING, **EDGES}.get(room, frozenset({room}))


def insert_from_writing_stage(source: Source) -> list[str]:
    """Citus refuses INSERT … SELECT from a CTE that writes."""
    wrong = []
    for insert in kinds(source.tree, "InsertStmt"):
        stages = insert.get("withClause", {})
        tables = {relation_name(each["relation"]) for each in kinds(stages, *WRITES)}
        if tables and is_tenant_table(relation_name(insert["relation"])):
            wrong.append(f"inserts from a stage that writes {', '.join(sorted(tables))}")
    return wrong


def tenant_unnamed(source: Source) -> list[str]:
    tree, number = source.tree, source.tenant_number
    staged = {each["ctename"] for each in kinds(tree, "CommonTableExpr")}
    wrong: list[str] = []
    for level in kinds(tree, *LEVELS):
        wrong += [f"{name} is not bound to :tenant_id" for name in _unbound(level, number, staged)]
        if level["@"] == "InsertStmt":
            wrong += _insert_without_tenant(level, number)
    for call in kinds(tree, "FuncCall"):
        name = called(call)
        own = "." in name and name.partition(".")[0] not in ("pg_catalog", "public")
        given = any(_is_tenant(argument, number) for argument in call.get("args", ()))
        if own and name not in HOUSE_FUNCTIONS | PURE_FUNCTIONS and not given:
            wrong.append(f"{name} is called without :tenant_id")
    return wrong


RULES = (star, unnamed_schema, another_room, insert_from_writing_stage, tenant_unnamed)


def _unbound(level: Node, number: int | None, staged: set[str]) -> list[str]:
    """Tenant tables of one query level that no equation ties to the parameter."""
    tables, conditions, shared = _sources(level)
    groups: list[set[str]] = [set(group) for group in shared]
    for condition in conditions:
        sides = [_side(condition[key], tables, number) for key in ("lexpr", "rexpr")]
        if None not in sides:
            groups.append({side for side in sides if side})
    bound = {":tenant_id"} | {alias for group in groups for alias in group if alias not in tables}
    changed = True
    while changed:
        changed = False
        for group in groups:
            if group & bound and not group <= bound:
                bound |= group
                changed = True
    return [
        name
        for alias, name in tables.items()
        if name not in staged and is_tenant_table(name) and alias not in bound
    ]


def _sources(level: Node) -> tuple[dict[str, str], list[Node], list[set[str]]]:
    tables: dict[str, str] = {}
    conditions = list(_equations(level.get("whereClause")))
    shared: list[set[str]] = []

    def enter(node: Node) -> None:
        if node.get("@") == "RangeVar":
            tables[node.get("alias", {}).get("aliasname", node["relname"])] = relation_name(node)
        elif node.get("@") == "JoinExpr":
            before = set(tables)
            enter(node["larg"])
            enter(node["rarg"])
            conditions.extend(_equations(node.get("quals")))
            if any(part["sval"] == "tenant_id" for part in node.get("usingClause", ())):
                shared.append(set(tables) - before)

    if level["@"] in ("UpdateStmt", "DeleteStmt"):
        enter(level["relation"])
    for node in (*level.get("fromClause", ()), *level.get("usingClause", ())):
        enter(node)
    return tables, conditions, shared


def _equations(condition: Node | None) -> Iterator[Node]:
    """Only what is joined by AND: behind an OR it binds nothing."""
    if condition is None:
        return
    if condition["@"] == "BoolExpr" and condition["boolop"]["name"] == "AND_EXPR":
        for part in condition["args"]:
            yield from _equations(part)
    elif (
        condition["@"] == "A_Expr"
        and condition["kind"]["name"] == "AEXPR_OP"
        and [part["sval"] for part in condition["name"]] == ["="]
    ):
        yield condition


def _side(node: Node, tables: dict[str, str], number: int | None) -> str | None:
    """`:tenant_id`, the table whose tenant_id it is, or None for anything else."""
    if _is_tenant(node, number):
        return ":tenant_id"
    if node.get("@") != "ColumnRef":
        return None
    *owner, column = (part.get("sval", "*") for part in node["fields"])
    if column != "tenant_id":
        return None
    if owner:
        return str(owner[-1])
    return next(iter(tables), None) if len(tables) == 1 else None


def _is_tenant(node: Node, number: int | None) -> bool:
    while node.get("@") == "TypeCast":
        node = node["arg"]
    return node.get("@") == "ParamRef" and number is not None and node.get("number") == number


def _insert_without_tenant(insert: Node, number: int | None) -> list[str]:
    name = relation_name(insert["relation"])
    if not is_tenant_table(name):
        return []
    columns = [column["name"] for column in insert.get("cols", ())]
    if "tenant_id" not in columns:
        return [f"{name} is inserted into without tenant_id"]
    place = columns.index("tenant_id")
    select = insert["selectStmt"]
    rows = select.get("valuesLists") or [[item["val"] for item in select["targetList"]]]
    if all(_is_tenant(tuple(row)[place], number) for row in rows):
        return []
    return [f"{name} is given another tenant_id than :tenant_id"]
