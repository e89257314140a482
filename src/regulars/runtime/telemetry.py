"""What the process says of itself: structured logs and metrics, never a personal value."""

import json
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import msgspec
import structlog
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    start_http_server,
)

# What would begin a new line, colour a terminal, turn the text around it, or cannot be written.
CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
VALUE_LENGTH_MAX = 300

Event = MutableMapping[str, Any]
# Made once: `json.dumps` makes one for every line that is not plain ASCII.
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_line = msgspec.json.Encoder().encode
# The request that is being answered, in every line that is told meanwhile.
request_at_hand: ContextVar[str | None] = ContextVar("request_at_hand", default=None)

registry = CollectorRegistry()
requests_total = Counter(
    "regulars_requests", "Requests answered", ["edge", "route", "status"], registry=registry
)
request_seconds = Histogram(
    "regulars_request_seconds",
    "Seconds until a request was answered",
    ["edge", "route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=registry,
)
facts_relayed_total = Counter(
    "regulars_facts_relayed", "Facts given their place in the chain", registry=registry
)
jobs_total = Counter(
    "regulars_jobs", "Jobs run, by how they ended", ["reaction", "outcome"], registry=registry
)


def count(edge: str, route: str, status: int, seconds: float) -> None:
    """One request answered. There are as many labels as routes and statuses: few."""
    _answered(edge, route, status).inc()
    _took(edge, route).observe(seconds)


@cache
def _answered(edge: str, route: str, status: int) -> Counter:
    return requests_total.labels(edge, route, str(status))


@cache
def _took(edge: str, route: str) -> Histogram:
    return request_seconds.labels(edge, route)


def metrics_page() -> bytes:
    return generate_latest(registry)


def serve_metrics(port: int) -> None:
    """For a process that has no HTTP of its own; on loopback only, in a thread."""
    start_http_server(port, addr="127.0.0.1", registry=registry)


def set_up_logging(level: str, style: str) -> None:
    """One line an event on standard error. Values are cut and stripped of control characters,
    and an exception is told by its class and its places in our code, not by its text: drivers
    quote the values they choke on."""
    renderer: Any = (
        structlog.processors.JSONRenderer(serializer=_as_json)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    _bound.cache_clear()
    _style.is_plain = style == "json" and level.upper() in ("DEBUG", "INFO")
    structlog.configure(
        processors=[
            with_request,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            told_without_values,
            one_line,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=_standard_error,
        # Modules make their loggers before this runs: a cached one would keep the old ways.
        cache_logger_on_first_use=False,
    )
    if not any(isinstance(handler, FromLibraries) for handler in logging.root.handlers):
        logging.root.addHandler(FromLibraries())


class _Style:
    """Whether the line of an answer may be written at once: `set_up_logging` says."""

    is_plain = False


_style = _Style()


def tell_answered(*, method: str, route: str, status: int, ms: float) -> None:
    """The one line that every request costs, as all others would be told. Of what is in it only
    the method was chosen outside."""
    if not _style.is_plain:
        bound_logger("http").info("answered", method=method, route=route, status=status, ms=ms)
        return
    told = {
        "part": "http",
        "method": _told(method),
        "route": route,
        "status": status,
        "ms": ms,
        "event": "answered",
        "request_id": request_at_hand.get(),
        "level": "info",
        "timestamp": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
    }
    sys.stderr.write(_line(told).decode() + "\n")
    sys.stderr.flush()


class FromLibraries(logging.Handler):
    """What libraries log, by the first line of its template: the values that go into it, and
    the tracebacks that follow it, stay out."""

    def emit(self, record: logging.LogRecord) -> None:
        log = logger(record.name)
        tell = log.error if record.levelno >= logging.ERROR else log.warning
        if record.levelno < logging.WARNING:
            tell = log.info
        error = record.exc_info[1] if record.exc_info else None
        tell(str(record.msg).partition("\n")[0], error=error)


def with_request(_: Any, __: str, event: Event) -> Event:
    request_id = request_at_hand.get()
    if request_id is not None:
        event.setdefault("request_id", request_id)
    return event


def told_without_values(_: Any, __: str, event: Event) -> Event:
    error = event.get("error")
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        event["sqlstate"] = getattr(error, "sqlstate", None)
        frames = traceback.extract_tb(error.__traceback__)[-8:]
        event["where"] = " < ".join(
            f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames)
        )
    return event


def one_line(_: Any, __: str, event: Event) -> dict[str, Any]:
    return {name: _told(value) for name, value in event.items() if value is not None}


def logger(part: str) -> Any:
    """Lazy: set up by `set_up_logging` even when it was made before."""
    return structlog.get_logger(part=part)


def bound_logger(part: str) -> Any:
    """For what is told at every request: made once for each set-up and stream."""
    return _bound(part, sys.stderr)


@lru_cache(8)
def _bound(part: str, _: Any) -> Any:
    return logger(part).bind()


def _as_json(event: Event, **_: Any) -> str:
    """Everything in it was made plain before."""
    return _encoded(event)


def _standard_error(*_: Any) -> Any:
    """A line and its end are one write, so processes that share the stream do not mix them."""
    return structlog.WriteLogger(sys.stderr)


def _told(value: Any) -> Any:
    """Whatever was not made to be told is told by its kind."""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str | UUID):
        text = str(value)[:VALUE_LENGTH_MAX]
        # None of what CONTROL finds is printable, and most of what is told is.
        return text if text.isprintable() else CONTROL.sub(" ", text)
    return type(value).__qualname__
