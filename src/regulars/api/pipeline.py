"""From a request to an answer: who, how much, parse, open, run, keep, render. One way for all."""

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

import msgspec
from litestar import Request
from litestar.handlers import HTTPRouteHandler

from regulars.api import rendering
from regulars.api.asked import BODY_SECONDS, FILES_SECONDS, Asked, asked
from regulars.api.bodies import Read, json_object, path_id, read_fields, read_query
from regulars.api.callers import AccountCaller, Caller, Callers, StaffCaller
from regulars.api.errors import refusal_of
from regulars.api.fullness import Fullness
from regulars.api.idempotency import Claim, Kept, answer_kept, claim_of, keep_answer, key_errors
from regulars.api.limits import Budget, RateLimiter
from regulars.api.operations import Call, First, Nothing, Operation
from regulars.api.preconditions import expected_version
from regulars.api.problems import ANSWER_HEADERS, EdgeRefusal
from regulars.api.rendering import Rendered
from regulars.api.sent import Direct, Sent
from regulars.desk import Desk
from regulars.domains.customers import PhoneKnown
from regulars.kernel.errors import DomainError, FieldError, Outdated, Refused
from regulars.runtime.context import PURPOSES, Context
from regulars.runtime.form_parts import is_form
from regulars.runtime.language import pick_language
from regulars.runtime.tx import Tx

AnyRequest = Request[Any, Any, Any]
# A body that was there at once leaves no time in which its key could have been revoked.
AT_ONCE_SECONDS = 0.01

# Of one publishable key from one address: many phones may stand behind one.
PEER_PER_SECOND = 2
PEER_BURST = 60

PURPOSE_HEADER = "Regulars-Purpose"
PURPOSE = PURPOSE_HEADER.lower()
_nothing = Read({}, ())


class Pipeline:
    """What every operation shares. One for each process."""

    def __init__(self, desk: Desk) -> None:
        settings = desk.settings
        self._desk = desk
        self._callers = Callers(desk)
        self._fullness = Fullness(desk)
        self._limiter = RateLimiter(settings.rate_limit_per_second, settings.rate_limit_burst)
        self._of_peers = RateLimiter(PEER_PER_SECOND, PEER_BURST)

    def handler(self, path: str, operations: Sequence[Operation]) -> HTTPRouteHandler:
        """One of a path, for all its methods: so that OPTIONS names them all."""
        by_method: dict[str, Operation] = {each.method: each for each in operations}
        allowed = ", ".join(sorted([*by_method, "OPTIONS"]))

        async def handle(request: AnyRequest) -> Sent:
            operation = by_method.get(request.method)
            if operation is None:
                return Sent(204, b"", {"Allow": allowed})
            limit = operation.takes_bytes_max or self._desk.settings.body_limit_bytes
            return await self.answer(
                operation, asked(request.scope, request.receive, body_limit=limit)
            )

        methods: list[Any] = [*by_method, "OPTIONS"]
        return Direct(path, http_method=methods, status_code=200)(handle)

    async def answer(self, operation: Operation, request: Asked) -> Sent:
        """Never raises."""
        headers = dict(ANSWER_HEADERS)
        try:
            caller = await self._callers.recognise(request.headers.get("authorization"))
            budget = self._spend(request, caller)
            headers |= budget.headers()
            if budget.is_spent:
                raise EdgeRefusal("rate_limited")
            caller = await self._admitted(operation, caller)
            with self._room_for_files(operation, caller):
                raw, caller = await self._with_body(operation, request, caller)
                rendered = await self._run(operation, request, caller, raw)
        except Exception as error:  # noqa: BLE001 - the last resort, which logs what is ours
            language = pick_language(request.headers.get("accept-language"), "en")
            rendered = rendering.refusal(refusal_of(error), self._desk.catalogue, language)
        return rendered.sent(headers)

    def _spend(self, request: Asked, caller: Caller) -> Budget:
        """A publishable key is in many hands: nobody spends what the others need."""
        if caller.kind == "publishable":
            peer = request.peer(hops=self._desk.settings.proxy_hops)
            of_peer = self._of_peers.spend((caller.id, peer))
            if of_peer.is_spent:
                return of_peer
        return self._limiter.spend(caller.id)

    def _room_for_files(self, operation: Operation, caller: Caller) -> AbstractContextManager[None]:
        """Counted of customers: anybody becomes one. Programs and people of the shop do not."""
        if operation.takes and isinstance(caller, AccountCaller):
            return self._desk.uploads.one_of(caller.id)
        return nullcontext()

    async def _with_body(
        self, operation: Operation, request: Asked, caller: Caller
    ) -> tuple[bytes, Caller]:
        """Who calls is asked again when the body came slowly: the key may be revoked by now."""
        began = time.monotonic()
        brings_form = operation.parts and is_form(request.content_type)
        raw = await request.body(
            limit=operation.form_bytes_max if brings_form else None,
            seconds=FILES_SECONDS if operation.takes else BODY_SECONDS,
        )
        if time.monotonic() - began > AT_ONCE_SECONDS:
            caller = await self._callers.recognise(request.headers.get("authorization"))
            caller = await self._admitted(operation, caller)
        return raw, caller

    async def _admitted(self, operation: Operation, caller: Caller) -> Caller:
        caller = operation.admit(caller)
        if operation.is_sensitive and isinstance(caller, StaffCaller):
            return await self._callers.proven_of_late(caller)
        return caller

    async def _run(
        self, operation: Operation, request: Asked, caller: Caller, raw: bytes
    ) -> Rendered:
        context = _context(operation, request, caller)
        if operation.needs_full and isinstance(caller, AccountCaller):
            await self._fullness.require(context, caller.holder_id)
        call = self._parsed(operation, request, caller, raw)
        if operation.first:
            call = replace(call, prepared=await self._first(operation.first, context, call))
        if operation.beforehand:
            call = replace(call, prepared=await operation.beforehand(call))
        if operation.prepare:
            with call.judged():
                call = replace(call, prepared=await operation.prepare(call.content))
        try:
            kept = await self._desk.database.unit(
                context, lambda tx: _replayed_or_run(tx, operation, request, call, raw)
            )
        except PhoneKnown as known:
            if not caller.may_read:
                raise known.unseen() from None
            await self._note_candidates(context, known)
            raise
        if isinstance(kept, DomainError):
            raise kept
        return rendering.answer(
            kept,
            is_read=operation.method == "GET",
            media_type=operation.gives,
            if_none_match=request.headers.get("if-none-match"),
        )

    async def _first(self, first: First, context: Context, call: Call) -> Any:
        """What could not be read counts for nothing, and is refused before."""
        call.require_good()
        found = await self._desk.database.unit(context, lambda tx: first(call, tx))
        if isinstance(found, DomainError):
            raise found
        return found

    def _parsed(self, operation: Operation, request: Asked, caller: Caller, raw: bytes) -> Call:
        ids = {name: path_id(str(value)) for name, value in request.path_params.items()}
        query = read_query(request.query(), operation.query or Nothing)
        body = _nothing
        if operation.takes:
            _refuse_other_types(operation, request)
        elif raw or operation.needs_body:
            given = json_object(raw, request.content_type)
            body = read_fields(given, operation.body or Nothing)
        expected = expected_version(request.headers.get("if-match"))
        errors = _header_errors(request)
        content = raw if operation.takes else b""
        peer = request.peer(hops=self._desk.settings.proxy_hops)
        return Call(
            self._desk,
            caller,
            ids,
            query,
            body,
            expected,
            errors,
            content,
            request.content_type,
            peer,
        )

    async def _note_candidates(self, context: Context, known: PhoneKnown) -> None:
        """Who has the number was shown, though the attempt itself left nothing behind."""
        async with self._desk.database.transaction(replace(context, reading=True)) as tx:
            tx.note_reads("listed", [customer.id for customer in known.known.candidates])


def handlers(pipeline: Pipeline, operations: Sequence[Operation]) -> list[HTTPRouteHandler]:
    paths: dict[str, list[Operation]] = {}
    for operation in operations:
        paths.setdefault(operation.path, []).append(operation)
    return [pipeline.handler(path, of_path) for path, of_path in paths.items()]


async def _replayed_or_run(
    tx: Tx, operation: Operation, request: Asked, call: Call, raw: bytes
) -> Kept | DomainError:
    claim = _claim(tx, operation, request, call, raw)
    if claim and (kept := await answer_kept(tx, claim)):
        if kept.person_id and call.caller.may_read:
            tx.note_reads("revealed" if call.caller.may_reveal else "read", [kept.person_id])
        return kept
    try:
        answer = await operation.run(call, tx)
    except (Outdated, Refused):
        # What cannot be read is said before what cannot be done (RFC 9110, 13.2.1).
        call.require_good()
        raise
    # Every operation asks for this itself; one that forgot must not act on half a request.
    call.require_good()
    if isinstance(answer, DomainError):
        return answer
    is_read = operation.method == "GET" and operation.is_of_one
    if is_read and call.expected_version not in (None, answer.version):
        raise Outdated
    body = msgspec.json.encode(answer.body) if answer.body is not None else answer.content
    if claim:
        await keep_answer(tx, claim, answer, body)
    return Kept(answer.status, body, answer.version, pieces=answer.pieces)


def _refuse_other_types(operation: Operation, request: Asked) -> None:
    if operation.parts and is_form(request.content_type):
        return
    if request.content_type.partition(";")[0].strip().lower() not in operation.takes:
        raise EdgeRefusal("unsupported_media_type")


def _context(operation: Operation, request: Asked, caller: Caller) -> Context:
    given: Any = request.headers.get(PURPOSE)
    context = caller.context(
        request_id=request.request_id,
        purpose=caller.purpose_of(given if given in PURPOSES else None),
        route=f"{operation.method} {operation.address}",
        reading=operation.method == "GET",
    )
    return replace(context, own=None) if operation.is_beyond_own else context


def _header_errors(request: Asked) -> tuple[FieldError, ...]:
    key = None if request.method == "GET" else request.headers.get("idempotency-key")
    errors = key_errors(key)
    if PURPOSE in request.headers and request.headers[PURPOSE] not in PURPOSES:
        errors.append(FieldError(PURPOSE_HEADER, "unknown_value"))
    return tuple(errors)


def _claim(tx: Tx, operation: Operation, request: Asked, call: Call, raw: bytes) -> Claim | None:
    """None too for a request that will be refused: what is refused is not kept."""
    key = request.headers.get("idempotency-key")
    if key is None or operation.method == "GET" or call.errors:
        return None
    return claim_of(
        tx,
        call.caller.id,
        key,
        standing=call.caller.standing,
        apart=call.peer if call.caller.kind == "publishable" else "",
        method=operation.method,
        target=request.target,
        if_match=request.headers.get("if-match", ""),
        body=raw,
    )
