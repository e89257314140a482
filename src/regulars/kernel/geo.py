"""Places on earth: reading coordinates, coarse cells, distances, and the cells round a place."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regulars.kernel.errors import BadValue, FieldError
from regulars.kernel.text import latin_digits

EARTH_RADIUS_METRES = 6_371_008.8
CELL_LENGTH = 5  # characters of a geohash: some five kilometres
DIGITS_KEPT = 6  # of a degree: a decimetre
COVER_MAX = 32
WRITTEN_LENGTH_MAX = 100
LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"
DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")
# Decimal signs and minus signs that people and keyboards write.
SIGNS = str.maketrans(
    {"٫": ".", ",": ".", "،": ".", "−": "-", "–": "-", "\u200e": "", "\u200f": ""}
)
MOST = {"latitude": 90.0, "longitude": 180.0}


@dataclass(frozen=True, slots=True)
class Point:
    latitude: float
    longitude: float


def read_point(given: Mapping[str, Any]) -> tuple[Point | None, list[FieldError]]:
    """From numbers, or from text with any digits. Both coordinates or neither; the point where
    equator and Greenwich cross is what broken devices send, and nobody lives there."""
    errors: list[FieldError] = []
    read: dict[str, float | None] = {}
    for name in MOST:
        try:
            read[name] = read_coordinate(name, given.get(name))
        except BadValue as bad:
            errors.append(bad.at(name))
    if errors:
        return None, errors
    latitude, longitude = read["latitude"], read["longitude"]
    if latitude is None or longitude is None:
        missing = [name for name, value in read.items() if value is None]
        return None, [FieldError(missing[0], "position_incomplete")] if len(missing) == 1 else []
    if latitude == 0 and longitude == 0:
        return None, [FieldError("latitude", "position_zero")]
    return Point(latitude, longitude), []


def read_coordinate(name: str, value: Any) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if len(value) > WRITTEN_LENGTH_MAX:
            raise BadValue(f"{name}_not_valid")
        text = latin_digits(value).translate(SIGNS).strip().removesuffix("°")
        if not DECIMAL.fullmatch(text):
            raise BadValue(f"{name}_not_valid")
        value = float(text)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValue("wrong_type")
    # NaN is not within anything.
    if not -MOST[name] <= value <= MOST[name]:
        raise BadValue(f"{name}_not_valid")
    # Adding nothing makes minus nothing plain nothing.
    return round(float(value), DIGITS_KEPT) + 0.0


def metres_between(one: Point, other: Point) -> float:
    """Along the surface of a round earth: half a per cent off at worst."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * math.asin(min(1.0, math.sqrt(half)))


def cell_of(point: Point, length: int = CELL_LENGTH) -> str:
    """The geohash: a name for the rectangle that the point lies in."""
    columns, rows = _grid(length)
    column = _place(point.longitude, 180, columns)
    return _name(column, _place(point.latitude, 90, rows), length)


def middle_of(cell: str) -> Point:
    columns, rows = _grid(len(cell))
    column = row = 0
    is_column = True
    for letter in cell:
        value = LETTERS.index(letter)
        for bit in (16, 8, 4, 2, 1):
            if is_column:
                column = column << 1 | bool(value & bit)
            else:
                row = row << 1 | bool(value & bit)
            is_column = not is_column
    return Point((row + 0.5) / rows * 180 - 90, (column + 0.5) / columns * 360 - 180)


def cells_near(point: Point, metres: float) -> list[tuple[str, str]]:
    """Ranges of cell names, both ends included, that hold everything so near and more besides:
    whoever asks measures what is found. They go round the antimeridian and over the poles."""
    for length in range(CELL_LENGTH, 1, -1):
        columns, rows = _grid(length)
        found = _columns(point, metres, columns), _rows(point, metres, rows)
        if len(found[0]) * len(found[1]) <= COVER_MAX:
            names = sorted({_name(x, y, length) for x in found[0] for y in found[1]})
            return [_range(name) for name in names]
    return [_range("")]


def _range(prefix: str) -> tuple[str, str]:
    return prefix.ljust(CELL_LENGTH, LETTERS[0]), prefix.ljust(CELL_LENGTH, LETTERS[-1])


def _grid(length: int) -> tuple[int, int]:
    """How many columns and rows cells of this length divide the earth into."""
    return 1 << (5 * length + 1) // 2, 1 << 5 * length // 2


def _place(degrees: float, most: int, many: int) -> int:
    return min(int((degrees + most) / (2 * most) * many), many - 1)


def _rows(point: Point, metres: float, many: int) -> range:
    reach = math.degrees(_angle(metres))
    lowest, highest = max(point.latitude - reach, -90), min(point.latitude + reach, 90)
    return range(_place(lowest, 90, many), _place(highest, 90, many) + 1)


def _columns(point: Point, metres: float, many: int) -> list[int]:
    angle, latitude = _angle(metres), math.radians(point.latitude)
    if abs(latitude) + angle >= math.pi / 2:
        return list(range(many))  # a pole is within reach, and every meridian with it
    reach = math.degrees(math.asin(math.sin(angle) / math.cos(latitude)))
    first = math.floor((point.longitude - reach + 180) / 360 * many)
    last = math.floor((point.longitude + reach + 180) / 360 * many)
    return sorted({column % many for column in range(first, min(last, first + many - 1) + 1)})


def _angle(metres: float) -> float:
    """A little more than asked for, since rounding must not lose a cell."""
    return (metres * 1.001 + 1) / EARTH_RADIUS_METRES


def _name(column: int, row: int, length: int) -> str:
    column_bits, row_bits = (5 * length + 1) // 2, 5 * length // 2
    bits = []
    for place in range(5 * length):
        if place % 2 == 0:
            column_bits -= 1
            bits.append(column >> column_bits & 1)
        else:
            row_bits -= 1
            bits.append(row >> row_bits & 1)
    fives = ("".join(map(str, bits[start : start + 5])) for start in range(0, len(bits), 5))
    return "".join(LETTERS[int(five, 2)] for five in fives)
