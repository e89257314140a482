"""Money is whole minor units; how many decimals depends on the currency."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.errors import BadValue
from regulars.kernel.money import (
    AMOUNT_MINOR_MAX,
    CURRENCIES,
    DECIMALS,
    read_amount,
    write_amount,
)

currencies = st.sampled_from(sorted(CURRENCIES))


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("250", "OMR", 250_000),
        ("1,250.5", "OMR", 1_250_500),
        ("١٬٢٥٠٫٥", "OMR", 1_250_500),
        (" ۱۲٫۵۰ ", "AED", 1_250),
        ("1 250", "JPY", 1_250),
        ("0.100", "AED", 10),
        ("0", "USD", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, currency: str, minor: int) -> None:
    assert read_amount(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "code"),
    [
        ("", "OMR", "amount_not_valid"),
        ("12,5", "OMR", "amount_not_valid"),
        ("-5", "OMR", "amount_not_valid"),
        ("1e9", "OMR", "amount_not_valid"),
        ("ten", "OMR", "amount_not_valid"),
        ("1.2345", "OMR", "amount_too_fine"),
        ("1.5", "JPY", "amount_too_fine"),
        ("9" * 16, "OMR", "amount_too_large"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(typed: str, currency: str, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_amount(typed, currency)
    assert refused.value.code == code


@given(st.integers(0, AMOUNT_MINOR_MAX), currencies)
def test_what_is_written_is_read_back(minor: int, currency: str) -> None:
    assert read_amount(write_amount(minor, currency), currency) == minor


def test_every_currency_with_decimals_of_its_own_is_one() -> None:
    assert set(DECIMALS) <= CURRENCIES
    assert len(CURRENCIES) > 150
