"""An errand between two units of work: gone in none, settled once, never begun twice at once."""

import asyncio
import dataclasses
from collections.abc import Callable
from typing import Any

from regulars.runtime.database import Database
from regulars.runtime.errands import Ended, Errand, Later, Lost
from regulars.runtime.jobs_door import Again, Done
from regulars.runtime.reactions import Outcome, Reaction, Reactions, RecordedFact, reacts_to
from regulars.runtime.relay import relay_batch
from regulars.runtime.tx import Tx
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import QUICK, AnimalFed, Shop, open_shop, sql
from tests.worker.workers import run_all


class Walk(Errand):
    def __init__(self, go: Callable[[], Any], ends: Ended = None) -> None:
        self._go = go
        self._ends = ends

    async def go(self) -> Any:
        return await self._go()

    async def settle(self, tx: Tx, result: Any) -> Ended:
        said = result.reason if isinstance(result, Lost) else str(result)
        await tx.run(sql.leave_mark, mark=f"settled {said}")
        return self._ends


def walking(go: Callable[[], Any], ends: Ended = None) -> Reaction:
    @reacts_to(AnimalFed, outward=True)
    async def walk_the_dog(tx: Tx, fact: RecordedFact) -> Outcome:
        await tx.run(sql.leave_mark, mark="gone")
        return Walk(go, ends)

    return walk_the_dog


async def fed(installation: Installation, work: Database, reaction: Reaction) -> Shop:
    shop = await open_shop(installation)
    async with installation.database() as app:
        await shop.feed(app)
    async with work.transaction(shop.context) as tx:
        await relay_batch(tx, Reactions([reaction]))
    return shop


async def test_what_was_written_before_is_seen_by_everybody_while_the_errand_runs(
    installation: Installation,
) -> None:
    seen: list[object] = []
    async with installation.database("work") as work:
        shop: Shop | None = None

        async def look() -> str:
            assert shop is not None
            seen.append((await shop.marks(work), await shop.states(work)))
            return "home"

        reaction = walking(look)
        shop = await fed(installation, work, reaction)
        assert await run_all(installation, work, reaction) == [Done()]
        assert seen == [({"gone": 1}, ["waiting"])]
        assert await shop.marks(work) == {"gone": 1, "settled home": 1}
        assert await shop.states(work) == ["done"]
        assert await run_all(installation, work, reaction) == [Done()]
        assert await shop.marks(work) == {"gone": 1, "settled home": 1}


async def test_an_errand_that_fails_is_settled_as_lost_and_its_words_go_nowhere(
    installation: Installation,
) -> None:
    async def fall() -> None:
        raise ValueError("a person's number")

    async with installation.database("work") as work:
        reaction = walking(fall)
        shop = await fed(installation, work, reaction)
        assert await run_all(installation, work, reaction) == [Done()]
        assert await shop.marks(work) == {"gone": 1, "settled ValueError": 1}


async def test_an_errand_that_never_ends_is_lost_within_its_time(
    installation: Installation,
) -> None:
    pace = dataclasses.replace(QUICK, errand_seconds=0.05)

    async with installation.database("work") as work:
        reaction = walking(asyncio.Event().wait)
        shop = await fed(installation, work, reaction)
        assert await run_all(installation, work, reaction, pace=pace) == [Done()]
        assert await shop.marks(work) == {"gone": 1, "settled TimeoutError": 1}


async def test_an_errand_that_says_later_is_called_again(installation: Installation) -> None:
    async def go() -> str:
        return "busy"

    async with installation.database("work") as work:
        reaction = walking(go, Later(minutes=0))
        shop = await fed(installation, work, reaction)
        (ending,) = await run_all(installation, work, reaction)
        assert isinstance(ending, Again)
        assert await shop.states(work) == ["waiting"]
