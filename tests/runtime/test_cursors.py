"""A cursor leads back to its own list, and nowhere else."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.errors import BadValue
from regulars.runtime.cursors import CURSOR_LENGTH_MAX, read_cursor, write_cursor
from regulars.runtime.vault.crypto import new_key
from regulars.runtime.vault.tenant_keys import EpochKeys, TenantKeys


@dataclass(frozen=True, slots=True)
class Place:
    key: int
    id: UUID


def tenant_keys() -> TenantKeys:
    epochs = {1: EpochKeys(wrap=new_key(), token=new_key())}
    return TenantKeys(uuid4(), root=new_key(), epochs=epochs)


KEYS = tenant_keys()
HERE = ["customers", "salma", None]
PLACE = Place(42, UUID(int=7))


@given(st.integers(0, 2**50), st.uuids())
def test_a_cursor_comes_back_as_it_went(key: int, id_: UUID) -> None:
    text = write_cursor(KEYS, HERE, Place(key, id_))
    assert len(text) < CURSOR_LENGTH_MAX
    assert read_cursor(KEYS, HERE, text, Place) == Place(key, id_)


@given(st.text(max_size=700))
def test_nothing_that_was_typed_is_a_cursor(text: str) -> None:
    with pytest.raises(BadValue):
        read_cursor(KEYS, HERE, text, Place)


@given(st.data())
def test_one_letter_changed_and_it_is_refused(data: st.DataObject) -> None:
    text = write_cursor(KEYS, HERE, PLACE)
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("AQgw-_09az").filter(lambda one: one != text[at]))
    with pytest.raises(BadValue):
        read_cursor(KEYS, HERE, text[:at] + letter + text[at + 1 :], Place)


@pytest.mark.parametrize("elsewhere", [["customers", "salma", "stub"], ["facts"], None])
def test_a_cursor_is_bound_to_its_list_and_filters(elsewhere: object) -> None:
    with pytest.raises(BadValue):
        read_cursor(KEYS, elsewhere, write_cursor(KEYS, HERE, PLACE), Place)


def test_a_cursor_of_another_tenant_is_refused() -> None:
    """Fault row A10."""
    with pytest.raises(BadValue):
        read_cursor(KEYS, HERE, write_cursor(tenant_keys(), HERE, PLACE), Place)


def test_a_place_of_another_shape_is_refused() -> None:
    with pytest.raises(BadValue):
        read_cursor(KEYS, HERE, write_cursor(KEYS, HERE, {"page": 3}), Place)
