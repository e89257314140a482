"""Facts as they happen, as server-sent events: ids and names only; the page asks for the rest."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from regulars.browser.drawing import PAGE_HEADERS
from regulars.console.cookies import AnyRequest
from regulars.console.pipeline import Console, SessionEnded
from regulars.console.visits import Visit
from regulars.domains import audit, customers
from regulars.domains.audit import ChainedFact
from regulars.domains.identity import Scope
from regulars.kernel.ids import SessionId
from regulars.runtime.live import Subscription
from regulars.runtime.tx import Tx

STREAMS_MAX = 500
# One browser holds one (its tabs share it), so this is a person with several browsers.
STREAMS_OF_A_SESSION_MAX = 6
# Proxies close what is silent; who signed out meanwhile is noticed at the same moment.
BEAT_SECONDS = 15.0
# What is believed of a session is half a second old at most: news may be that it ended.
SECOND_LOOK_SECONDS = 1.0
LIFE_SECONDS = 600.0
FEATURE = "console.live"
BATCH = 100


class Streams:
    """How many streams this process holds open, and for whom: nobody may take them all."""

    def __init__(self) -> None:
        self._open: Counter[SessionId] = Counter()

    def has_room(self, session: SessionId) -> bool:
        is_full = self._open.total() >= STREAMS_MAX
        return not is_full and self._open[session] < STREAMS_OF_A_SESSION_MAX

    def take(self, session: SessionId) -> bool:
        """False, and nothing is taken, where others were quicker since there was room."""
        if not self.has_room(session):
            return False
        self._open[session] += 1
        return True

    def give_back(self, session: SessionId) -> None:
        self._open[session] -= 1
        if not self._open[session]:
            del self._open[session]


def live_handler(console: Console) -> HTTPRouteHandler:
    """Who is not signed in gets 204, on which a browser stops asking (WHATWG HTML, 9.2.3)."""
    streams = Streams()

    @get("/c/{tenant:str}/live", name="console.live")
    async def live(request: AnyRequest) -> Response[Any]:
        visit: Visit | None = None
        try:
            visit = await console.visits.of(request)
            if not _may_hear(visit):
                raise SessionEnded  # no news for anybody here: the browser stops asking
        except SessionEnded:
            return Response(None, status_code=204, headers=dict(PAGE_HEADERS))
        except Exception as error:  # noqa: BLE001 - logged there
            return console.refusal(error, request, visit)
        if not streams.has_room(visit.signed_in.session.id):
            return Response(b"", status_code=503, headers={"Retry-After": "30"})
        return Stream(
            _events(console, visit, request, streams),
            media_type="text/event-stream",
            headers={**PAGE_HEADERS, "X-Accel-Buffering": "no"},
        )

    return live


async def _events(
    console: Console, visit: Visit, request: AnyRequest, streams: Streams
) -> AsyncIterator[bytes]:
    session = visit.signed_in.session.id
    if not streams.take(session):
        yield b"retry: 30000\n\n"
        return
    try:
        async with (
            asyncio.timeout(LIFE_SECONDS),
            console.desk.live.subscription(visit.tenant.ref) as news,
        ):
            seq = await _start(console, visit, request)
            yield b"retry: 1000\n\n"
            # Looked at anew each time: a role or a branch may be another by now.
            while _may_hear(visit := await console.visits.of(request)):
                facts = await _facts_after(console, visit, seq)
                for fact in facts:
                    seq = max(seq, fact.seq)
                    yield _event(fact)
                pause = SECOND_LOOK_SECONDS if facts else BEAT_SECONDS
                if len(facts) < BATCH and not await _something_new(news, within_seconds=pause):
                    yield b": still here\n\n"
            if visit.account is None:
                yield b"event: over\ndata: \n\n"
    except TimeoutError:
        return  # the browser comes back by itself, and is recognised anew
    finally:
        streams.give_back(session)


async def _something_new(news: Subscription, *, within_seconds: float) -> bool:
    try:
        await asyncio.wait_for(anext(news), within_seconds)
    except TimeoutError:
        return False
    return True


def _may_hear(visit: Visit) -> bool:
    return (
        visit.account is not None and visit.may(Scope.CUSTOMERS_READ) and FEATURE in visit.features
    )


async def _start(console: Console, visit: Visit, request: AnyRequest) -> int:
    """Where the browser stopped listening, or now."""
    after = request.headers.get("last-event-id") or request.query_params.get("after") or ""
    if after.isdecimal() and len(after) < 16:
        return int(after)
    context = visit.context(reading=True, purpose="service", route="GET /c/{tenant}/live")
    return await console.desk.database.unit(context, audit.newest_seq)


async def _facts_after(console: Console, visit: Visit, seq: int) -> list[ChainedFact]:
    """What this session may hear of: branch staff, of customers that they can see."""
    context = visit.context(reading=True, purpose="service", route="GET /c/{tenant}/live")

    async def look(tx: Tx) -> list[ChainedFact]:
        facts = await audit.facts_after(tx, seq, limit=BATCH)
        if context.branch is None:
            return facts
        about = {fact.subject_id for fact in facts if fact.subject_kind == "customer"}
        visible = await customers.visible_ids(tx, about)
        return [f if f.subject_id in visible else f.silenced() for f in facts]

    return await console.desk.database.unit(context, look)


def _event(fact: ChainedFact) -> bytes:
    body = {"seq": fact.seq, "name": fact.name, "subject_id": fact.subject_id}
    return b"id: %d\nevent: fact\ndata: %s\n\n" % (fact.seq, msgspec.json.encode(body))
