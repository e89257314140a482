"""Where a request comes from: what our own proxies say is believed, what anybody says is not."""

import pytest

from regulars.runtime.peers import UNKNOWN, peer_of

STRANGER, PROXY = "203.0.113.7", "10.0.0.1"


def test_without_proxies_the_header_is_anybodys_word() -> None:
    assert peer_of(STRANGER, ["198.51.100.1"], hops=0) == STRANGER


@pytest.mark.parametrize(
    ("forwarded", "hops"),
    [
        ([STRANGER], 1),
        ([f"198.51.100.1, {STRANGER}"], 1),
        (["198.51.100.1", STRANGER], 1),
        ([f"198.51.100.1, {STRANGER}, 10.0.0.2"], 2),
        ([f"{STRANGER}:4711"], 1),
        ([f"::ffff:{STRANGER}"], 1),
        # Farther than anything stands, the farthest counts.
        ([STRANGER], 3),
    ],
)
def test_behind_proxies_it_is_who_stood_before_the_first_of_them(
    forwarded: list[str], hops: int
) -> None:
    assert peer_of(PROXY, forwarded, hops=hops) == STRANGER


def test_who_came_past_the_proxies_is_who_they_are() -> None:
    assert peer_of(STRANGER, [], hops=1) == STRANGER
    assert peer_of(STRANGER, [" , "], hops=1) == STRANGER


@pytest.mark.parametrize(
    "written", ["2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", "[2001:db8:1:2::9]:80"]
)
def test_one_household_of_the_newer_addresses_is_one_peer(written: str) -> None:
    assert peer_of(PROXY, [written], hops=1) == "2001:db8:1:2::/64"


@pytest.mark.parametrize("written", ["", "unknown", "_hidden", "300.1.1.1", "a" * 5_000])
def test_what_is_no_address_is_nobodys(written: str) -> None:
    assert peer_of(written, [], hops=0) == UNKNOWN
    assert peer_of(None, [], hops=0) == UNKNOWN
