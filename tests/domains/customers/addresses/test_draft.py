"""Reading an address: what is needed, what is complained of, what becomes of a city."""

from typing import Any

import pytest

from regulars.domains.customers.addresses.draft import read_address
from regulars.kernel.errors import Invalid
from regulars.kernel.geo import Point


def complaints(given: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        read_address(given, country="OM")
    return [(error.field, error.code) for error in refused.value.errors]


def test_a_city_is_all_that_an_address_needs() -> None:
    read = read_address({"city": "Muscat"}, country="OM")
    assert (read.kind, read.city, read.country, read.cell) == ("home", "Muscat", "OM", None)
    assert read.details.document() == {}


@pytest.mark.parametrize("written", ["مسقط", " MUSCAT ", "مَسقط"])
def test_a_city_of_the_list_goes_by_one_name_in_any_writing(written: str) -> None:
    assert read_address({"city": written}, country="OM").city == "Muscat"


@pytest.mark.parametrize(
    ("written", "name"), [("Al Seeb", "Seeb"), ("السيب", "Seeb"), ("Amerat", "Al Amerat")]
)
def test_the_article_is_heard_or_not(written: str, name: str) -> None:
    assert read_address({"city": written}, country="OM").city == name


def test_a_city_in_own_words_is_sealed_with_the_rest() -> None:
    read = read_address({"city": "Wadi of our uncle"}, country="OM")
    assert read.city is None
    assert read.details.city == "Wadi of our uncle"
    assert read.shown_city == "Wadi of our uncle"


def test_another_country_has_other_cities() -> None:
    muscat = read_address({"city": "Muscat"}, country="OM")
    moved = read_address({"country": "ae"}, country="OM", before=muscat)
    assert (moved.country, moved.city, moved.details.city) == ("AE", None, "Muscat")
    home = read_address({"country": None}, country="OM", before=moved)
    assert (home.country, home.city, home.details.city) == ("OM", "Muscat", None)


def test_doors_are_counted_in_latin_digits_and_pins_read_from_arabic_ones() -> None:
    given = {"city": "صحار", "building": "مبنى ١٢", "floor": "٣", "apartment": "٣٠٤"}
    read = read_address({**given, "latitude": "٢٤٫٣٤", "longitude": "٥٦٫٧"}, country="OM")
    details = read.details
    assert (details.building, details.floor, details.apartment) == ("مبنى 12", "3", "304")
    assert details.point == Point(24.34, 56.7)
    assert read.cell is not None


def test_everything_wrong_is_said_at_once() -> None:
    given = {
        "type": "palace", "label": "x" * 61, "building": 12, "city": " ", "country": "XX",
        "latitude": 91, "postal_code": "100",
    }  # fmt: skip
    assert complaints(given) == [
        ("postal_code", "unknown_field"),
        ("label", "text_too_long"),
        ("building", "wrong_type"),
        ("type", "unknown_value"),
        ("country", "unknown_value"),
        ("city", "city_missing"),
        ("latitude", "latitude_not_valid"),
    ]


def test_absent_fields_stay_and_null_clears_one() -> None:
    before = read_address(
        {"city": "Sur", "street": "Way 4312", "notes": "Ring", "latitude": 22.5, "longitude": 59.5},
        country="OM",
    )
    after = read_address({"notes": None, "type": "work"}, country="OM", before=before)
    assert (after.kind, after.details.street, after.details.notes) == ("work", "Way 4312", None)
    assert after.details.point == before.details.point
    assert complaints({"city": None}) == [("city", "city_missing")]


def test_half_a_pin_cannot_be_taken_away() -> None:
    before = read_address({"city": "Sur", "latitude": 22.5, "longitude": 59.5}, country="OM")
    with pytest.raises(Invalid) as refused:
        read_address({"latitude": None}, country="OM", before=before)
    assert refused.value.errors[0].code == "position_incomplete"
    moved = read_address({"latitude": 22.6}, country="OM", before=before)
    assert moved.details.point == Point(22.6, 59.5)
    gone = read_address({"latitude": None, "longitude": None}, country="OM", before=before)
    assert gone.cell is None
