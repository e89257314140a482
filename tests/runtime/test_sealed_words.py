"""Words in an address: nobody reads them but the tenant that sealed them, for the same use."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.runtime.letters import bytes_of
from regulars.runtime.sealed_words import LETTERS_MAX, WORDS_BYTES_MAX, open_words, seal_words
from regulars.runtime.vault.crypto import new_key
from regulars.runtime.vault.tenant_keys import EpochKeys, TenantKeys
from tests.runtime.test_cursors import tenant_keys

KEYS = tenant_keys()
USE = "customers.search"
LETTERS = st.characters(exclude_categories=["Cs"])


@given(st.text(LETTERS, max_size=200))
def test_words_come_back_as_they_went(words: str) -> None:
    sealed = seal_words(KEYS, USE, words)
    assert open_words(KEYS, USE, sealed) == words
    assert len(sealed) <= LETTERS_MAX


@pytest.mark.parametrize("words", ["+968 9123 4567", "salma@example.com", "سلمى الحارثي"])
def test_an_address_shows_neither_the_words_nor_that_two_are_the_same(words: str) -> None:
    sealed = seal_words(KEYS, USE, words)
    raw = bytes_of(sealed, length_max=LETTERS_MAX)
    assert raw is not None
    assert words not in sealed
    assert words.encode() not in raw
    assert seal_words(KEYS, USE, words) != sealed


def test_the_length_of_an_address_does_not_tell_a_phone_from_a_name() -> None:
    words = ("91234567", "+968 9123 4567", "Salma", "salma@example.com")
    assert len({len(seal_words(KEYS, USE, one)) for one in words}) == 1


# Sealed once: what is drawn below depends on its letters.
SEALED = seal_words(KEYS, USE, "salma")


@given(st.data())
def test_one_letter_changed_and_it_is_no_search(data: st.DataObject) -> None:
    sealed = SEALED
    at = data.draw(st.integers(0, len(sealed) - 1))
    letter = data.draw(st.sampled_from("AQgw-_09az").filter(lambda one: one != sealed[at]))
    assert open_words(KEYS, USE, sealed[:at] + letter + sealed[at + 1 :]) is None


@given(st.text(max_size=1_300))
def test_nothing_that_was_typed_is_a_search(text: str) -> None:
    assert open_words(KEYS, USE, text) is None


def test_another_tenant_and_another_use_open_nothing() -> None:
    sealed = seal_words(KEYS, USE, "salma")
    assert open_words(tenant_keys(), USE, sealed) is None
    assert open_words(KEYS, "another use", sealed) is None


def test_a_tenant_with_the_same_keys_is_another_tenant_all_the_same() -> None:
    root, epochs = new_key(), {1: EpochKeys(wrap=new_key(), token=new_key())}
    one, other = (TenantKeys(uuid4(), root=root, epochs=epochs) for _ in range(2))
    assert open_words(one, USE, seal_words(one, USE, "salma")) == "salma"
    assert open_words(other, USE, seal_words(one, USE, "salma")) is None


def test_an_address_does_not_grow_without_end() -> None:
    longest = "x" * WORDS_BYTES_MAX
    assert len(seal_words(KEYS, USE, longest)) <= LETTERS_MAX
    with pytest.raises(ValueError, match="too many words"):
        seal_words(KEYS, USE, longest + "x")
    assert open_words(KEYS, USE, "A" * (LETTERS_MAX + 1)) is None
