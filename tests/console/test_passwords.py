"""Hashing a password is slow on purpose: meanwhile nobody waits for its connection."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.console.visitors import console_of
from tests.instruments.installation import Installation
from tests.world import PASSWORD, World

NEW = "an entirely new password"
PATIENCE_SECONDS = 10
FORMS = {
    "somebody is added": (
        "/settings/staff",
        {"name": "Yusuf", "email": "yusuf@example.com", "password": NEW, "role": "admin"},
    ),
    "a forgotten one is reset": ("/settings/staff/{cashier}/password", {"password": NEW}),
    "ones own is changed": ("/password", {"old": PASSWORD, "new": NEW}),
}


class HeldHands(ThreadPoolExecutor):
    """Threads that begin nothing before they are let go, and tell when something waits."""

    def __init__(self) -> None:
        super().__init__(max_workers=2)
        self.are_wanted = asyncio.Event()
        self.let_go = threading.Event()

    def submit(self, work: Callable[..., Any], /, *args: Any, **given: Any) -> Future[Any]:
        def wait_and_work() -> Any:
            self.let_go.wait()
            return work(*args, **given)

        self.are_wanted.set()
        return super().submit(wait_and_work)


@asynccontextmanager
async def held_hands() -> AsyncIterator[HeldHands]:
    hands = HeldHands()
    asyncio.get_running_loop().set_default_executor(hands)
    try:
        yield hands
    finally:
        hands.let_go.set()
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        hands.shutdown(wait=True)


@pytest.mark.parametrize("what", FORMS)
async def test_while_a_password_is_hashed_others_are_served(
    installation: Installation, world: World, what: str
) -> None:
    """With one connection for everybody."""
    path, form = FORMS[what]
    path = path.format(cashier=world.laundry.cashier.id)
    async with (
        console_of(installation, pool_size=1) as console,
        console.visitor(world.laundry, world.laundry.owner) as owner,
        console.visitor(world.laundry, world.laundry.admin) as admin,
        held_hands() as hands,
    ):
        hashing = asyncio.create_task(owner.post(path, form))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await hands.are_wanted.wait()
                assert (await admin.post("/till/guests")).status_code == 200
            assert not hashing.done()
        finally:
            hands.let_go.set()
            answer = await hashing
        assert "hx-redirect" in answer.headers, answer.text
