"""Keys that sign access tokens: one in use, turned now and then, shown before and after."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from regulars.domains.identity.tokens.events import (
    IdentitySigningKeyMade,
    IdentitySigningKeyRetired,
)
from regulars.domains.identity.tokens.rules import ACCESS_LIFETIME, Issuer
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault import TenantKeys, jws

sql = statements_beside(__file__)

TURNED_AFTER = timedelta(days=90)
# A retired key signs nothing, and its last token is over after this; a minute for the way.
SHOWN_AFTER = ACCESS_LIFETIME + timedelta(minutes=1)
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
NAME_LETTERS = 12
SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Nothing of it but its name is in the database; `made_at` is None of the one to come."""

    name: str
    made_at: datetime | None
    retired_at: datetime | None
    seed: bytes = field(repr=False)

    @property
    def key(self) -> jws.Key:
        return jws.signing_key(self.seed)

    @property
    def is_in_use(self) -> bool:
        return self.made_at is not None and self.retired_at is None

    @property
    def turned_at(self) -> datetime | None:
        """When the timetable turns it, give or take a day."""
        return self.made_at + TURNED_AFTER if self.made_at else None


async def current_signing_key(tx: Tx) -> SigningKey:
    """The tenant's key in use; its first one is made by whoever needs it first."""
    row = await tx.row(sql.current)
    if row is None:
        await _make(tx, after="")
        row = await tx.row(sql.current)
    assert row is not None
    return _signing_key(tx.keys, row)


async def shown_signing_keys(tx: Tx) -> list[SigningKey]:
    """The one to come, the one in use, and those whose last tokens may still hold. Whoever keeps
    the set for a while, another server of ours too, has a key before its first token."""
    rows = await tx.rows(sql.shown, after=SHOWN_AFTER, most=SHOWN_MAX)
    known = [_signing_key(tx.keys, row) for row in rows]
    in_use = next((key.name for key in known if key.is_in_use), "")
    name = _name_after(tx.keys, in_use)
    return [SigningKey(name, None, None, _seed(tx.keys, name)), *known]


async def rotate_signing_key(
    tx: Tx, *, older_than: timedelta | None = None, only: str | None = None
) -> str | None:
    """The name of the new key. None when the one in use is younger than that, when it is not the
    `only` one that is meant, or when the tenant never had one. Tokens of the old one hold to their
    end."""
    retired = await tx.row(sql.retire, age=older_than or timedelta(0), only=only)
    if retired is None:
        return None
    name = await _make(tx, after=retired["name"])
    tx.emit(IdentitySigningKeyRetired(retired["name"]), subject_id=tx.tenant_id, seq=0)
    return name


async def turn_signing_keys(tx: Tx) -> None:
    """By the timetable."""
    await rotate_signing_key(tx, older_than=TURNED_AFTER)


def public_keys(keys: Sequence[SigningKey], issuer: Issuer) -> dict[str, list[dict[str, str]]]:
    """A JWK set (RFC 7517, 5), with which anybody verifies what they are shown."""
    return {"keys": [jws.public_jwk(key.seed, issuer.key_id(key.name)) for key in keys]}


async def _make(tx: Tx, *, after: str) -> str | None:
    """None when somebody else was quicker: only one is in use at any time."""
    name = _name_after(tx.keys, after)
    if not await tx.run(sql.make, name=name):
        return None
    tx.emit(IdentitySigningKeyMade(name), subject_id=tx.tenant_id, seq=0)
    return name


def _name_after(keys: TenantKeys, name: str) -> str:
    """Every key has one successor, the first one comes after nothing: so it can be shown before
    it is made."""
    number, letters = int.from_bytes(keys.derive(f"name of the key after {name}"), "big"), ""
    for _ in range(NAME_LETTERS):
        number, letter = divmod(number, len(ALPHABET))
        letters += ALPHABET[letter]
    return letters


def _signing_key(keys: TenantKeys, row: Row) -> SigningKey:
    return SigningKey(row["name"], row["made_at"], row["retired_at"], _seed(keys, row["name"]))


def _seed(keys: TenantKeys, name: str) -> bytes:
    return keys.derive(f"access tokens {name}")
