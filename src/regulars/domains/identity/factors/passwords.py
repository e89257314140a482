"""Passwords: hashed with Argon2id off the event loop, compared at the same cost for everybody."""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from regulars.domains.identity.factors import password_rules
from regulars.domains.identity.factors.password_rules import NewPassword
from regulars.kernel.errors import Unavailable

# OWASP's Argon2id minimum of 19 MiB and two passes (Password Storage Cheat Sheet).
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# At most this many at once: each takes 19 MiB, and sign-ins must not starve requests.
AT_ONCE = 2
WAITING_MAX = 40


class _Turnstile:
    """A semaphore that knows how many wait for it."""

    def __init__(self) -> None:
        self.waiting = 0
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def __aenter__(self) -> None:
        """Raises Unavailable when too many wait already: a storm is turned away early."""
        if self.waiting >= WAITING_MAX:
            raise Unavailable
        self.waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self.waiting -= 1

    async def __aexit__(self, *_: object) -> None:
        self._turns.release()


async def new_password(password: str) -> NewPassword:
    """Before a unit of work opens: Argon2 is slow on purpose, and whoever waits for it must not
    hold a connection meanwhile."""
    if fault := password_rules.weakness_of(password):
        return NewPassword(None, fault)
    return NewPassword(await hash_password(password))


async def hash_password(password: str) -> str:
    async with _turnstile():
        return await asyncio.to_thread(_hasher.hash, _spelt(password))


async def password_matches(hashed: str | None, password: str) -> bool:
    """With no hash to compare (nobody has this e-mail) it works just as long, and says no."""
    async with _turnstile():
        return await asyncio.to_thread(_matches, hashed, password)


def _matches(hashed: str | None, password: str) -> bool:
    nobody = _nobody()  # made once, and then for whoever comes first, known or not
    try:
        _hasher.verify(hashed or nobody, _spelt(password))
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def _spelt(password: str) -> bytes:
    """Any text is a password, half a surrogate pair too."""
    return password.encode("utf-8", "surrogatepass")


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")


@cache
def _turnstile() -> _Turnstile:
    return _Turnstile()
