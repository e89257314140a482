"""Tax numbers: kept as written, one form for comparing, few signs of them shown."""

import pytest

from regulars.kernel.errors import BadValue
from regulars.kernel.taxid import fold_tax_id, looks_like_tax_id, mask_tax_id, read_tax_id


@pytest.mark.parametrize(
    "typed", ["OM1100012345", "om 1100-012 345", "OM١١٠٠٠١٢٣٤٥", "ＯＭ1100012345"]
)
def test_every_writing_is_the_same_number(typed: str) -> None:
    assert fold_tax_id(read_tax_id(typed)) == "OM1100012345"


@pytest.mark.parametrize("typed", ["", "12", "none", "--", "x" * 41])
def test_what_is_no_tax_number_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        read_tax_id(typed)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("OM1100012345", True), ("300-1234567-00003", True), ("Studio 54", False), ("42", False)],
)
def test_a_search_field_may_hold_one(text: str, is_one: bool) -> None:
    assert looks_like_tax_id(text) is is_one


def test_a_masked_one_shows_its_end_only() -> None:
    assert mask_tax_id("OM 1100-012345") == "••••2345"
    assert mask_tax_id("1234") == "••••34"
