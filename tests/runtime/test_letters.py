"""Letters of an address lead back to their bytes, and each bytes have one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.runtime.letters import bytes_of, letters_of


@given(st.binary(max_size=300))
def test_bytes_come_back_as_they_went(raw: bytes) -> None:
    text = letters_of(raw)
    assert bytes_of(text, length_max=len(text)) == raw
    assert not set(text) & set("+/=%&? ")


@given(st.text(max_size=40))
def test_what_was_typed_is_another_spelling_of_nothing(text: str) -> None:
    raw = bytes_of(text, length_max=40)
    assert raw is None or letters_of(raw) == text


@pytest.mark.parametrize("text", ["AB", "AA==", "A", "AAA A", "AA\n", "ÄÄ", "+/+/"])
def test_a_second_spelling_is_refused(text: str) -> None:
    assert bytes_of(text, length_max=40) is None


def test_more_than_asked_for_is_not_read() -> None:
    assert bytes_of("AAAAAAAA", length_max=7) is None
