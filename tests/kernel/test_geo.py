"""Places on earth: what is read of coordinates, and that no place is lost by a cover of cells."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.geo import (
    Point,
    cell_of,
    cells_near,
    metres_between,
    middle_of,
    read_point,
)

MUSCAT = Point(23.588, 58.3829)
BOTH = [("latitude", "latitude_not_valid"), ("longitude", "longitude_not_valid")]
POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("latitude", "longitude", "read"),
    [
        (23.588, 58.3829, MUSCAT),
        ("23.588", "58.3829", MUSCAT),
        ("٢٣٫٥٨٨", "٥٨٫٣٨٢٩", MUSCAT),
        (" 23,588° ", "58.3829\u200e", MUSCAT),
        ("−33.9", 18.4, Point(-33.9, 18.4)),
        (0, 6.5, Point(0.0, 6.5)),
        (90, -180, Point(90.0, -180.0)),
        (23.58800004, 58.3829, MUSCAT),
        (None, None, None),
        ("", None, None),
    ],
)
def test_coordinates_are_read_in_the_writings_of_people(
    latitude: Any, longitude: Any, read: Point | None
) -> None:
    assert read_point({"latitude": latitude, "longitude": longitude}) == (read, [])


@pytest.mark.parametrize(
    ("latitude", "longitude", "complaints"),
    [
        (23.5, None, [("longitude", "position_incomplete")]),
        (None, "58", [("latitude", "position_incomplete")]),
        (0, 0.0, [("latitude", "position_zero")]),
        ("-0", "٠", [("latitude", "position_zero")]),
        (90.01, 181, BOTH),
        (math.nan, math.inf, BOTH),
        ("23.5.1", "58 east", BOTH),
        ("1e1", "nan", BOTH),
        (True, [], [("latitude", "wrong_type"), ("longitude", "wrong_type")]),
    ],
)
def test_what_is_no_place_is_refused_by_field(
    latitude: Any, longitude: Any, complaints: list[tuple[str, str]]
) -> None:
    point, errors = read_point({"latitude": latitude, "longitude": longitude})
    assert point is None
    assert [(error.field, error.code) for error in errors] == complaints


@pytest.mark.parametrize(
    ("point", "cell"),
    [
        (Point(57.64911, 10.40744), "u4pru"),  # the sample of the geohash inventor's own page
        (Point(51.5074, -0.1278), "gcpvj"),  # London
        (Point(-33.8688, 151.2093), "r3gx2"),  # Sydney
        (Point(-90, -180), "00000"),
        (Point(90, 180), "zzzzz"),
    ],
)
def test_a_cell_is_the_geohash_that_everybody_else_makes(point: Point, cell: str) -> None:
    assert cell_of(point) == cell


def test_distances_are_those_of_the_earth() -> None:
    assert metres_between(MUSCAT, Point(24.3474, 56.7094)) == pytest.approx(190_000, rel=0.01)
    assert metres_between(MUSCAT, MUSCAT) == 0
    assert metres_between(Point(0, 179.9), Point(0, -179.9)) == pytest.approx(22_239, rel=0.001)
    assert metres_between(Point(90, 0), Point(-90, 77)) == pytest.approx(20_015_115, rel=0.001)


@given(POINTS)
def test_the_middle_of_a_cell_lies_in_it(point: Point) -> None:
    cell = cell_of(point)
    assert cell_of(middle_of(cell)) == cell


@given(POINTS, POINTS, st.floats(1, 60_000))
def test_whatever_is_near_lies_in_the_cells_that_are_asked(
    point: Point, other: Point, metres: float
) -> None:
    """Across the antimeridian and at the poles too."""
    near = Point(
        max(-90, min(90, point.latitude + other.latitude / 200)),
        (point.longitude + other.longitude / 100 + 540) % 360 - 180,
    )
    for there in (near, other):
        if metres_between(point, there) <= metres:
            cell = cell_of(there)
            assert any(low <= cell <= high for low, high in cells_near(point, metres))


def test_the_antimeridian_is_no_end_of_the_world() -> None:
    ranges = cells_near(Point(-17.0, 179.999), 2_000)
    for there in (Point(-17.0, 179.99), Point(-17.0, -179.99)):
        assert any(low <= cell_of(there) <= high for low, high in ranges)


@given(POINTS, st.floats(1, 50_000))
def test_a_cover_is_a_few_ranges_and_not_the_earth(point: Point, metres: float) -> None:
    ranges = cells_near(point, metres)
    assert len(ranges) <= 32
    if abs(point.latitude) < 80:
        assert all(low[:2] == high[:2] for low, high in ranges)
