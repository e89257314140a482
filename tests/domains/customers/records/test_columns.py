"""A header in a spreadsheet's own words stands for a column."""

import pytest

from regulars.domains.customers.records.columns import COLUMNS, HEADINGS, column_of


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("E-mail", "email"),
        (" MOBILE ", "phone"),
        ("Phone number", "phone"),
        ("birth_date", "birth_date"),
        ("رقم الجوّال", "phone"),
        ("البريد الالكتروني", "email"),
        ("الإسم", "name"),
        ("points", None),
        ("", None),
    ],
)
def test_a_heading_is_read_in_any_writing(heading: str, column: str | None) -> None:
    assert column_of(heading) == column


def test_every_heading_means_one_column_only() -> None:
    assert [column_of(column) for column in COLUMNS] == list(COLUMNS)
    for column, headings in HEADINGS.items():
        assert {column_of(heading) for heading in headings} == {column}
