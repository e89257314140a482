"""A person's key shows itself to nobody; the cache is bounded and forgets at once."""

import pickle

import msgspec
import pytest

from regulars.kernel.ids import new_id
from regulars.runtime.vault import PersonKey, PersonKeyCache, SizeRefused, new_person_key


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_new_keys_are_all_different() -> None:
    keys = [new_person_key() for _ in range(100)]
    assert len({key.id for key in keys}) == len({key.secret for key in keys}) == 100


def test_a_key_shows_its_secret_in_no_text_and_to_no_serializer() -> None:
    key = PersonKey(new_id(), b"thirty-two-bytes-nobody-may-see!")
    for text in (repr(key), str(key), f"{key}", repr({"key": key}), repr(key.cipher)):
        assert "thirty" not in text
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(TypeError):
        msgspec.json.encode(key)


def test_a_secret_of_another_size_is_refused_without_being_shown() -> None:
    with pytest.raises(SizeRefused) as refusal:
        PersonKey(new_id(), b"too-short-secret")
    assert "too-short" not in str(refusal.value)


def test_the_cache_keeps_the_keys_used_last() -> None:
    cache, tenant_id = PersonKeyCache(2), new_id()
    first, second, third = (new_person_key() for _ in range(3))
    cache.put(tenant_id, first)
    cache.put(tenant_id, second)
    assert cache.get(tenant_id, first.id) is first
    cache.put(tenant_id, third)

    assert cache.get(tenant_id, second.id) is None
    assert cache.get(tenant_id, first.id) is first
    assert cache.get(tenant_id, third.id) is third
    assert len(cache) == 2


def test_another_tenant_does_not_get_the_key() -> None:
    cache, key = PersonKeyCache(10), new_person_key()
    cache.put(new_id(), key)
    assert cache.get(new_id(), key.id) is None


def test_a_forgotten_key_is_gone_at_once_and_forgetting_twice_is_fine() -> None:
    cache, tenant_id, key = PersonKeyCache(10), new_id(), new_person_key()
    cache.put(tenant_id, key)
    cache.forget(tenant_id, key.id)
    cache.forget(tenant_id, key.id)
    assert cache.get(tenant_id, key.id) is None
    assert len(cache) == 0


def test_a_key_outlives_an_unheard_erasure_only_for_its_lifetime() -> None:
    clock = Clock()
    cache = PersonKeyCache(10, lifetime_seconds=0.5, clock=clock)
    tenant_id, key = new_id(), new_person_key()
    cache.put(tenant_id, key)
    clock.now = 0.4
    assert cache.get(tenant_id, key.id) is key
    clock.now = 0.5  # being used does not prolong it
    assert cache.get(tenant_id, key.id) is None
    assert len(cache) == 0


def test_clearing_forgets_everybody_and_size_nothing_holds_nothing() -> None:
    cache, nothing, tenant_id = PersonKeyCache(10), PersonKeyCache(0), new_id()
    for _ in range(5):
        cache.put(tenant_id, new_person_key())
        nothing.put(tenant_id, new_person_key())
    assert (len(cache), len(nothing)) == (5, 0)
    cache.clear()
    assert len(cache) == 0
    assert repr(cache) == "PersonKeyCache(0 of 10)"
