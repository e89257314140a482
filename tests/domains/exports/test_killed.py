"""An export goes on where a worker that was killed left it."""

import pytest

from regulars.domains import exports
from tests.domains.exports.files import (
    asked,
    content,
    looks_of,
    rows_of,
    wish_of,
    with_customers,
)
from tests.instruments.chaos import worker_process
from tests.instruments.installation import Installation
from tests.worker.workers import until
from tests.world import World

pytestmark = pytest.mark.slow


async def test_workers_killed_again_and_again_lose_and_double_no_row(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database() as app:
        everybody = await with_customers(app, house, 5_000)
        id_ = await asked(app, house.context, wish_of(house))

        def has_passed(rows: int) -> object:
            async def holds() -> bool:
                async with app.transaction(house.context) as tx:
                    export = await exports.own_export(tx, id_)
                return export.rows_count > rows or export.file is not None

            return holds

        for rows in (0, 1_000, 3_000):
            async with worker_process(installation.settings, "make_the_file"):
                await until(has_passed(rows))  # type: ignore[arg-type]
        async with worker_process(installation.settings, "make_the_file"):
            await until(has_passed(len(everybody)))  # type: ignore[arg-type]
        numbers = [row["number"] for row in rows_of(await content(app, house.context, id_))]
        assert sorted(numbers) == sorted(everybody)
        assert len(await looks_of(installation, house.context)) == len(everybody)
