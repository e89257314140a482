"""Weeks begin where the country has them begin."""

import pytest

from regulars.domains.tenants import first_weekday

MONDAY, SATURDAY, SUNDAY = 0, 5, 6


@pytest.mark.parametrize(
    ("country", "weekday"),
    [("OM", SATURDAY), ("KW", SATURDAY), ("SA", SUNDAY), ("AE", MONDAY), ("FR", MONDAY),
     ("IN", SUNDAY), ("US", SUNDAY)],
)  # fmt: skip
def test_a_week_begins_as_the_country_has_it(country: str, weekday: int) -> None:
    assert first_weekday(country) == weekday


@pytest.mark.parametrize("country", ["", "??", "a-b-c-d"])
def test_where_nothing_is_known_a_week_begins_on_monday(country: str) -> None:
    assert first_weekday(country) == MONDAY
