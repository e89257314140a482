"""The worker makes the file: every row once, in the asker's name, and what stops it half way."""

import asyncio
from uuid import uuid4

import pytest

from regulars.domains import customers, exports, identity
from regulars.domains.exports import ExportNotFound, ExportNotReady, ExportsTooMany
from regulars.domains.exports.kept import kept_export
from regulars.domains.exports.making import next_part
from regulars.runtime.context import Context
from regulars.runtime.file_steps import FileTooLarge, append_piece, prune_files
from regulars.runtime.files import FileNotFound, file_by_id
from tests.domains.exports.files import (
    asked,
    content,
    looks_of,
    made,
    relayed,
    rows_of,
    step,
    wish_of,
    with_customers,
)
from tests.instruments.installation import Installation
from tests.worker.workers import until
from tests.world import World, registered, rolled_back


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


async def test_a_step_that_is_lost_is_done_again_and_leaves_nothing_behind(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        everybody = await with_customers(app, house, 1_500)
        id_ = await asked(app, house.context, wish_of(house))
        await relayed(work, house)
        await step(installation, work)
        for _ in range(2):
            # What a worker did that died before its commit.
            async with rolled_back(work, Context(house.tenant.id, actor_kind="system")) as tx:
                kept = await kept_export(tx, id_)
                assert kept is not None
                await tx.act_for(kept.in_their_name(tx))
                part = await next_part(tx, kept.wish, kept.place)
                await append_piece(tx, kept.file, b"half a piece")
                assert len(part.rows) == len(everybody) - 1_000
        await made(installation, app, work, house, house.context, id_)
        numbers = [row["number"] for row in rows_of(await content(app, house.context, id_))]
        assert sorted(numbers) == sorted(everybody)
        assert len(await looks_of(installation, house.context)) == len(everybody)


async def test_whoever_sees_one_branch_gets_that_branch_alone(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        async with app.transaction(house.cashier_context) as tx:
            ours = await registered(
                tx, name="Of Qurum", phone="90001111", branch_id=str(house.branches[0].id)
            )
        async with app.transaction(house.context) as tx:
            await registered(
                tx, name="Of Seeb", phone="90002222", branch_id=str(house.branches[1].id)
            )
        id_ = await asked(app, house.cashier_context, wish_of(house))
        await made(installation, app, work, house, house.cashier_context, id_)
        (row,) = rows_of(await content(app, house.cashier_context, id_))
        assert (row["number"], row["branch"]) == (ours.shown_number, "Qurum")
        (look,) = await looks_of(installation, house.cashier_context)
        assert (look["id"], look["branch_id"]) == (ours.id, house.branches[0].id)


async def test_nobody_else_is_told_of_an_export_nor_given_its_file(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        id_ = await asked(app, house.context, wish_of(house))
        async with app.transaction(house.context) as tx:
            with pytest.raises(ExportNotReady):
                await exports.begin_download(tx, id_)
        await made(installation, app, work, house, house.context, id_)
        admin = Context(house.tenant.id, actor_kind="staff", actor_id=house.admin.id)
        # A key that by chance had the id of a person.
        key = Context(house.tenant.id, actor_kind="key", actor_id=house.owner.id)
        for other in (admin, key, house.cashier_context, world.bakery.context):
            async with app.transaction(other) as tx:
                for id_asked in (id_, uuid4()):
                    with pytest.raises(ExportNotFound):
                        await exports.own_export(tx, id_asked)
                    with pytest.raises(ExportNotFound):
                        await exports.begin_download(tx, id_asked)
                    with pytest.raises(ExportNotFound):
                        await exports.call_off_export(tx, id_asked)
        assert await facts(installation, "exports.downloaded") == []


@pytest.mark.parametrize("is_half_way", [True, False])
async def test_somebody_disabled_meanwhile_gets_nothing(
    installation: Installation, world: World, is_half_way: bool
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        await with_customers(app, house, 1_500)
        admin = Context(house.tenant.id, actor_kind="staff", actor_id=house.admin.id)
        id_ = await asked(app, admin, wish_of(house))
        await relayed(work, house)
        for _ in range(1 if is_half_way else 5):
            await step(installation, work)
        async with app.transaction(house.context) as tx:
            await identity.disable_staff(tx, house.admin.id)
        await step(installation, work)
        async with app.transaction(admin) as tx:
            with pytest.raises(ExportNotFound):
                await exports.begin_download(tx, id_)
        async with installation.connection() as connection:
            outcome = await connection.fetchval(
                "SELECT outcome FROM runtime.tasks WHERE id = $1", id_
            )
        assert outcome == ("export_not_allowed" if is_half_way else "export_ready")


async def test_what_was_called_off_ends_and_leaves_no_file(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        await with_customers(app, house, 1_500)
        id_ = await asked(app, house.context, wish_of(house))
        await relayed(work, house)
        await step(installation, work)
        async with app.transaction(house.context) as tx:
            await exports.call_off_export(tx, id_)
            export = await exports.own_export(tx, id_)
        assert (export.task.state, export.task.outcome, export.file) == (
            "failed",
            "called_off",
            None,
        )
        await step(installation, work)
        async with work.transaction(house.context) as tx:
            with pytest.raises(FileNotFound):
                await file_by_id(tx, id_)
            assert await prune_files(tx, 10) == 1
        assert await facts(installation, "exports.made") == []


async def test_called_off_in_the_middle_of_a_step_the_step_does_not_bring_it_back(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        id_ = await asked(app, house.context, wish_of(house))
        await relayed(work, house)
        async with app.transaction(house.context) as tx:
            await exports.call_off_export(tx, id_)
            stepping = asyncio.create_task(step(installation, work))
            async with installation.connection() as connection:

                async def waits() -> bool:
                    asked_for = "SELECT count(*) FROM pg_locks WHERE NOT granted"
                    return bool(await connection.fetchval(asked_for))

                await until(waits)
        await stepping
        async with work.transaction(house.context) as tx:
            with pytest.raises(FileNotFound):
                await file_by_id(tx, id_)


async def test_a_file_is_gone_after_its_day_and_so_is_its_key(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        id_ = await asked(app, house.context, wish_of(house))
        await made(installation, app, work, house, house.context, id_)
        async with work.transaction(house.context) as tx:
            assert await prune_files(tx, 10) == 0
        async with installation.connection() as connection:
            await connection.execute("UPDATE runtime.files SET expires_at = now()")
        async with app.transaction(house.context) as tx:
            with pytest.raises(ExportNotFound):
                await exports.begin_download(tx, id_)
        async with work.transaction(house.context) as tx:
            assert await prune_files(tx, 10) == 1
        async with installation.connection() as connection:
            for table in ("runtime.files", "runtime.file_pieces"):
                assert await connection.fetchval(f"SELECT count(*) FROM {table}") == 0
            await connection.execute(
                "UPDATE exports.exports SET id = runtime.id_at(now() - interval '8 days')"
            )
        async with work.transaction(house.context) as tx:
            assert await exports.prune_exports(tx, 10) == 1


async def test_a_file_that_would_be_too_large_is_not_made(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app, installation.database("work") as work:
        id_ = await asked(app, house.context, wish_of(house))
        async with work.transaction(house.context) as tx:
            file = await file_by_id(tx, id_)
            with pytest.raises(FileTooLarge):
                await append_piece(tx, file, b"four", most=3)
        async with installation.connection() as connection:
            await connection.execute(
                "UPDATE runtime.files SET size_bytes = 100_000_000, pieces = 9"
            )
        await relayed(work, house)
        await step(installation, work)
        async with installation.connection() as connection:
            outcome = await connection.fetchval(
                "SELECT outcome FROM runtime.tasks WHERE id = $1", id_
            )
        assert outcome == "export_too_large"
        async with app.transaction(house.context) as tx:
            with pytest.raises(ExportNotFound):
                await exports.own_export(tx, id_)


async def test_a_few_at_a_time_and_a_few_more_a_day(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app:
        for _ in range(3):
            await asked(app, house.context, wish_of(house))
        with pytest.raises(ExportsTooMany):
            await asked(app, house.context, wish_of(house))
        async with installation.connection() as connection:
            await connection.execute("UPDATE runtime.tasks SET state = 'done'")
            for place in range(47):
                await connection.execute(
                    "WITH one AS (INSERT INTO runtime.files SELECT tenant_id,"
                    " runtime.id_at(now() - $1 * interval '1 second'), name, media_type,"
                    " key_id, wrapped FROM runtime.files LIMIT 1 RETURNING id)"
                    " INSERT INTO exports.exports (tenant_id, id, kind, actor_kind, actor_id,"
                    " scopes, purpose, route, sealed) SELECT e.tenant_id, one.id, e.kind,"
                    " e.actor_kind, e.actor_id, e.scopes, e.purpose, e.route, e.sealed"
                    " FROM one, exports.exports e LIMIT 1",
                    place + 1,
                )
        with pytest.raises(ExportsTooMany):
            await asked(app, house.context, wish_of(house))
        # Others are not kept waiting by it.
        await asked(app, house.cashier_context, wish_of(house))
