"""From a request to an answer: who, how much, parse, open, run, keep, render. One way for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.handlers import HTTPRouteHandler

from regulars.api.bodies import Read, json_object, path_id, read_fields
from regulars.api.callers import Caller, Callers
from regulars.api.idempotency import Claim, answer_kept, claim_of, keep_answer
from regulars.api.limits import RateLimiter
from regulars.api.operations import Answer, Call, Nothing, Operation
from regulars.api.problems import PROBLEM_JSON, TooMany, problem_of
from regulars.api.views import candidate_view
from regulars.desk import Desk
from regulars.domains.customers import PhoneKnown
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.context import PURPOSES, Context
from regulars.runtime.language import Language, pick_language
from regulars.runtime.telemetry import logger
from regulars.runtime.tx import Tx

AnyRequest = Request[Any, Any, Any]

_log = logger("api")
_nothing = Read({}, ())


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer as it goes out, and as an Idempotency-Key keeps it."""

    status: int
    content: bytes
    headers: dict[str, str]


class Pipeline:
    """What every operation shares. One for each process."""

    def __init__(self, desk: Desk) -> None:
        settings = desk.settings
        self._desk = desk
        self._callers = Callers(desk)
        self._limiter = RateLimiter(settings.rate_limit_per_second, settings.rate_limit_burst)

    def handler(self, operation: Operation) -> HTTPRouteHandler:
        async def handle(request: AnyRequest) -> Response[bytes]:
            return await self._answer(operation, request)

        handle.__name__ = operation.name
        return HTTPRouteHandler(
            operation.path, http_method=[operation.method], name=operation.name, status_code=200
        )(handle)

    async def _answer(self, operation: Operation, request: AnyRequest) -> Response[bytes]:
        language = pick_language(request.headers.get("accept-language"), "en")
        headers: dict[str, str] = {}
        try:
            caller = await self._callers.recognise(request.headers.get("authorization"))
            budget = self._limiter.spend(caller.key.id)
            headers = budget.headers()
            if budget.is_spent:
                raise TooMany
            caller.require(operation.scope)
            rendered = await self._run(operation, request, caller)
        except Exception as error:  # noqa: BLE001 - the last resort, which logs what is ours
            rendered = self._refusal(error, language)
        return Response(
            rendered.content,
            status_code=rendered.status,
            headers={**headers, **rendered.headers, "Cache-Control": "no-store"},
            media_type=rendered.headers["Content-Type"],
        )

    async def _run(self, operation: Operation, request: AnyRequest, caller: Caller) -> Rendered:
        raw = await request.body()
        call = self._parsed(operation, request, caller, raw)
        async with self._desk.database.transaction(_context(operation, request, caller)) as tx:
            claim = _claim(tx, operation, request, caller, raw)
            if claim and (kept := await answer_kept(tx, claim)):
                return _rendered(kept.status, kept.body, {"Idempotent-Replayed": "true"})
            answer = await operation.run(call, tx)
            body = msgspec.json.encode(answer.body) if answer.body is not None else b""
            if claim:
                await _keep(tx, claim, answer, body)
        return _conditional(request, answer, body)

    def _parsed(
        self, operation: Operation, request: AnyRequest, caller: Caller, raw: bytes
    ) -> Call:
        ids = {name: path_id(str(value)) for name, value in request.path_params.items()}
        query = read_fields(dict(request.query_params), operation.query or Nothing, lax=True)
        given = json_object(raw, request.headers.get("content-type", ""))
        body = (
            read_fields(given, operation.body or Nothing) if given or operation.body else _nothing
        )
        return Call(self._desk, caller, ids, query, body, _expected_version(request))

    def _refusal(self, error: Exception, language: Language) -> Rendered:
        problem = problem_of(error, self._desk.catalogue, language)
        if problem.status == 500:
            _log.error("failed", error=error)
        if isinstance(error, PhoneKnown):
            problem.candidates = [candidate_view(c) for c in error.known.candidates]
            problem.elsewhere = error.known.elsewhere
        headers = {"Content-Type": PROBLEM_JSON, "Content-Language": language}
        if problem.status == 401:
            headers["WWW-Authenticate"] = 'Bearer realm="regulars"'
        if problem.status == 503 or problem.code == "in_flight":
            headers["Retry-After"] = "1"
        return Rendered(problem.status, msgspec.json.encode(problem), headers)


def handlers(desk: Desk, operations: Sequence[Operation]) -> list[HTTPRouteHandler]:
    pipeline = Pipeline(desk)
    return [pipeline.handler(operation) for operation in operations]


def _context(operation: Operation, request: AnyRequest, caller: Caller) -> Context:
    purpose = request.headers.get("regulars-purpose", "integration")
    if purpose not in PURPOSES:
        raise Invalid(FieldError("Regulars-Purpose", "unknown_value"))
    return caller.context(
        request_id=request.scope["state"].get("request_id", ""),
        purpose=purpose,
        route=f"{operation.method} {operation.path}",
        reading=operation.method == "GET",
    )


def _claim(
    tx: Tx, operation: Operation, request: AnyRequest, caller: Caller, raw: bytes
) -> Claim | None:
    key = request.headers.get("idempotency-key")
    if key is None or operation.method == "GET":
        return None
    return claim_of(
        tx, caller.key.id, key, method=operation.method, path=request.url.path, body=raw
    )


async def _keep(tx: Tx, claim: Claim, answer: Answer, body: bytes) -> None:
    await keep_answer(
        tx,
        claim,
        status=answer.status,
        body=body,
        resource_id=answer.resource_id,
        person=answer.person,
        is_secret=answer.is_secret,
    )


def _conditional(request: AnyRequest, answer: Answer, body: bytes) -> Rendered:
    headers = {} if answer.version is None else {"ETag": f'"{answer.version}"'}
    if headers and request.headers.get("if-none-match") == headers["ETag"]:
        return _rendered(304, b"", headers)
    return _rendered(answer.status, body, headers)


def _rendered(status: int, body: bytes, headers: dict[str, str]) -> Rendered:
    return Rendered(status, body, {"Content-Type": "application/json", **headers})


def _expected_version(request: AnyRequest) -> int | None:
    """If-Match is honoured, never required; `*` asks only that the thing is there."""
    given = request.headers.get("if-match")
    if given is None or given.strip() == "*":
        return None
    version = given.strip().removeprefix("W/").strip('"')
    return int(version) if version.isdecimal() and len(version) < 10 else -1
