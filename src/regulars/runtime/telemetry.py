"""What the process says of itself: structured logs and metrics, never a personal value."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
VALUE_LENGTH_MAX = 300

Event = MutableMapping[str, Any]

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
jobs_dead = Gauge("regulars_jobs_dead", "Jobs waiting for a person", registry=registry)


def metrics_page() -> bytes:
    return generate_latest(registry)


def set_up_logging(level: str, style: str) -> None:
    """One line an event on standard error. Values are cut and stripped of control characters,
    and an exception is told by its class and its places in our code, not by its text: drivers
    quote the values they choke on."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            told_without_values,
            one_line,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def told_without_values(_: Any, __: str, event: Event) -> dict[str, Any]:
    error = event.pop("error", None)
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        event["sqlstate"] = getattr(error, "sqlstate", None)
        frames = traceback.extract_tb(error.__traceback__)[-8:]
        event["where"] = " < ".join(
            f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames)
        )
    return {name: value for name, value in event.items() if value is not None}


def one_line(_: Any, __: str, event: Event) -> dict[str, Any]:
    return {
        name: CONTROL.sub(" ", value)[:VALUE_LENGTH_MAX] if isinstance(value, str) else value
        for name, value in event.items()
    }


def logger(name: str) -> Any:
    return structlog.get_logger().bind(part=name)
