"""An API operation: its address, its shapes and its scope, declared once for server and docs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

import msgspec

from regulars.api.bodies import Read
from regulars.api.callers import Caller
from regulars.desk import Desk
from regulars.domains.identity import Scope
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.tx import Tx
from regulars.runtime.vault.person_keys import PersonKey

Method = Literal["GET", "POST", "PATCH", "DELETE"]


@dataclass(frozen=True, slots=True)
class Answer:
    """`version` becomes the ETag; `person` seals what an Idempotency-Key keeps of it."""

    status: int
    body: msgspec.Struct | None = None
    version: int | None = None
    resource_id: UUID | None = None
    person: PersonKey | None = None
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One request, parsed. `errors` are the fields of the wrong type: an operation adds its own
    and raises them together."""

    desk: Desk
    caller: Caller
    ids: Mapping[str, UUID]
    query: Read
    body: Read
    expected_version: int | None

    def require_good(self) -> None:
        if errors := (*self.query.errors, *self.body.errors):
            raise Invalid(*errors)

    def with_errors(self, invalid: Invalid) -> Invalid:
        """What the edge and the domain found wrong, in one answer; a field is named once."""
        named = {error.field for error in self.body.errors}
        others = [error for error in invalid.errors if error.field not in named]
        return Invalid(*self.body.errors, *others)

    async def country(self, tx: Tx) -> str:
        return (await self.desk.known_settings.of(tx)).default_country


@dataclass(frozen=True, slots=True)
class Operation:
    method: Method
    path: str
    name: str
    summary: str
    scope: Scope
    run: Callable[[Call, Tx], Awaitable[Answer]]
    query: type[msgspec.Struct] | None = None
    body: type[msgspec.Struct] | None = None
    answers: Mapping[int, type[msgspec.Struct] | None] = field(default_factory=dict)


class Nothing(msgspec.Struct):
    """A query or body without fields."""


def limit_of(call: Call, *, default: int = 50, most: int = 200) -> int:
    limit = call.query.values.get("limit", default)
    if not 1 <= limit <= most:
        raise Invalid(FieldError("limit", "limit_out_of_range", {"most": most}))
    return int(limit)


def operation(
    method: Method,
    path: str,
    scope: Scope,
    *,
    query: type[msgspec.Struct] | None = None,
    body: type[msgspec.Struct] | None = None,
    answers: Mapping[int, type[msgspec.Struct] | None],
) -> Callable[[Callable[[Call, Tx], Awaitable[Answer]]], Operation]:
    """Declares the function below it as an operation; its docstring is the summary."""

    def declare(run: Callable[[Call, Tx], Awaitable[Answer]]) -> Operation:
        words = run.__name__.split("_")
        name = words[0] + "".join(word.title() for word in words[1:])
        summary: Any = run.__doc__ or name
        return Operation(method, path, name, summary, scope, run, query, body, answers)

    return declare
