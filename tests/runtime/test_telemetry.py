"""Logs: one line an event, whatever is thrown at them, and nobody's values in it."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.runtime import telemetry
from regulars.runtime.telemetry import FromLibraries, logger, metrics_page, set_up_logging

# Made before anything is set up, as modules do.
EARLY = logger("early")
NAUGHTY = {
    "a new line": "Salim\nERROR forged",
    "a carriage return": "Salim\rforged",
    "both": "Salim\r\n{}",
    "colours": "\x1b[31mSalim\x1b[0m\x9b2J",
    "JSON": '", "level": "critical", "event": "forged',
    "a NUL": "Sa\0lim",
    "a Unicode line": "Salim\u2028forged\u2029forged\x85forged",
    "turned text": "\u202emilaS\u2066",
    "half a surrogate": "Salim\ud800",
    "very much": "S" * 10_000,
}

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """What was logged since, each line as the JSON that it has to be."""
    set_up_logging("info", "json")
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    structlog.reset_defaults()
    for handler in [h for h in logging.root.handlers if isinstance(h, FromLibraries)]:
        logging.root.removeHandler(handler)


@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY.keys())
def test_whatever_is_said_takes_one_line(lines: Lines, text: str) -> None:
    logger(text).warning(text, value=text)
    (line,) = lines()
    assert line["level"] == "warning"
    for value in (line["event"], line["part"], line["value"]):
        assert telemetry.CONTROL.search(value) is None
        assert len(value) <= telemetry.VALUE_LENGTH_MAX


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), number=st.integers() | st.floats(allow_nan=False))
def test_any_text_is_one_line_of_json(lines: Lines, text: str, number: float) -> None:
    logger("any").info(text, value=text, number=number)
    (line,) = lines()
    assert line["number"] == number


def test_a_logger_made_early_follows_what_is_set_up_later(lines: Lines) -> None:
    EARLY.info("told", name="Salim\nforged")
    (line,) = lines()
    assert (line["part"], line["name"]) == ("early", "Salim forged")


def fail(value: str) -> None:
    raise ValueError(f"bad value {value}")


def test_an_exception_is_told_by_class_and_place_not_by_its_words(lines: Lines) -> None:
    try:
        fail("Salim")
    except ValueError as error:
        error.sqlstate = "22P02"  # type: ignore[attr-defined]
        logger("any").error("failed", error=error)
    (line,) = lines()
    assert (line["error"], line["sqlstate"]) == ("ValueError", "22P02")
    assert line["where"].startswith("test_telemetry.py:")
    assert "Salim" not in json.dumps(line)


def test_an_error_named_in_a_word_is_told(lines: Lines) -> None:
    logger("any").warning("queue_lost", error="ConnectionError")
    (line,) = lines()
    assert line["error"] == "ConnectionError"


def test_what_was_not_made_to_be_told_is_told_by_its_kind(lines: Lines) -> None:
    logger("any").info(
        "said",
        mapping={"name": "Salim"},
        several=["Salim"],
        raw=b"Salim",
        cause=ValueError("Salim"),
        path=Path("/Salim"),
        nothing=None,
        id=UUID(int=7),
        flag=True,
    )
    (line,) = lines()
    assert "Salim" not in json.dumps(line)
    assert (line["mapping"], line["cause"], line["raw"]) == ("dict", "ValueError", "bytes")
    assert (line["id"], line["flag"], "nothing" in line) == (str(UUID(int=7)), True, False)


def test_what_libraries_say_is_told_without_its_values(lines: Lines) -> None:
    library = logging.getLogger("some.library")
    library.warning("cannot store %s\nbecause of %s", "Salim", "his number")
    try:
        fail("Salim")
    except ValueError:
        library.exception("gave up on %r", {"name": "Salim"})
    library.info("too little to be told")
    first, second = lines()
    assert (first["event"], first["level"]) == ("cannot store %s", "warning")
    assert (second["event"], second["error"], second["level"]) == (
        "gave up on %r",
        "ValueError",
        "error",
    )
    assert first["part"] == "some.library"
    assert "Salim" not in json.dumps([first, second])


def test_setting_up_twice_tells_once(lines: Lines) -> None:
    set_up_logging("info", "json")
    logging.getLogger("some.library").error("once")
    assert len(lines()) == 1


def test_what_is_below_the_level_is_not_told(lines: Lines) -> None:
    logger("any").debug("not this")
    set_up_logging("error", "json")
    logger("any").warning("nor this")
    EARLY.error("this")
    assert [line["event"] for line in lines()] == ["this"]


@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY.keys())
def test_for_people_it_is_one_line_too(
    lines: Lines, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    set_up_logging("info", "console")
    logger("any").info(text, value=text)
    shown = capsys.readouterr().err
    assert len(shown.splitlines()) == 1
    assert "\x1b" not in shown


def test_figures_have_names_and_help() -> None:
    text = metrics_page().decode()
    for name in ("requests", "request_seconds", "facts_relayed", "jobs"):
        assert re.search(rf"^# HELP regulars_{name}(_total)? \S", text, re.MULTILINE), name
