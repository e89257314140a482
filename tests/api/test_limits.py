"""How much a key may ask: a burst, then a steady rate, each key for itself."""

import dataclasses
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from regulars.api import limits
from regulars.api.limits import RateLimiter
from tests.api.serving import served
from tests.api.test_callers import Hands
from tests.instruments.installation import Installation
from tests.world import World

ONE, OTHER = UUID(int=1), UUID(int=2)


def test_a_burst_is_granted_and_then_no_more() -> None:
    limiter = RateLimiter(per_second=2, burst=5, clock=Hands())
    granted = [limiter.spend(ONE) for _ in range(5)]
    assert [budget.remaining for budget in granted] == [4, 3, 2, 1, 0]
    refused = limiter.spend(ONE)
    assert (refused.is_spent, refused.remaining, refused.retry_after_seconds) == (True, 0, 1)
    assert refused.headers() == {
        "RateLimit-Limit": "5",
        "RateLimit-Remaining": "0",
        "RateLimit-Reset": "3",
        "Retry-After": "1",
    }
    assert "Retry-After" not in granted[-1].headers()


def test_a_key_does_not_pay_for_another() -> None:
    limiter = RateLimiter(per_second=1, burst=1, clock=Hands())
    assert not limiter.spend(ONE).is_spent
    assert limiter.spend(ONE).is_spent
    assert not limiter.spend(OTHER).is_spent


def test_who_waits_as_told_is_served() -> None:
    clock = Hands()
    limiter = RateLimiter(per_second=1, burst=2, clock=clock)
    while not (budget := limiter.spend(ONE)).is_spent:
        pass
    clock.now += budget.retry_after_seconds
    assert not limiter.spend(ONE).is_spent


def test_refused_requests_cost_nothing() -> None:
    clock = Hands()
    limiter = RateLimiter(per_second=1, burst=1, clock=clock)
    limiter.spend(ONE)
    for _ in range(100):
        assert limiter.spend(ONE).is_spent
    clock.now += 1
    assert not limiter.spend(ONE).is_spent


@given(waits=st.lists(st.floats(0, 3), max_size=60), per_second=st.integers(1, 20))
def test_never_more_than_a_burst_and_the_rate(waits: list[float], per_second: int) -> None:
    clock = Hands()
    limiter = RateLimiter(per_second, burst=10, clock=clock)
    began, granted = clock.now, 0
    for wait in waits:
        clock.now += wait
        granted += not limiter.spend(ONE).is_spent
        assert granted <= 10 + (clock.now - began) * per_second + 1e-6


def test_the_oldest_bucket_is_forgotten_when_there_are_too_many() -> None:
    limiter = RateLimiter(per_second=1, burst=1, clock=Hands())
    limiter.spend(ONE)
    for number in range(limits.KEPT_MAX):
        limiter.spend(UUID(int=10 + number))
    # It starts full again, which errs for the caller.
    assert not limiter.spend(ONE).is_spent


async def test_who_asks_too_much_is_told_to_wait(installation: Installation, world: World) -> None:
    settings = dataclasses.replace(
        installation.settings, rate_limit_per_second=1, rate_limit_burst=3
    )
    busy = dataclasses.replace(installation, settings=settings)
    async with served(busy, world.laundry.api_key) as client:
        answers = [await client.get("/api/v1/settings")]
        while answers[-1].status_code == 200 and len(answers) < 200:
            answers.append(await client.get("/api/v1/settings"))
        refused = answers[-1]
        other = {"Authorization": f"Bearer {world.laundry.reading_key}"}
        unharmed = await client.get("/api/v1/customers", headers=other)
        stranger = await client.get("/api/v1/settings", headers={"Authorization": "Bearer x"})
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert int(refused.headers["retry-after"]) >= 1
    for answer in (*answers, unharmed):
        assert answer.headers["ratelimit-limit"] == "3"
        assert 0 <= int(answer.headers["ratelimit-remaining"]) < 3
        assert int(answer.headers["ratelimit-reset"]) >= 0
    assert unharmed.status_code == 200
    assert "ratelimit-limit" not in stranger.headers
