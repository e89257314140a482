"""Blind tokens and wrapped keys: bound to their tenant, kind and person, readable by no other."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.kernel.ids import new_id
from regulars.runtime.vault import KeyStore, SealBroken, TenantKeys, crypto, epoch_of
from regulars.runtime.vault.tenant_keys import EpochKeys

SECRET = bytes(range(32))
SOME_TENANT = TenantKeys(
    new_id(), root=bytes(32), epochs={1: EpochKeys(wrap=bytes(32), token=b"\x01" * 32)}
)

# The first run on a machine builds its tables of characters, which a busy one does slowly.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def keys(store: KeyStore, tenant_id: UUID) -> TenantKeys:
    return store.tenant(tenant_id)


@pytest.fixture
def others(store: KeyStore) -> TenantKeys:
    return store.create(new_id())


def test_a_wrapped_key_comes_back_and_names_its_epoch(keys: TenantKeys) -> None:
    key_id = new_id()
    wrapped = keys.wrap(key_id, SECRET)
    assert keys.unwrap(key_id, wrapped) == SECRET
    assert epoch_of(wrapped) == keys.epoch == 1
    assert SECRET not in wrapped
    assert keys.wrap(key_id, SECRET) != wrapped


def test_a_wrapped_key_opens_for_no_other_person_or_tenant(
    keys: TenantKeys, others: TenantKeys
) -> None:
    key_id = new_id()
    wrapped = keys.wrap(key_id, SECRET)
    with pytest.raises(SealBroken):
        keys.unwrap(new_id(), wrapped)
    with pytest.raises(SealBroken):
        others.unwrap(key_id, wrapped)


def test_a_wrapped_key_is_bound_to_its_tenant_even_under_the_same_secrets() -> None:
    one, two = (
        TenantKeys(new_id(), root=SECRET, epochs={1: EpochKeys(wrap=SECRET, token=SECRET)})
        for _ in range(2)
    )
    key_id = new_id()
    with pytest.raises(SealBroken):
        two.unwrap(key_id, one.wrap(key_id, SECRET))


def test_a_wrapped_key_cannot_be_passed_off_as_of_another_epoch() -> None:
    both = {number: EpochKeys(wrap=SECRET, token=SECRET) for number in (1, 2)}
    keys, key_id = TenantKeys(new_id(), root=SECRET, epochs=both), new_id()
    wrapped = bytearray(keys.wrap(key_id, SECRET))
    assert epoch_of(bytes(wrapped)) == 2
    wrapped[4] = 1
    with pytest.raises(SealBroken):
        keys.unwrap(key_id, bytes(wrapped))


def test_every_flipped_bit_of_a_wrapped_key_is_noticed(keys: TenantKeys) -> None:
    key_id = new_id()
    wrapped = keys.wrap(key_id, SECRET)
    for place in range(len(wrapped) * 8):
        flipped = bytearray(wrapped)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            keys.unwrap(key_id, bytes(flipped))
    for wrong in (b"", wrapped[:-1], wrapped + b"\0"):
        with pytest.raises(SealBroken):
            keys.unwrap(key_id, wrong)


def test_a_token_is_the_same_each_time_and_short(keys: TenantKeys) -> None:
    token = keys.token("phone", "+96890000001")
    assert (
        token == keys.token("phone", "+96890000001") == keys.token("phone", "+96890000001", epoch=1)
    )
    assert len(token) == 16


def test_the_same_value_gives_two_tenants_different_tokens(
    keys: TenantKeys, others: TenantKeys
) -> None:
    assert keys.token("phone", "+96890000001") != others.token("phone", "+96890000001")
    assert keys.number_token("gram", "sal") != others.number_token("gram", "sal")
    assert keys.derive("jobs.v1") != others.derive("jobs.v1")


def test_kinds_and_uses_do_not_meet(keys: TenantKeys) -> None:
    tokens = {
        keys.token("phone", "x"),
        keys.token("email", "x"),
        keys.token("phon", "ex"),
        keys.token("phonex", ""),
        keys.token("phone", "x" * 2),
    }
    assert len(tokens) == 5
    whole = keys.token("phone", "x")
    assert int.from_bytes(whole[:4], "big", signed=True) != keys.number_token("phone", "x")
    assert keys.derive("jobs.v1") != keys.derive("cursors.v1")
    assert len(keys.derive("jobs.v1")) == crypto.KEY_BYTES


def test_number_tokens_fit_an_int4_and_spread_over_it(keys: TenantKeys) -> None:
    numbers = [keys.number_token("gram", f"word{count}") for count in range(20_000)]
    assert all(-(2**31) <= number < 2**31 for number in numbers)
    # 20,000 values drawn from 2**32 meet about 0.05 times: five would be a broken hash.
    assert len(set(numbers)) > 19_995
    sixteenths = Counter((number + 2**31) >> 28 for number in numbers)
    assert len(sixteenths) == 16
    assert max(sixteenths.values()) < 1_500


def test_a_skewed_list_of_names_looks_alike_to_no_two_tenants(
    keys: TenantKeys, others: TenantKeys
) -> None:
    names = [f"name{rank}" for rank in range(50) for _ in range(50 // (rank + 1))]
    ours = Counter(keys.number_token("name", name) for name in names)
    theirs = Counter(others.number_token("name", name) for name in names)
    # Within one tenant frequencies show: that limit is stated. Between tenants nothing joins.
    assert sorted(ours.values()) == sorted(theirs.values())
    assert not ours.keys() & theirs.keys()


@unhurried
@given(kind=st.text(), value=st.text(alphabet=st.characters()), other=st.text())
def test_any_text_has_tokens_and_different_texts_have_different_ones(
    kind: str, value: str, other: str
) -> None:
    assert (SOME_TENANT.token(kind, value) == SOME_TENANT.token(kind, other)) == (value == other)
    assert -(2**31) <= SOME_TENANT.number_token(kind, value) < 2**31


def test_a_broken_half_of_a_character_still_has_a_token(keys: TenantKeys) -> None:
    assert keys.token("name", "\ud800") != keys.token("name", "\ud801")


def test_no_key_shows_in_any_text() -> None:
    root, wrap, token = (f"{name}-key-that-nobody-may-ever-see-it"[:32] for name in "rwt")
    epochs = {1: EpochKeys(wrap=wrap.encode(), token=token.encode())}
    keys = TenantKeys(new_id(), root=root.encode(), epochs=epochs)
    for text in (repr(keys), str(keys), repr(epochs), repr(epochs[1].wrap)):
        assert "nobody" not in text
