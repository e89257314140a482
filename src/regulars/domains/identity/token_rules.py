"""Access tokens as values: what stands in one, how long it holds, and what is believed of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from regulars.domains.identity.account_sessions import AccountSession
from regulars.runtime.vault import jws
from regulars.runtime.vault.jws import TokenRefused

# RFC 9068: so that no other kind of JWT is taken for one.
TYP = "at+jwt"
ACCESS_LIFETIME = timedelta(minutes=10)
# Servers that take turns as the database may differ by as much.
AHEAD_MAX = timedelta(seconds=5)
# The tenant's reference and the key's name: whoever sees it knows which tenant to ask.
KEY_ID = re.compile(r"(?P<ref>[0-9a-z]{8})-(?P<name>[0-9a-z]{12})")
NEEDED = frozenset({"iss", "aud", "sub", "sid", "cid", "role", "tid", "iat", "exp"})
NUMBERS = ("iat", "exp", "nbf")
LATEST = 2**40


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs: `url` is the tenant's portal, as people see it."""

    url: str
    tenant_ref: str
    environment: str

    @property
    def audience(self) -> str:
        return f"regulars:{self.tenant_ref}"

    def key_id(self, name: str) -> str:
        return f"{self.tenant_ref}-{name}"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in of an app gives, and each refresh anew. Secrets, both."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: int = int(ACCESS_LIFETIME.total_seconds())


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What a token says whose signature held; whether its time has come is another question."""

    session_id: UUID
    account_id: UUID
    holder_id: UUID
    role: str
    not_before: datetime
    expires_at: datetime

    def is_in_time(self, now: datetime) -> bool:
        return self.not_before - AHEAD_MAX <= now < self.expires_at

    def are_of(self, session: AccountSession) -> bool:
        """Whether the session is still what it was when this was signed."""
        return (self.session_id, self.account_id, self.holder_id, self.role) == (
            session.id,
            session.account_id,
            session.holder_id,
            session.kind,
        )


@dataclass(frozen=True, slots=True)
class NamedKey:
    """Whose key, and which, a token names; well-formed, and not proven."""

    tenant_ref: str
    name: str


def claims_of(session: AccountSession, issuer: Issuer) -> dict[str, Any]:
    """By the database's clock, which read the session."""
    issued_at = int(session.now.timestamp())
    return {
        "iss": issuer.url,
        "aud": issuer.audience,
        "sub": str(session.account_id),
        "sid": str(session.id),
        "cid": str(session.holder_id),
        "role": session.kind,
        "tid": issuer.tenant_ref,
        "iat": issued_at,
        "exp": issued_at + int(ACCESS_LIFETIME.total_seconds()),
    }


def named_key_of(token: str) -> NamedKey:
    """Raises TokenRefused for whatever does not look like one of ours. The name is of letters and
    digits: it leads to no file and into no statement."""
    match = KEY_ID.fullmatch(jws.named_key(token, typ=TYP))
    if match is None:
        raise TokenRefused
    return NamedKey(match["ref"], match["name"])


def believed(token: str, key: Any, issuer: Issuer) -> AccessClaims:
    """What the token says, if this key signed it and it was made for us. Raises TokenRefused."""
    return read_claims(jws.read_once(jws.proven(token, key)), issuer)


def read_claims(given: Mapping[str, Any], issuer: Issuer) -> AccessClaims:
    if not set(given) >= NEEDED:
        raise TokenRefused
    said = (given["iss"], given["aud"], given["tid"])
    if said != (issuer.url, issuer.audience, issuer.tenant_ref):
        raise TokenRefused
    times = {name: _moment(given[name]) for name in NUMBERS if name in given}
    issued_at, expires_at = times["iat"], times["exp"]
    # We sign none that hold longer.
    if not issued_at < expires_at <= issued_at + ACCESS_LIFETIME:
        raise TokenRefused
    if given["role"] not in ("customer", "vendor", "driver"):
        raise TokenRefused
    return AccessClaims(
        _id(given["sid"]),
        _id(given["sub"]),
        _id(given["cid"]),
        given["role"],
        max(issued_at, times.get("nbf", issued_at)),
        expires_at,
    )


def _moment(given: Any) -> datetime:
    if type(given) is not int or not 0 <= given < LATEST:
        raise TokenRefused
    return datetime.fromtimestamp(given, UTC)


def _id(given: Any) -> UUID:
    try:
        read = UUID(given) if isinstance(given, str) else None
    except ValueError:
        raise TokenRefused from None
    if read is None or str(read) != given:
        raise TokenRefused
    return read
