"""/api/v1/jobs: background work that was given up, and having it tried again."""

from typing import Annotated, NamedTuple
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.api.views import Moment
from regulars.domains import jobs
from regulars.domains.identity import Scope
from regulars.domains.jobs import DeadLetter
from regulars.kernel.ids import FactId
from regulars.runtime.tx import Tx

ReactionName = Annotated[
    str, Meta(pattern="^[a-z_]+[.][a-z_]+$", max_length=120, extra={"code": "wrong_type"})
]


class LetterPlace(NamedTuple):
    fact_id: UUID
    reaction: str


class FailureView(msgspec.Struct):
    """One reaction that gave one fact up. `id` is the fact's; `reason` is a code, never words."""

    id: UUID
    reaction: str
    reason: str
    failures: int
    fact_name: str | None
    subject_kind: str | None
    subject_id: UUID | None
    delivered_at: Moment
    died_at: Moment


class FailureList(msgspec.Struct):
    """Failures, oldest fact first, and where the next page begins; null on the last."""

    data: list[FailureView]
    next_cursor: str | None


class Requeue(msgspec.Struct, forbid_unknown_fields=True):
    """Without a `reaction`, all that gave this fact up."""

    reaction: ReactionName | None = None


class RequeueView(msgspec.Struct):
    """What the worker was asked to try again."""

    id: UUID
    reactions: list[str]


@operation(
    "GET", "/api/v1/jobs/failures", Scope.SETTINGS_READ, query=PageQuery,
    answers={200: FailureList},
)  # fmt: skip
async def list_failures(call: Call, tx: Tx) -> Answer:
    """List background work that was given up, with the reason."""
    call.require_good()
    limit = limit_of(call)
    place = place_of(call, tx, ["jobs/failures"], LetterPlace)
    after = (FactId(place.fact_id), place.reaction) if place else jobs.FIRST
    letters = await jobs.dead_letters(tx, after=after, most=limit + 1)
    page = letters[:limit]
    following = LetterPlace(*page[-1].place) if len(letters) > limit else None
    cursor = cursor_to(tx, ["jobs/failures"], following)
    return Answer(200, FailureList([_failure_view(letter) for letter in page], cursor))


@operation(
    "POST", "/api/v1/jobs/failures/{id:str}/requeue", Scope.SETTINGS_WRITE, body=Requeue,
    answers={202: RequeueView},
)  # fmt: skip
async def requeue_failure(call: Call, tx: Tx) -> Answer:
    """Have it tried again with all its attempts anew; the worker does so soon after."""
    call.require_good()
    fact_id = call.ids["id"]
    asked = await jobs.ask_requeue(tx, fact_id, reaction=call.body.values.get("reaction"))
    return Answer(202, RequeueView(fact_id, asked), resource_id=fact_id)


OPERATIONS: tuple[Operation, ...] = (list_failures, requeue_failure)


def _failure_view(letter: DeadLetter) -> FailureView:
    return FailureView(
        letter.fact_id,
        letter.reaction,
        letter.reason,
        letter.failures,
        letter.fact_name,
        letter.subject_kind,
        letter.subject_id,
        letter.delivered_at,
        letter.died_at,
    )
