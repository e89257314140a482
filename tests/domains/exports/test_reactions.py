"""The worker makes the file: every row once, in the asker's name, and what stops it half way."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from regulars.domains import customers, exports, identity
from regulars.domains.customers import Filter
from regulars.domains.exports import ExportNotFound, ExportNotReady, ExportsTooMany
from regulars.domains.exports.reactions import make_the_file
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.reactions import RecordedFact
from tests.domains.exports.files import asked, content, made, relayed, rows_of, step, wish_of
from tests.instruments.installation import Installation
from tests.world import House, World, registered, rolled_back


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


async def looks_of(installation: Installation, who: Context) -> list[UUID]:
    async with installation.connection() as connection:
        return list(
            await connection.fetch(
                "SELECT unnest(subject_ids) AS id, actor_kind, branch_id, route FROM audit.reads"
                " WHERE tenant_id = $1 AND kind = 'exported' AND actor_id = $2",
                who.tenant_id,
                who.actor_id,
            )
        )


async def facts(installation: Installation, name: str) -> list[dict[str, object]]:
    async with installation.connection() as connection:
        rows = await connection.fetch(
            "SELECT actor_kind, actor_id, branch_id, cause_id, data FROM journal.facts"
            " WHERE name = $1 ORDER BY id",
            name,
        )
    return [dict(row) for row in rows]


@pytest.mark.parametrize("sort", customers.SORTS)
async def test_every_row_is_there_once_in_every_order(
    installation: Installation, world: World, sort: customers.Sort
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        everybody = await with_customers(app, house, 2_100)
        id_ = await asked(app, house.context, wish_of(house, sort=sort))
        # Whoever comes after the asking is not in it.
        await with_customers(app, house, 0)
        async with app.transaction(house.context) as tx:
            await registered(tx, "guest")
        export = await made(installation, app, work, house, house.context, id_)
        assert (export.task.state, export.task.outcome) == ("done", "export_ready")
        numbers = [row["number"] for row in rows_of(await content(app, house.context, id_))]
        assert len(numbers) == len(set(numbers)) == export.rows_count == len(everybody)
        assert set(numbers) == everybody
        looks = await looks_of(installation, house.context)
        assert len(looks) == len(everybody)
        (told,) = await facts(installation, "exports.made")
        assert told["actor_id"] == house.owner.id
        assert told["cause_id"] is not None
        assert len(await facts(installation, "exports.downloaded")) == 1
