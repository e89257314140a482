"""One fact, one reaction, one effect: whatever the reaction does, and whoever wrote the job."""

import asyncio
import dataclasses
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from regulars.kernel.ids import FactId, TenantId, new_id
from regulars.runtime.database import Database
from regulars.runtime.jobs import Job, QueuedJob, seal_job
from regulars.runtime.jobs_door import Again, Dead, Done
from regulars.runtime.reactions import Reaction, Reactions
from regulars.runtime.relay import relay_batch
from tests.instruments.installation import Installation
from tests.instruments.job_zoo import (
    QUICK,
    Shop,
    bite,
    cancel_itself,
    come_back_later,
    count_meal,
    fall_asleep,
    give_up,
    keys_of,
    leave_the_house,
    open_shop,
    run_in_circles,
)
from tests.worker.workers import deliverer, queued_jobs, run_all


async def fed(installation: Installation, work: Database, *reactions: Reaction) -> Shop:
    """A shop with one fact, handed on to the reactions."""
    shop = await open_shop(installation)
    async with installation.database() as app:
        await shop.feed(app)
    async with work.transaction(shop.context) as tx:
        await relay_batch(tx, Reactions(reactions))
    return shop


async def test_a_reaction_happens_once_however_often_its_job_is_run(
    installation: Installation,
) -> None:
    async with installation.database("work") as work:
        shop = await fed(installation, work, count_meal)
        for _ in range(3):
            assert await run_all(installation, work, count_meal) == [Done()]
        assert list((await shop.marks(work)).values()) == [1]
        assert await shop.states(work) == ["done"]


async def test_a_job_that_two_workers_run_at_once_happens_once(installation: Installation) -> None:
    async with installation.database("work") as work:
        shop = await fed(installation, work, count_meal)
        (job,) = await queued_jobs(installation)
        workers = [deliverer(installation, work, count_meal) for _ in range(4)]
        assert await asyncio.gather(*(each.handle(job) for each in workers)) == [Done()] * 4
        assert list((await shop.marks(work)).values()) == [1]


async def test_what_a_reaction_announces_names_its_cause_and_keeps_its_origin(
    installation: Installation,
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        shop = await open_shop(installation)
        (cause,) = await shop.feed(app, origin="import")
        async with work.transaction(shop.context) as tx:
            await relay_batch(tx, Reactions([fall_asleep]))
        await run_all(installation, work, fall_asleep)
        effect = (await shop.rows(work, "facts"))[-1]
    assert (effect["name"], effect["cause_id"], effect["origin"]) == (
        "zoo.animal_slept", cause, "import",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reaction", "reason"),
    [
        (bite, "BadAnimal"),
        (run_in_circles, "TimeoutError"),
        (leave_the_house, "SystemExit"),
        (cancel_itself, "CancelledError"),
    ],
)
async def test_a_poisonous_reaction_is_tried_again_and_then_dead_without_effect(
    installation: Installation, reaction: Reaction, reason: str
) -> None:
    pace = dataclasses.replace(QUICK, reaction_seconds=0.1) if reason == "TimeoutError" else QUICK
    async with installation.database("work") as work:
        shop = await fed(installation, work, reaction)
        endings = [
            ending
            for _ in range(pace.failures_max)
            for ending in await run_all(installation, work, reaction, pace=pace)
        ]
        assert [type(each) for each in endings] == [Again, Again, Dead]
        assert {each.reason for each in endings if not isinstance(each, Done)} == {reason}
        (delivery,) = await shop.rows(work, "deliveries")
        assert (delivery["state"], delivery["reason"], delivery["failures"]) == ("dead", reason, 3)
        assert await shop.marks(work) == {}


async def test_a_reaction_that_says_later_is_called_again_and_keeps_what_it_wrote(
    installation: Installation,
) -> None:
    async with installation.database("work") as work:
        shop = await fed(installation, work, come_back_later)
        endings = [(await run_all(installation, work, come_back_later))[0] for _ in range(4)]
        assert [type(each) for each in endings] == [Again, Again, Done, Done]
        assert list((await shop.marks(work)).values()) == [3]
        (delivery,) = await shop.rows(work, "deliveries")
        assert (delivery["state"], delivery["failures"]) == ("done", 0)


async def test_a_reaction_that_says_later_for_a_month_is_dead(installation: Installation) -> None:
    async with installation.database("work") as work:
        shop = await fed(installation, work, come_back_later)
        async with installation.connection() as superuser:
            await superuser.execute(
                "UPDATE journal.deliveries SET created_at = now() - interval '31 days'"
            )
        assert await run_all(installation, work, come_back_later) == [Dead("later_too_long")]
        assert await shop.states(work) == ["dead"]


async def test_a_reaction_that_gives_up_keeps_what_it_wrote_and_is_dead_at_once(
    installation: Installation,
) -> None:
    async with installation.database("work") as work:
        shop = await fed(installation, work, give_up)
        assert await run_all(installation, work, give_up) == [Dead("animal_ran_away")]
        assert await run_all(installation, work, give_up) == [Done()]
        assert list((await shop.marks(work)).values()) == [1]
        assert await shop.states(work) == ["dead"]


async def test_a_job_moved_to_another_tenant_does_not_run_and_leaves_a_fact_there(
    installation: Installation,
) -> None:
    async with installation.database("work") as work:
        one = await fed(installation, work, count_meal)
        other = await open_shop(installation)
        (job,) = await queued_jobs(installation)
        assert job.payload is not None
        said = msgspec.json.decode(job.payload) | {"tenant": str(other.id)}
        moved = dataclasses.replace(job, payload=msgspec.json.encode(said))
        assert await deliverer(installation, work, count_meal).handle(moved) == Dead("wrong_mac")
        (fact,) = await other.rows(work, "facts")
        assert fact["name"] == "jobs.rejected"
        assert msgspec.json.decode(fact["data"]) == {"queue_id": job.id, "reason": "wrong_mac"}
        assert await other.marks(work) == {}
        assert await one.marks(work) == {}
        assert await one.states(work) == ["waiting"]


@pytest.mark.parametrize("field", ["fact", "origin", "kind", "mac"])
async def test_a_job_with_anything_changed_does_not_run(
    installation: Installation, field: str
) -> None:
    changes = {"fact": str(new_id()), "origin": "import", "mac": "AAAA"}
    async with installation.database("work") as work:
        shop = await fed(installation, work, count_meal)
        (job,) = await queued_jobs(installation)
        assert job.payload is not None
        if field == "kind":
            changed = dataclasses.replace(job, kind=fall_asleep.name)
        else:
            said = msgspec.json.decode(job.payload) | {field: changes[field]}
            changed = dataclasses.replace(job, payload=msgspec.json.encode(said))
        ending = await deliverer(installation, work, count_meal, fall_asleep).handle(changed)
        assert ending == Dead("wrong_mac")
        assert await shop.marks(work) == {}


@pytest.mark.parametrize(
    "payload", [None, b"", b"\xff\x00", b"{}", b"[]", b'{"tenant": 1}', b"x" * 100_000]
)
async def test_a_payload_that_cannot_be_read_is_dead(
    installation: Installation, payload: bytes | None
) -> None:
    async with installation.database("work") as work:
        queued = QueuedJob(1, count_meal.name, payload)
        ending = await deliverer(installation, work, count_meal).handle(queued)
    assert ending == Dead("undecodable")


async def test_a_job_of_a_tenant_that_is_not_ours_is_dead(installation: Installation) -> None:
    async with installation.database("work") as work:
        shop = await open_shop(installation)
        stranger = Job(TenantId(new_id()), count_meal.name, FactId(UUID(int=7)), "live")
        payload = seal_job(keys_of(installation).tenant(shop.id), stranger)
        queued = QueuedJob(1, count_meal.name, payload)
        ending = await deliverer(installation, work, count_meal).handle(queued)
    assert ending == Dead("unknown_tenant")


async def test_a_job_that_workers_keep_dying_of_is_dead_and_its_neighbours_are_not(
    installation: Installation,
) -> None:
    """A worker took both jobs and died: only the one that is begun again and again is counted."""
    async with installation.database("work") as work, installation.connection("work") as bare:
        await fed(installation, work, bite, count_meal)
        old = {job.kind: _abandoned(job) for job in await queued_jobs(installation)}
        await bare.executemany(
            "INSERT INTO jobs.pgqueuer_log (job_id, status, priority, entrypoint)"
            " VALUES ($1, 'picked', 0, $2)",
            [(job.id, job.kind) for job in old.values() for _ in range(2)],
        )
        # As if the process had died in each of these runs: nothing after the count happened.
        async with installation.connection() as superuser:
            await superuser.execute(
                "UPDATE journal.deliveries SET crashes = 3 WHERE reaction = $1", bite.name
            )
        by_hand = deliverer(installation, work, bite, count_meal)
        assert await by_hand.handle(old[bite.name]) == Dead("worker_died")
        assert await by_hand.handle(old[count_meal.name]) == Done()


def _abandoned(job: QueuedJob) -> QueuedJob:
    return dataclasses.replace(job, age=timedelta(minutes=1))


async def test_a_schema_that_moved_is_no_failure_of_the_reaction(
    installation: Installation,
) -> None:
    async with installation.database("work", size=1) as work:
        shop = await fed(installation, work, count_meal)
        assert await run_all(installation, work, count_meal) == [Done()]
        async with installation.database() as app:
            await shop.feed(app)
        async with work.transaction(shop.context) as tx:
            await relay_batch(tx, Reactions([count_meal]))
        async with installation.connection() as superuser:
            await superuser.execute("ALTER TABLE journal.facts ALTER name TYPE varchar(200)")
        (_, waiting) = await queued_jobs(installation)
        assert await deliverer(installation, work, count_meal).handle(waiting) == Done()
        assert await shop.states(work) == ["done", "done"]
        failures = "SELECT sum(failures) FROM journal.deliveries"
        async with installation.connection() as superuser:
            assert await superuser.fetchval(failures) == 0
        assert sum((await shop.marks(work)).values()) == 2
