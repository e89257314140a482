"""A sealed value opens in its own place with its own key, and nowhere else."""

import traceback
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.kernel.ids import new_id
from regulars.runtime.vault import (
    JSON,
    FieldRefused,
    PersonKey,
    SealBroken,
    SealedDocument,
    key_id_of,
    new_person_key,
    open_sealed,
    seal,
)

TENANT, ROW, KEY = new_id(), new_id(), new_person_key()
PLACE: Any = {"tenant_id": TENANT, "row_id": ROW, "key": KEY}
SALMA: Mapping[str, JSON] = {"name": "سلمى Example", "phone": "+96890000001", "notes": None}

plain_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)

# The first run on a machine builds its tables of characters, which a busy one does slowly.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def sealed(person: SealedDocument) -> bytes:
    return seal(person, SALMA, **PLACE)


def test_a_value_opens_in_its_own_place(person: SealedDocument, sealed: bytes) -> None:
    assert open_sealed(person, sealed, **PLACE) == SALMA
    assert key_id_of(sealed) == KEY.id
    assert b"Example" not in sealed


@unhurried
@given(values=st.fixed_dictionaries({}, optional={"name": plain_json, "wishes": plain_json}))
def test_whatever_json_can_say_comes_back_as_it_was(
    person: SealedDocument, values: dict[str, JSON]
) -> None:
    assert open_sealed(person, seal(person, values, **PLACE), **PLACE) == values


def test_the_form_is_version_key_id_nonce_ciphertext(person: SealedDocument) -> None:
    sealed = seal(person, {}, **PLACE)
    assert sealed[0] == 1
    assert sealed[1:17] == KEY.id.bytes
    assert len(sealed) == 1 + 16 + 12 + len(b"{}") + 16


def test_a_value_moved_to_another_place_is_noticed(
    person: SealedDocument, address: SealedDocument, sealed: bytes
) -> None:
    moved: list[tuple[SealedDocument, dict[str, object]]] = [
        (address, {}),
        (person, {"row_id": new_id()}),
        (person, {"tenant_id": new_id()}),
        (person, {"tenant_id": ROW, "row_id": TENANT}),
        (person, {"key": new_person_key()}),
        (person, {"key": PersonKey(KEY.id, new_person_key().secret)}),
        (person, {"key": PersonKey(new_id(), KEY.secret)}),
    ]
    for document, elsewhere in moved:
        with pytest.raises(SealBroken):
            open_sealed(document, sealed, **{**PLACE, **elsewhere})


def test_a_value_relabelled_with_another_key_id_is_noticed(
    person: SealedDocument, sealed: bytes
) -> None:
    twin = PersonKey(new_id(), KEY.secret)
    relabelled = sealed[:1] + twin.id.bytes + sealed[17:]
    with pytest.raises(SealBroken):
        open_sealed(person, relabelled, tenant_id=TENANT, row_id=ROW, key=twin)


def test_every_flipped_bit_is_noticed(person: SealedDocument, sealed: bytes) -> None:
    for place in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            open_sealed(person, bytes(flipped), **PLACE)


def test_every_shortened_or_lengthened_value_is_noticed(
    person: SealedDocument, sealed: bytes
) -> None:
    wrong = [sealed[:length] for length in range(len(sealed))]
    for changed in (*wrong, sealed + b"\0", sealed + sealed, b"\0" + sealed):
        with pytest.raises(SealBroken):
            open_sealed(person, changed, **PLACE)


def test_a_key_id_is_read_only_from_something_sealed(sealed: bytes) -> None:
    for wrong in (b"", sealed[:44], b"\2" + sealed[1:]):
        with pytest.raises(SealBroken):
            key_id_of(wrong)


def test_no_nonce_comes_twice_in_twenty_thousand_seals(person: SealedDocument) -> None:
    nonces = {seal(person, {"name": "x"}, **PLACE)[17:29] for _ in range(20_000)}
    assert len(nonces) == 20_000


def test_a_field_that_was_not_declared_is_refused_and_not_repeated(
    person: SealedDocument,
) -> None:
    with pytest.raises(FieldRefused, match="holds only: name, phone") as refusal:
        seal(person, {"name": "Salma", "salma@example.com": "x"}, **PLACE)
    assert "salma" not in str(refusal.value).lower()


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        "broken \ud800 half",
        b"bytes",
        ("tuple",),
        date(1990, 1, 1),
        UUID(int=1),
        {1: "number as a name"},
        {"set"},
        pytest.param(object(), id="an object"),
    ],
    ids=repr,
)
def test_what_json_would_change_is_refused_rather_than_changed(
    person: SealedDocument, value: Any
) -> None:
    with pytest.raises(FieldRefused, match="not plain JSON"):
        seal(person, {"name": value}, **PLACE)


def test_a_value_that_contains_itself_is_refused(person: SealedDocument) -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(FieldRefused):
        seal(person, {"wishes": endless}, **PLACE)


def test_no_refusal_carries_a_secret_or_a_value(
    person: SealedDocument, address: SealedDocument
) -> None:
    key = PersonKey(new_id(), b"thirty-two-bytes-nobody-may-see!")
    place: Any = {"tenant_id": TENANT, "row_id": ROW, "key": key}
    sealed = seal(person, {"name": "Thuraya Sample"}, **place)
    attempts: list[Callable[[], object]] = [
        lambda: open_sealed(address, sealed, **place),
        lambda: open_sealed(person, sealed[:-1], **place),
        lambda: seal(person, {"name": "Thuraya \ud800 Sample"}, **place),
        lambda: seal(person, {"Thuraya": "Thuraya Sample"}, **place),
        lambda: seal(person, {"name": {"Thuraya", "Sample"}}, **place),  # type: ignore[dict-item]
    ]
    for attempt in attempts:
        with pytest.raises((SealBroken, FieldRefused)) as refusal:
            attempt()
        link: BaseException | None = refusal.value
        while link is not None:
            told = repr(link) + str(link) + "".join(traceback.format_exception_only(link))
            assert "Thuraya" not in told
            assert "thirty-two" not in told
            link = link.__cause__ or link.__context__
