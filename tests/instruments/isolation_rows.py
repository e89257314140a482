"""Rows for any table, made from the catalogue: every promise of the schema kept, nothing else."""

import itertools
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

Values = dict[str, str | None]
LITERAL = re.compile(r"'((?:[^']|'')*)'::text")
BOUNDS = re.compile(r"FROM \('([0-9a-f-]+)'\) TO")
LOWEST = UUID("00000000-0000-7000-8000-000000000000")
# A tenant has one of them: in use, or of the kind that samples are of.
ONE_IN_USE = ("identity.budget_warnings", "identity.signing_keys", "tenants.channels")
WORDY = ("text", "boolean", "text[]", "uuid[]")
SMALL = ("0", "1")
SAMPLE_WORDS = ("sample", "en", "AB", "a1b2c3d4", "sample-1", "OM")

TABLES = """
SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relispartition AS is_part, c.relkind,
       pg_get_expr(c.relpartbound, c.oid) AS bounds
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
 WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%'
 ORDER BY 2
"""
COLUMNS = """
SELECT a.attrelid AS oid, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       a.attnotnull AS is_needed, a.atthasdef OR a.attidentity <> '' AS is_given,
       a.attgenerated <> '' AS is_generated
  FROM pg_attribute a
 WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = ANY ($1::oid[])
 ORDER BY a.attrelid, a.attnum
"""
CONSTRAINTS = """
SELECT k.conrelid AS oid, k.contype, k.conname AS name, k.condeferrable AS is_deferrable,
       pg_get_expr(k.conbin, k.conrelid) AS rule, k.confrelid AS target,
       ARRAY(SELECT a.attname FROM unnest(k.conkey) WITH ORDINALITY AS c (n, place)
               JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.n
              ORDER BY c.place)::text[] AS columns,
       ARRAY(SELECT a.attname FROM unnest(k.confkey) WITH ORDINALITY AS c (n, place)
               JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.n
              ORDER BY c.place)::text[] AS targets
  FROM pg_constraint k
 WHERE k.conrelid = ANY ($1::oid[]) AND k.contype IN ('c', 'f', 'p', 'u') AND k.conparentid = 0
 ORDER BY k.conname
"""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    is_needed: bool
    is_given: bool
    is_generated: bool


@dataclass(frozen=True, slots=True)
class Reference:
    name: str
    columns: tuple[str, ...]
    target: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    name: str
    is_part: bool
    is_parted: bool
    bounds: str | None
    columns: tuple[Column, ...]
    checks: tuple[tuple[tuple[str, ...], str], ...]
    references: tuple[Reference, ...]
    keys: tuple[tuple[str, ...], ...]

    @cached_property
    def has_branches(self) -> bool:
        return any(column.name == "branch_refs" for column in self.columns)

    @cached_property
    def holds_one_row(self) -> bool:
        return ("tenant_id",) in self.keys or self.name in ONE_IN_USE

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


async def read_tables(connection: Any) -> dict[str, Table]:
    """Every table with a tenant_id, parts included, by name."""
    found = await connection.fetch(TABLES)
    oids = [row["oid"] for row in found]
    names = {row["oid"]: row["name"] for row in found}
    columns = await connection.fetch(COLUMNS, oids)
    rules = await connection.fetch(CONSTRAINTS, oids)

    def of(row: Any, kind: bytes) -> list[Any]:
        return [rule for rule in rules if rule["oid"] == row["oid"] and rule["contype"] == kind]

    return {
        row["name"]: Table(
            name=row["name"],
            is_part=row["is_part"],
            is_parted=row["relkind"] == b"p",
            bounds=row["bounds"],
            columns=tuple(
                Column(
                    each["name"],
                    each["type"],
                    each["is_needed"],
                    each["is_given"],
                    each["is_generated"],
                )
                for each in columns
                if each["oid"] == row["oid"]
            ),
            checks=tuple((tuple(rule["columns"]), rule["rule"]) for rule in of(row, b"c")),
            references=tuple(
                Reference(
                    rule["name"],
                    tuple(rule["columns"]),
                    names[rule["target"]],
                    tuple(rule["targets"]),
                )
                for rule in of(row, b"f")
                if rule["target"] in names
            ),
            keys=tuple(tuple(rule["columns"]) for rule in (*of(row, b"p"), *of(row, b"u"))),
        )
        for row in found
    }


class Filler:
    """Makes rows as the superuser, whom neither policies nor grants hold."""

    def __init__(self, connection: Any, tables: dict[str, Table]) -> None:
        self._connection = connection
        self._tables = tables
        # Beyond the small numbers that a CHECK may ask for.
        self._numbers = itertools.count(2)
        self._chosen: dict[str, Values] = {}
        # Columns that may be null elsewhere, and may not beside what was chosen.
        self._wanted: dict[str, set[str]] = {}

    async def insert(self, table: Table, tenant: UUID, **fixed: str | None) -> Values:
        values = await self.values(table, tenant, **fixed)
        generated = [f"{c.name}::text" for c in table.columns if c.is_generated]
        if not generated:
            await self._connection.execute(insertion(table, values))
            return values
        returning = f"{insertion(table, values)} RETURNING {', '.join(generated)}"
        return values | dict(await self._connection.fetchrow(returning))

    async def values(self, table: Table, tenant: UUID, **fixed: str | None) -> Values:
        """A new row of the tenant; what it must point at is inserted first."""
        if table.name not in self._chosen:
            self._chosen[table.name] = await self._choose(table)
        values: Values = {}
        for column in table.columns:
            if column.name in self._chosen[table.name]:
                values[column.name] = self._chosen[table.name][column.name]
            elif column.name in self._wanted[table.name] or (
                column.is_needed and not column.is_given
            ):
                values[column.name] = self._fresh(column)
        values["tenant_id"] = str(tenant)
        if table.bounds is not None and "id" in values:
            values["id"] = self._within(table.bounds)
        for reference in table.references:
            if set(reference.columns) - {"tenant_id"} <= set(values) - set(fixed):
                await self._point(reference, values, tenant)
        return values | fixed

    async def insert_many(self, table: Table, tenant: UUID, many: int) -> None:
        """Rows for a planner to count: no reference of theirs leads anywhere."""
        sample = await self.values(table, tenant)
        columns = {
            name: _in_bulk(table, name, value, is_chosen=name in self._chosen[table.name])
            for name, value in sample.items()
        }
        await self._connection.execute(
            "SET session_replication_role = replica;"
            f"INSERT INTO {table.name} ({', '.join(columns)})"
            f" SELECT {', '.join(columns.values())} FROM generate_series(1, {many}) AS g;"
            "RESET session_replication_role"
        )

    async def _point(self, reference: Reference, values: Values, tenant: UUID) -> None:
        parent = await self.insert(self._tables[reference.target], tenant)
        for column, target in zip(reference.columns, reference.targets, strict=True):
            values[column] = parent[target]

    async def _choose(self, table: Table) -> Values:
        """Values for the columns that a CHECK looks at, tried until the database agrees."""
        chosen: Values = {}
        wanted = self._wanted.setdefault(table.name, set())
        for names, rule in sorted(table.checks, key=lambda check: len(check[0])):
            columns = [table.column(name) for name in names]
            if all(not column.is_needed for column in columns):
                continue  # null passes
            options = [
                [chosen[column.name]] if column.name in chosen else self._options(column, rule)
                for column in columns
            ]
            for combination in itertools.product(*options):
                given = dict(zip(names, combination, strict=True))
                row = ", ".join(f"{literal(table, n, v)} AS {n}" for n, v in given.items())
                if await self._connection.fetchval(f"SELECT {rule} FROM (SELECT {row}) AS t"):
                    # Numbers and ids stay fresh for each row: they may have to be unique.
                    chosen |= {
                        column.name: given[column.name]
                        for column in columns
                        if column.type in WORDY or given[column.name] in SMALL
                    }
                    wanted |= {
                        column.name
                        for column in columns
                        if not column.is_needed
                        and column.name not in chosen
                        and given[column.name] is not None
                    }
                    break
            else:
                raise LookupError(f"no sample fits {table.name}: {rule}")
        return chosen

    def _options(self, column: Column, rule: str) -> list[str | None]:
        words = [word.replace("''", "'") for word in LITERAL.findall(rule)]
        if column.type == "text":
            return [*words, *SAMPLE_WORDS]
        if column.type.endswith("[]"):
            return ["{}", "{" + (self._fresh(column) or "").strip("{}") + "}"]
        if column.type == "boolean":
            return ["true", "false"]
        given = [self._fresh(column), *(SMALL if "int" in column.type else ())]
        # Null first, where it may be: what it would point at is not made for nothing.
        return [*given, None] if column.is_needed else [None, *given]

    def _fresh(self, column: Column) -> str:
        number = next(self._numbers)
        match column.type:
            case "uuid":
                return str(uuid4())
            case "text":
                return f"sample {number}"
            case "bytea":
                return "\\x" + uuid4().hex
            case "integer" | "bigint" | "smallint":
                return str(number)
            case "timestamp with time zone" | "date":
                return "2026-01-31"
            case "boolean":
                return "true"
            case "jsonb":
                return "{}"
            case "uuid[]":
                return "{" + str(uuid4()) + "}"
            case "text[]":
                return "{sample}"
            case "integer[]" | "bigint[]":
                return "{" + str(number) + "}"
            case other:
                raise LookupError(f"teach the filler a sample of type {other}")

    @staticmethod
    def _within(bounds: str) -> str:
        """An id that belongs into this part; the default part takes what is before them all."""
        found = BOUNDS.search(bounds)
        lowest = UUID(found[1]) if found else LOWEST
        return str(UUID(int=lowest.int | uuid4().int >> 68))


def _in_bulk(table: Table, name: str, value: str | None, *, is_chosen: bool) -> str:
    if is_chosen or name in ("tenant_id", "branch_refs"):
        return literal(table, name, value)
    if name == "id" and table.is_parted:
        return "runtime.id_at(now() + g * interval '1 millisecond')"
    return {
        "uuid": "gen_random_uuid()",
        "text": "'sample ' || g",
        "bytea": "decode(md5(g::text), 'hex')",
        "integer": "1000000 + g",
        "bigint": "1000000 + g",
        "timestamp with time zone": "now() - g * interval '1 minute'",
    }.get(table.column(name).type, literal(table, name, value))


def literal(table: Table, column: str, value: str | None) -> str:
    text = "NULL" if value is None else "'" + value.replace("'", "''") + "'"
    return f"{text}::{table.column(column).type}"


def insertion(table: Table, values: Values) -> str:
    given = ", ".join(literal(table, name, value) for name, value in values.items())
    return f"INSERT INTO {table.name} ({', '.join(values)}) VALUES ({given})"
