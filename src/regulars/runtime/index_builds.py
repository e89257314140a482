"""Indexes of tables that grow, built while others go on writing, and gone on with after a stop.

A migration that begins with `-- no transaction` holds nothing but statements of these two forms,
each beginning a line and ended by a semicolon:

    CREATE [UNIQUE] INDEX CONCURRENTLY name ON schema.table …;
    DROP INDEX CONCURRENTLY schema.name;
"""

import asyncio
import re
from dataclasses import dataclass
from typing import Any

import asyncpg

from regulars.runtime.sql import statements_beside

sql = statements_beside(__file__)

MARK = "-- no transaction"
COMMENT = re.compile(r"--[^\n]*")
CREATE = re.compile(
    r"CREATE (?P<unique>UNIQUE )?INDEX CONCURRENTLY (?P<name>[a-z_0-9]+)\s+ON"
    r"\s+(?P<schema>[a-z_]+)\.(?P<table>[a-z_0-9]+)\s+(?P<rest>.+)",
    re.DOTALL,
)
DROP = re.compile(r"DROP INDEX CONCURRENTLY (?P<schema>[a-z_]+)\.(?P<name>[a-z_0-9]+)")
NAME_LENGTH_MAX = 63
# New month parts may come while the others are built.
ROUNDS_MAX = 10
TRIES_MAX = 120
BETWEEN_TRIES_SECONDS = 1.0


class UnknownBuild(Exception):
    """What cannot be built beside writers, or gone on with after a stop; the text says why."""


@dataclass(frozen=True, slots=True)
class Build:
    name: str
    schema: str
    table: str
    rest: str
    unique: str = ""

    def statement(
        self, name: str, table: str, *, how: str = "CONCURRENTLY ", only: str = ""
    ) -> str:
        target = f"{only}{self.schema}.{table}"
        return f"CREATE {self.unique}INDEX {how}{name} ON {target} {self.rest}"


@dataclass(frozen=True, slots=True)
class Removal:
    schema: str
    name: str


def builds_in(text: str) -> list[Build | Removal]:
    """Raises UnknownBuild for anything else."""
    statements = [part.strip() for part in COMMENT.sub("", text).split(";")]
    return [_read(statement) for statement in statements if statement]


def is_marked(text: str) -> bool:
    return text.startswith(MARK)


async def carry_out(connection: Any, text: str) -> None:
    """What was finished before a stop is passed over; what was left half built is built anew."""
    # It waits for whoever writes just now, holding nobody up; its own waits are no reason to stop.
    await connection.execute("SET lock_timeout = '10min'; SET statement_timeout = 0")
    try:
        for each in builds_in(text):
            if isinstance(each, Removal):
                await connection.execute(
                    f"DROP INDEX CONCURRENTLY IF EXISTS {each.schema}.{each.name}"
                )
            elif await connection.fetchval(sql.is_divided.text, each.schema, each.table):
                await _build_in_parts(connection, each)
            else:
                await _build(connection, each, each.name, each.table)
    finally:
        await connection.execute("RESET lock_timeout; RESET statement_timeout")


async def _build(connection: Any, build: Build, name: str, table: str) -> None:
    found = await connection.fetchval(sql.is_valid.text, build.schema, name)
    if found is False:
        await connection.execute(f"DROP INDEX CONCURRENTLY {build.schema}.{name}")
    if not found:
        await connection.execute(build.statement(name, table))


async def _build_in_parts(connection: Any, build: Build) -> None:
    """PostgreSQL builds no index of a partitioned table concurrently: its own is made empty,
    each part's is built beside the writers and attached. A part that comes meanwhile has its own
    from the start; the whole is valid with the last one."""
    if await connection.fetchval(sql.is_valid.text, build.schema, build.name) is None:
        empty = build.statement(build.name, build.table, how="", only="ONLY ")
        await _briefly(connection, empty)
    for _ in range(ROUNDS_MAX):
        parts = await connection.fetch(
            sql.parts_without.text, build.schema, build.table, build.name
        )
        if not parts:
            return
        for part in parts:
            name = f"{part['name']}_{build.name}"[:NAME_LENGTH_MAX]
            await _build(connection, build, name, part["name"])
            await _briefly(
                connection,
                f"ALTER INDEX {build.schema}.{build.name} ATTACH PARTITION {build.schema}.{name}",
            )
    raise UnknownBuild(f"{build.name}: parts of {build.table} come faster than they are built.")


async def _briefly(connection: Any, statement: str) -> None:
    """Done in a moment, once it has its lock; but who waits for one keeps out everybody behind.
    So it waits a second at a time, and lets the others through in between."""
    for _ in range(TRIES_MAX):
        try:
            async with connection.transaction():
                await connection.execute("SET LOCAL lock_timeout = '1s'")
                await connection.execute(statement)
        except asyncpg.LockNotAvailableError:
            await asyncio.sleep(BETWEEN_TRIES_SECONDS)
        else:
            return
    raise UnknownBuild(f"No moment without long changes was found for: {statement[:80]}")


def _read(statement: str) -> Build | Removal:
    if found := CREATE.fullmatch(statement):
        return Build(
            found["name"], found["schema"], found["table"], found["rest"], found["unique"] or ""
        )
    if found := DROP.fullmatch(statement):
        return Removal(found["schema"], found["name"])
    raise UnknownBuild(f"This is no index built or dropped concurrently: {statement[:80]}")
