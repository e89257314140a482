"""Exports to test with: asked for, made step by step by hand, and read as a spreadsheet would."""

import csv
import io
from dataclasses import replace
from typing import Any
from uuid import UUID

from regulars.domains import customers, exports
from regulars.domains.customers import Filter
from regulars.domains.exports import Export, Wish
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.files import read_piece
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import QUICK
from tests.worker.workers import run_all
from tests.world import House

STEPS_MAX = 12
# How quick a step is on a busy machine is not the question here.
PATIENT = replace(QUICK, reaction_seconds=60.0)


def wish_of(house: House, kind: Any = "customers", **given: Any) -> Wish:
    shared: dict[str, Any] = {
        "tenant_slug": house.tenant.slug,
        "tenant_name": house.tenant.name,
        "language": "en",
        "time_zone": "Asia/Muscat",
        "country": "OM",
        "columns": exports.ALL_COLUMNS if kind == "customers" else (),
        "sees_phones": kind == "customers",
    }
    return Wish(kind, **{**shared, **given})


async def asked(app: Database, who: Context, wish: Wish) -> UUID:
    async with app.transaction(who) as tx:
        return await exports.ask_export(tx, wish)


async def relayed(work: Database, house: House) -> None:
    async with work.transaction(house.context) as tx:
        while await relay_batch(tx, Reactions(exports.REACTIONS)):
            pass


async def step(installation: Installation, work: Database) -> None:
    await run_all(installation, work, *exports.REACTIONS, pace=PATIENT)


async def made(
    installation: Installation, app: Database, work: Database, house: House, who: Context, id_: UUID
) -> Export:
    """Until it has ended, however it did."""
    await relayed(work, house)
    for _ in range(STEPS_MAX):
        await step(installation, work)
        async with app.transaction(who) as tx:
            export = await exports.own_export(tx, id_)
        if not export.task.is_going_on:
            return export
    raise AssertionError("it goes on for ever")


async def content(app: Database, who: Context, export_id: UUID) -> str:
    async with app.transaction(who) as tx:
        file = await exports.begin_download(tx, export_id)
        pieces = [await read_piece(tx, file, place) for place in range(file.pieces)]
    assert sum(map(len, pieces)) == file.size_bytes
    return b"".join(pieces).decode("utf-8-sig")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def with_customers(app: Database, house: House, many: int) -> set[str]:
    async with app.transaction(house.context) as tx:
        drafts = [
            customers.read_draft(
                "stub", {"name": f"Row {n}", "phone": f"9000{n:04d}"}, country="OM"
            )
            for n in range(many)
        ]
        await customers.register_many(tx, drafts)
    return await all_numbers(app, house.context)


async def all_numbers(app: Database, who: Context) -> set[str]:
    numbers: set[str] = set()
    after = None
    async with app.transaction(who) as tx:
        while True:
            page = await customers.list_customers(
                tx, Filter(), limit=500, country="OM", after=after
            )
            numbers |= {customer.shown_number for customer in page.customers}
            after = page.next
            if after is None:
                return numbers


async def looks_of(installation: Installation, who: Context) -> list[Any]:
    async with installation.connection() as connection:
        return list(
            await connection.fetch(
                "SELECT unnest(subject_ids) AS id, actor_kind, branch_id, route FROM audit.reads"
                " WHERE tenant_id = $1 AND kind = 'exported' AND actor_id = $2",
                who.tenant_id,
                who.actor_id,
            )
        )
