"""A shop that was warned of something, as the worker does it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from regulars.domains.audit.reactions import WARN_OWNERS
from regulars.kernel.ids import FactId, new_id
from regulars.runtime.reactions import RecordedFact
from tests.instruments.installation import Installation
from tests.world import House

STOPPED = "identity.codes_stopped"


def fact_of(house: House, name: str = STOPPED, **data: Any) -> RecordedFact:
    now = datetime.now(UTC)
    return RecordedFact(
        tenant_id=house.tenant.id,
        id=FactId(new_id()),
        name=name,
        version=1,
        subject_kind="challenge",
        subject_id=new_id(),
        related_id=house.ana.id,
        subject_seq=2,
        actor_kind="system",
        actor_id=None,
        origin="live",
        cause_id=None,
        occurred_at=now,
        recorded_at=now,
        data={"account": str(UUID(int=7)), **data},
        sealed=None,
    )


async def warn(installation: Installation, house: House, *facts: RecordedFact) -> None:
    async with installation.database("work") as work:
        context = replace(house.context, actor_kind="system", actor_id=None)
        for fact in facts or (fact_of(house),):
            async with work.transaction(context) as tx:
                await WARN_OWNERS.react(tx, fact)
