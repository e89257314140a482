"""Values written into a statement arrive as they were, and nothing of them is read as SQL."""

import math
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.runtime.literals import in_full, literal
from regulars.runtime.sql import Statement
from tests.instruments.installation import Installation

HOSTILE = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
    st.text("'\"\\{},$1;-/*ENULL \n", max_size=20),
)
# A day from the ends of time, so that no zone leads beyond them.
NO_EARLIER = datetime(1, 1, 2)  # noqa: DTZ001 - hypothesis adds the zone
NO_LATER = datetime(9999, 12, 30)  # noqa: DTZ001


class Odd(StrEnum):
    """What is text and more."""

    QUOTED = "it's \\ so"
    PLAIN = "$1"


# Of a whole hour and of an odd second.
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=-3)), timezone(timedelta(seconds=12_345))])
MOMENTS = st.datetimes(NO_EARLIER, NO_LATER, timezones=ZONES)
VALUES = st.one_of(
    HOSTILE.map(lambda value: ("text", value)),
    st.integers(-(2**63), 2**63 - 1).map(lambda value: ("bigint", value)),
    st.booleans().map(lambda value: ("boolean", value)),
    st.uuids().map(lambda value: ("uuid", value)),
    st.binary(max_size=20).map(lambda value: ("bytea", value)),
    MOMENTS.map(lambda value: ("timestamptz", value)),
    st.lists(HOSTILE | st.none(), max_size=4).map(lambda value: ("text[]", value)),
    st.lists(st.uuids(), max_size=4).map(lambda value: ("uuid[]", value)),
    st.lists(st.binary(max_size=9) | st.none(), max_size=4).map(lambda value: ("bytea[]", value)),
    st.lists(st.booleans(), max_size=4).map(lambda value: ("boolean[]", value)),
    st.lists(st.integers(-(2**31), 2**31 - 1), max_size=4).map(lambda value: ("int[]", value)),
    st.sampled_from(Odd).map(lambda value: ("text", value)),
    st.lists(MOMENTS | st.none(), max_size=4).map(lambda value: ("timestamptz[]", value)),
)


def asking(kind: str) -> Statement:
    return Statement("asked", f"SELECT $1::{kind} AS value", ("value",), "tests")


@given(st.lists(VALUES, min_size=1, max_size=5), st.booleans())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
async def test_any_value_is_read_back_as_it_was(
    shared: Installation, given_values: list[tuple[str, Any]], conforming: bool
) -> None:
    async with shared.connection() as connection:
        setting = "on" if conforming else "off"
        await connection.execute(f"SET standard_conforming_strings = {setting}")
        for kind, value in given_values:
            text = in_full(asking(kind), {"value": value})
            assert await connection.fetchval(text) == value


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        math.nan,
        math.inf,
        Decimal("1"),
        {"a": 1},
        object(),
        bytearray(b"a"),
        date(2026, 1, 1),
        datetime(2026, 1, 1),  # noqa: DTZ001
        "\0",
        ["\0"],
        "\ud800",
        ["é\udfff"],
        [[1]],
        [1.5],
        timedelta(1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_writing_is_refused_and_not_guessed(value: Any) -> None:
    """And not shown: an error's words may end up in a log."""
    with pytest.raises(TypeError, match="not written into a statement") as refused:
        literal(value)
    assert repr(value) not in str(refused.value)


def test_each_place_gets_its_own_value() -> None:
    names = tuple(f"n{number}" for number in range(1, 13))
    places = ", ".join(f"${number}" for number in range(1, 13))
    written = in_full(Statement("asked", places, names, "tests"), {n: n for n in names})
    assert written == ", ".join(f"'n{number}'" for number in range(1, 13))


def test_a_value_that_looks_like_a_place_stays_a_value() -> None:
    first, second = UUID(int=1), "$1"
    statement = Statement("asked", "SELECT $2::text AS value", ("first", "value"), "tests")
    assert in_full(statement, {"first": first, "value": second}) == "SELECT '$1'::text AS value"
