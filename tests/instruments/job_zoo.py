"""Reactions of every temper, tame and poisonous, and a tenant whose facts they react to."""

import asyncio
import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from regulars.kernel.ids import FactId, TenantId, new_id, new_ref
from regulars.runtime.context import Context, Origin
from regulars.runtime.database import Database
from regulars.runtime.jobs_pace import Pace
from regulars.runtime.journal import Event
from regulars.runtime.reactions import GiveUp, Later, Outcome, RecordedFact, reacts_to
from regulars.runtime.sql import read_statements
from regulars.runtime.tx import Tx
from regulars.runtime.vault import KeyStore, MasterKey
from tests.instruments.installation import Installation

sql = read_statements(Path(__file__).with_suffix(".sql"))

GATE = "gate is open"
SECRET = "Planted Marker +968 0000 0000"
QUICK = Pace(
    relay_idle_seconds=0.02,
    poll_seconds=0.1,
    heartbeat_seconds=1.0,
    failures_max=3,
    retry_seconds=0.01,
    retry_seconds_max=0.05,
    sweep_seconds=0.2,
    overdue=timedelta(seconds=2),
    unknown_kind_after=timedelta(seconds=0),
)


@dataclass(frozen=True, slots=True)
class AnimalFed(Event):
    name: ClassVar[str] = "zoo.animal_fed"
    subject_kind: ClassVar[str] = "animal"
    meals: int = 1


@dataclass(frozen=True, slots=True)
class AnimalSlept(Event):
    name: ClassVar[str] = "zoo.animal_slept"
    subject_kind: ClassVar[str] = "animal"


@reacts_to(AnimalFed)
async def count_meal(tx: Tx, fact: RecordedFact) -> Outcome:
    await tx.run(sql.leave_mark, mark=str(fact.id))
    return None


@reacts_to(AnimalFed)
async def fall_asleep(tx: Tx, fact: RecordedFact) -> Outcome:
    tx.emit(AnimalSlept(), subject_id=fact.subject_id, seq=fact.subject_seq + 1)
    return None


@reacts_to(AnimalFed, outward=True)
async def tell_keeper(tx: Tx, fact: RecordedFact) -> Outcome:
    await tx.run(sql.leave_mark, mark=f"told {fact.id}")
    return None


class BadAnimal(Exception):
    """What a poisonous reaction raises, with a person's values in its text."""


@reacts_to(AnimalFed)
async def bite(tx: Tx, fact: RecordedFact) -> Outcome:
    await tx.run(sql.leave_mark, mark=f"bitten {fact.id}")
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        raise BadAnimal(f"{SECRET} was bitten") from error


@reacts_to(AnimalFed)
async def run_in_circles(tx: Tx, fact: RecordedFact) -> Outcome:
    await asyncio.Event().wait()
    return None


@reacts_to(AnimalFed)
async def leave_the_house(tx: Tx, fact: RecordedFact) -> Outcome:
    raise SystemExit(SECRET)


@reacts_to(AnimalFed)
async def cancel_itself(tx: Tx, fact: RecordedFact) -> Outcome:
    raise asyncio.CancelledError


@reacts_to(AnimalFed)
async def kill_the_worker(tx: Tx, fact: RecordedFact) -> Outcome:
    os.abort()


@reacts_to(AnimalFed)
async def count_for_ever(tx: Tx, fact: RecordedFact) -> Outcome:
    while True:
        pass


@reacts_to(AnimalFed)
async def wait_at_the_gate(tx: Tx, fact: RecordedFact) -> Outcome:
    while GATE not in {row["stage"] for row in await tx.rows(sql.marks)}:  # noqa: ASYNC110 - it is opened in the database
        await asyncio.sleep(0.02)
    await tx.run(sql.leave_mark, mark=str(fact.id))
    return None


@reacts_to(AnimalFed)
async def come_back_later(tx: Tx, fact: RecordedFact) -> Outcome:
    await tx.run(sql.leave_mark, mark=f"came {fact.id}")
    came = {row["stage"]: row["many"] for row in await tx.rows(sql.marks)}
    return Later(minutes=0) if came[f"came {fact.id}"] < 3 else None


@reacts_to(AnimalFed)
async def give_up(tx: Tx, fact: RecordedFact) -> Outcome:
    await tx.run(sql.leave_mark, mark=f"tried {fact.id}")
    return GiveUp("animal_ran_away")


@dataclass(frozen=True, slots=True)
class Shop:
    """A tenant that exists, with a worker's and an app's view of it."""

    id: TenantId
    ref: str

    async def feed(self, app: Database, *, times: int = 1, origin: Origin = "live") -> list[FactId]:
        context = Context(self.id, actor_kind="system", origin=origin)
        async with app.transaction(context) as tx:
            return [tx.emit(AnimalFed(), subject_id=new_id(), seq=1) for _ in range(times)]

    async def rows(self, database: Database, name: str) -> list[dict[str, Any]]:
        async with database.transaction(self.context) as tx:
            return [dict(row) for row in await tx.rows(getattr(sql, name))]  # type: ignore[call-overload]

    async def marks(self, database: Database) -> dict[str, int]:
        return {row["stage"]: row["many"] for row in await self.rows(database, "marks")}

    async def done(self, database: Database) -> int:
        async with database.transaction(self.context) as tx:
            return int(await tx.value(sql.done))

    async def states(self, database: Database) -> list[str]:
        return [row["state"] for row in await self.rows(database, "deliveries")]

    @property
    def context(self) -> Context:
        return Context(self.id, actor_kind="system", origin="system")


async def open_shop(installation: Installation) -> Shop:
    shop = Shop(TenantId(new_id()), new_ref())
    async with installation.connection() as connection:
        await connection.execute(sql.make_tenant.text, shop.id, shop.ref)
    keys_of(installation).create(shop.id)
    return shop


def keys_of(installation: Installation) -> KeyStore:
    settings = installation.settings
    return KeyStore(settings.keys_dir, MasterKey.load(settings.master_key_file))
