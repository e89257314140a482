"""Ids grow, references can be read aloud, checksums catch a slip."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.ids import Mint, checksum, id_at, moment_of, new_id, new_ref

MILLISECOND = timedelta(milliseconds=1)
moments = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone itself
    max_value=datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def ticking(*milliseconds: int) -> Mint:
    ticks: Iterator[int] = iter(milliseconds)
    return Mint(lambda: next(ticks))


def test_an_id_is_a_version_7_uuid() -> None:
    one = new_id()
    assert one.version == 7
    assert one.variant == "specified in RFC 4122"


def test_ids_grow_and_never_repeat() -> None:
    made = [new_id() for _ in range(20_000)]
    assert all(earlier < later for earlier, later in pairwise(made))


def test_ids_made_by_many_threads_never_repeat_and_grow_in_each() -> None:
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [new_id() for _ in range(1_000)], range(8)))
    assert len({one for batch in batches for one in batch}) == 8_000
    assert all(batch == sorted(batch) for batch in batches)


def test_ids_grow_within_one_millisecond() -> None:
    mint = ticking(5, 5, 5)
    made = [mint.strike() for _ in range(3)]
    assert made == sorted(set(made))
    assert {one.int >> 80 for one in made} == {5}


def test_ids_grow_while_the_clock_is_set_back() -> None:
    mint = ticking(1_000, 3, 999, 1_001)
    made = [mint.strike() for _ in range(4)]
    assert made == sorted(set(made))


def test_a_millisecond_that_runs_out_borrows_from_the_next() -> None:
    ticks = iter([5, 5, 5])
    mint = Mint(lambda: next(ticks), random_bits=lambda _: 1 << 73)
    made = [mint.strike() for _ in range(3)]
    assert made == sorted(set(made))
    assert [one.int >> 80 for one in made] == [5, 6, 7]
    assert {one.version for one in made} == {7}


@given(moments)
def test_the_moment_of_an_id_is_the_moment_it_was_made_to_the_millisecond(moment: datetime) -> None:
    assert timedelta(0) <= moment - moment_of(id_at(moment)) < MILLISECOND


@given(moments)
def test_id_at_is_the_lowest_id_of_its_moment(moment: datetime) -> None:
    milliseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // MILLISECOND
    made = ticking(milliseconds).strike()
    assert id_at(moment) <= made < id_at(moment + MILLISECOND)
    assert (id_at(moment).version, id_at(moment).variant) == (made.version, made.variant)


def test_an_id_made_now_lies_between_now_and_a_moment_later() -> None:
    before = datetime.now(UTC)
    made = new_id()
    # Earlier tests may have borrowed a few milliseconds of the future.
    assert id_at(before) <= made < id_at(datetime.now(UTC) + timedelta(seconds=5))


def test_a_moment_means_the_same_in_every_time_zone() -> None:
    muscat = datetime(2031, 5, 1, 12, tzinfo=timezone(timedelta(hours=4)))
    assert id_at(muscat) == id_at(muscat.astimezone(UTC))


@pytest.mark.parametrize(
    "moment",
    [datetime(2031, 1, 1), datetime(1969, 12, 31, tzinfo=UTC)],  # noqa: DTZ001
)
def test_no_id_is_made_for_a_moment_without_zone_or_before_1970(moment: datetime) -> None:
    with pytest.raises(ValueError, match=r"1970|zone"):
        id_at(moment)


@pytest.mark.parametrize("stranger", [uuid4(), UUID(int=(1 << 128) - 1 - (0x8 << 76) - (1 << 62))])
def test_an_id_that_cannot_tell_its_moment_is_refused(stranger: UUID) -> None:
    with pytest.raises(ValueError, match=r"UUIDv7|calendar"):
        moment_of(stranger)


def test_a_reference_has_eight_letters_that_cannot_be_misread() -> None:
    made = {new_ref() for _ in range(2_000)}
    assert all(len(ref) == 8 for ref in made)
    assert set("".join(made)) <= set("0123456789abcdefghjkmnpqrstvwxyz")
    assert len(made) == 2_000


@given(st.text())
def test_a_checksum_is_six_plain_letters_and_always_the_same(text: str) -> None:
    assert len(checksum(text)) == 6
    assert checksum(text).isascii()
    assert checksum(text).isalnum()
    assert checksum(text) == checksum(text)


@given(st.text(min_size=1, max_size=60), st.data())
def test_one_wrong_letter_changes_the_checksum(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    wrong = data.draw(st.sampled_from("abz059").filter(lambda letter: letter != text[at]))
    # CRC32 catches every burst of up to 32 bits; a letter of another width shifts the rest.
    if len(wrong.encode()) == len(text[at].encode()):
        assert checksum(text[:at] + wrong + text[at + 1 :]) != checksum(text)


def test_the_checksum_never_changes_because_it_stands_in_credentials() -> None:
    assert checksum("") == "000000"
    assert checksum("rk_live_abcd2345_sample") == "0ukxDj"
