"""An API operation: its address, its shapes and its scope, declared once for server and docs."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from uuid import UUID

import msgspec

from regulars.api.bodies import Read, fields_of
from regulars.api.callers import AccountCaller, Caller, CallerKind, KeyCaller, StaffCaller
from regulars.api.parts import FORM_BYTES
from regulars.api.sent import Pieces
from regulars.desk import Desk
from regulars.domains.identity import Scope
from regulars.kernel.errors import DomainError, FieldError, Invalid, NotAllowed
from regulars.runtime.tx import Tx
from regulars.runtime.vault.person_keys import PersonKey

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Shape = type[msgspec.Struct]


@dataclass(frozen=True, slots=True)
class Answer:
    """`version` becomes the ETag; `person` seals what an Idempotency-Key keeps of it, and then
    `resource_id` is theirs: whom a replay shows again. `content` goes out as it is, in the type
    that the operation gives; so do `pieces`, one by one."""

    status: int
    body: msgspec.Struct | None = None
    version: int | None = None
    resource_id: UUID | None = None
    person: PersonKey | None = None
    is_secret: bool = False
    content: bytes = b""
    pieces: Pieces | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One request, parsed. Headers, query and body that could not be read are in `errors`: an
    operation adds what its domain finds wrong, and all of it is answered together."""

    desk: Desk
    caller: Caller
    ids: Mapping[str, UUID]
    query: Read
    body: Read
    expected_version: int | None
    header_errors: tuple[FieldError, ...] = ()
    content: bytes = b""
    content_type: str = ""
    # The network that it came from, for limits.
    peer: str = ""
    # What the operation made of the content beforehand, or found out first.
    prepared: Any = None

    @property
    def scoped(self) -> KeyCaller | StaffCaller:
        """Of an operation with a scope, which was asked for with one."""
        assert isinstance(self.caller, KeyCaller | StaffCaller)
        return self.caller

    @property
    def staff(self) -> StaffCaller:
        """Of an operation for staff alone."""
        assert isinstance(self.caller, StaffCaller)
        return self.caller

    @property
    def account(self) -> AccountCaller:
        """Of an operation for accounts."""
        assert isinstance(self.caller, AccountCaller)
        return self.caller

    @property
    def errors(self) -> tuple[FieldError, ...]:
        return (*self.header_errors, *self.query.errors, *self.body.errors)

    def require_good(self) -> None:
        if self.errors:
            raise Invalid(*self.errors)

    @contextmanager
    def judged(self) -> Iterator[None]:
        """What the edge and the domain find wrong, in one answer; a field is named once."""
        try:
            yield
        except Invalid as invalid:
            named = {error.field for error in self.body.errors}
            others = [error for error in invalid.errors if error.field not in named]
            raise Invalid(*self.errors, *others) from None
        self.require_good()

    async def country(self, tx: Tx) -> str:
        return (await self.desk.known_settings.of(tx)).default_country


# A refusal is handed over, not raised, where what was counted has to be committed before it.
Run = Callable[[Call, Tx], Awaitable[Answer | DomainError]]
# A unit of work of its own, committed before the operation's: what counts whatever follows. What
# it finds is the call's `prepared`; a refusal is the answer.
First = Callable[[Call, Tx], Awaitable[Any]]
# What is between the two: no transaction is open while it takes its time. What it finds is the
# call's `prepared`.
Beforehand = Callable[[Call], Awaitable[Any]]
# Whatever a program may do with a scope, people may whose role has it.
SCOPED: frozenset[CallerKind] = frozenset({"key", "staff"})
# Work on a body that takes its time: done before the transaction opens, so that it holds none.
Prepare = Callable[[bytes], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Operation:
    method: Method
    path: str
    name: str
    summary: str
    # What a secret key needs for it; none where no such key may call.
    scope: Scope | None
    run: Run
    query: Shape | None = None
    body: Shape | None = None
    answers: Mapping[int, Shape | None] = field(default_factory=dict)
    # A body that is no JSON: which types are taken, how many bytes of them, what type is given.
    takes: tuple[str, ...] = ()
    takes_bytes_max: int | None = None
    # The files that a form may bring in place of such a body, the first of them always.
    parts: tuple[str, ...] = ()
    gives: str | None = None
    prepare: Prepare | None = None
    callers: frozenset[CallerKind] = SCOPED
    first: First | None = None
    beforehand: Beforehand | None = None
    # Staff who proved themselves longer than some minutes ago do so again before it.
    is_sensitive: bool = False
    # For accounts at any stage: what is one's right, and the way to become full.
    is_for_every_stage: bool = False
    # In an account's name, and not narrowed to its own rows: what compares with others.
    is_beyond_own: bool = False
    # Seconds: what strangers ask about somebody is answered on a beat (runtime/beat.py).
    beat: float = 0
    # What follows from the declaration is worked out once: every request asks for it.
    # The path as documents and logs write it.
    address: str = field(init=False)
    # Of accounts, those of full customers alone may call.
    needs_full: bool = field(init=False)
    # A patch without a body is a mistake; elsewhere it may be that nothing has to be said.
    needs_body: bool = field(init=False)
    # Of one thing that is there already, so that it may be asked for in one version.
    is_of_one: bool = field(init=False)
    has_version: bool = field(init=False)

    def __post_init__(self) -> None:
        if (self.scope is not None) != ("key" in self.callers):
            raise ValueError(f"{self.name}: a scope is for secret keys, and they have one")
        if self.is_for_every_stage and "account" not in self.callers:
            raise ValueError(f"{self.name}: stages are of accounts, and none may call")
        has_version = self._has_version()
        is_of_one = self.method in ("PUT", "PATCH", "DELETE") or (
            has_version and (self.method == "GET" or "{" in self.path) and 201 not in self.answers
        )
        object.__setattr__(self, "address", self.path.replace(":str}", "}"))
        needs_full = "account" in self.callers and not self.is_for_every_stage
        object.__setattr__(self, "needs_full", needs_full)
        object.__setattr__(self, "needs_body", self._needs_body())
        object.__setattr__(self, "has_version", has_version)
        object.__setattr__(self, "is_of_one", is_of_one)

    @property
    def form_bytes_max(self) -> int:
        return len(self.parts) * (self.takes_bytes_max or 0) + FORM_BYTES

    def admit(self, caller: Caller) -> Caller:
        """Who calls, as this operation sees them. Raises NotAllowed."""
        if caller.kind not in self.callers:
            raise NotAllowed(callers=", ".join(sorted(self.callers)))
        if caller.kind in SCOPED and self.scope is not None:
            caller.require(self.scope)
        if isinstance(caller, StaffCaller):
            is_about_one = self.is_of_one or "{" in self.path
            return replace(caller, asks_for_one=self.is_of_one, asks_about_one=is_about_one)
        return caller

    def _needs_body(self) -> bool:
        fields = fields_of(self.body) if self.body else ()
        return bool(fields) and (self.method == "PATCH" or any(f.required for f in fields))

    def _has_version(self) -> bool:
        shapes = [shape for shape in self.answers.values() if shape]
        return self.gives is not None or any(
            f.name == "version" for s in shapes for f in fields_of(s)
        )


class Nothing(msgspec.Struct):
    """A query or body without fields."""


def operation(
    method: Method,
    path: str,
    scope: Scope | None,
    *,
    callers: Iterable[CallerKind] = SCOPED,
    first: First | None = None,
    beforehand: Beforehand | None = None,
    query: Shape | None = None,
    body: Shape | None = None,
    answers: Mapping[int, Shape | None],
    takes: tuple[str, ...] = (),
    takes_bytes_max: int | None = None,
    gives: str | None = None,
    prepare: Prepare | None = None,
    is_beyond_own: bool = False,
    is_sensitive: bool = False,
    is_for_every_stage: bool = False,
    beat: float = 0,
    parts: tuple[str, ...] = (),
) -> Callable[[Run], Operation]:
    """Declares the function below it as an operation; its docstring is the summary."""

    def declare(run: Run) -> Operation:
        words = run.__name__.split("_")
        name = words[0] + "".join(word.title() for word in words[1:])
        summary = " ".join((run.__doc__ or name).split())
        return Operation(
            method,
            path,
            name,
            summary,
            scope,
            run,
            query,
            body,
            answers,
            takes,
            takes_bytes_max,
            parts,
            gives,
            prepare,
            frozenset(callers),
            first,
            beforehand,
            is_sensitive,
            is_for_every_stage,
            is_beyond_own,
            beat,
        )

    return declare
