"""Access tokens as values: what stands in one, how long it holds, and what is believed of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from regulars.domains.identity.accounts.sessions import AccountSession
from regulars.domains.identity.model import ROLES
from regulars.domains.identity.sign_ins.app_sessions import AppSession
from regulars.runtime.vault import jws
from regulars.runtime.vault.jws import TokenRefused

# RFC 9068: so that no other kind of JWT is taken for one.
TYP = "at+jwt"
ACCESS_LIFETIME = timedelta(minutes=10)
# Servers that take turns as the database may differ by as much.
AHEAD_MAX = timedelta(seconds=5)
# The tenant's reference and the key's name: whoever sees it knows which tenant to ask.
KEY_ID = re.compile(r"(?P<ref>[0-9a-z]{8})-(?P<name>[0-9a-z]{12})")
NEEDED = frozenset({"iss", "aud", "sub", "sid", "role", "tid", "iat", "exp"})
# Whose token it is: a customer's says whose record it opens (`cid`), one of staff says so.
STAFF = "staff"
HOLDERS = ("customer",)
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
    # The customer whose record it opens; of staff, who have none, None.
    holder_id: UUID | None
    role: str
    not_before: datetime
    expires_at: datetime
    is_of_staff: bool = False
    # Of staff: the branch that they work in, None for all of them.
    branch_id: UUID | None = None

    def is_in_time(self, now: datetime) -> bool:
        return self.not_before - AHEAD_MAX <= now < self.expires_at

    def are_of(self, session: AccountSession) -> bool:
        """Whether the session is still what it was when this was signed."""
        return not self.is_of_staff and (
            self.session_id,
            self.account_id,
            self.holder_id,
            self.role,
        ) == (session.id, session.account_id, session.holder_id, session.kind)

    def are_of_staff(self, signed_in: AppSession) -> bool:
        """Whether they still have the role, and stand in the branch, that this was signed for."""
        session = signed_in.session
        return self.is_of_staff and (
            self.session_id,
            self.account_id,
            self.role,
            self.branch_id,
        ) == (session.id, session.staff_id, session.role, session.branch)

    def is_younger_than(self, moment: datetime) -> bool:
        """Whether it may have been signed after this moment: it says whole seconds alone."""
        return self.not_before + timedelta(seconds=1) > moment


@dataclass(frozen=True, slots=True)
class NamedKey:
    """Whose key, and which, a token names; well-formed, and not proven."""

    tenant_ref: str
    name: str


def claims_of(session: AccountSession, issuer: Issuer) -> dict[str, Any]:
    """By the database's clock, which read the session."""
    return {
        "sub": str(session.account_id),
        "sid": str(session.id),
        "cid": str(session.holder_id),
        "role": session.kind,
        **_signed(session.now, issuer),
    }


def staff_claims_of(signed_in: AppSession, issuer: Issuer) -> dict[str, Any]:
    """Without a branch they see all of them."""
    session = signed_in.session
    branch = {} if session.branch is None else {"branch": str(session.branch)}
    return {
        "sub": str(session.staff_id),
        "sid": str(session.id),
        "kind": STAFF,
        "role": session.role,
        **branch,
        **_signed(signed_in.now, issuer),
    }


def _signed(now: datetime, issuer: Issuer) -> dict[str, Any]:
    issued_at = int(now.timestamp())
    return {
        "iss": issuer.url,
        "aud": issuer.audience,
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
    is_of_staff = _is_of_staff(given)
    if given["role"] not in (ROLES if is_of_staff else HOLDERS):
        raise TokenRefused
    return AccessClaims(
        _id(given["sid"]),
        _id(given["sub"]),
        None if is_of_staff else _id(given["cid"]),
        given["role"],
        max(issued_at, times.get("nbf", issued_at)),
        expires_at,
        is_of_staff,
        _id(given["branch"]) if is_of_staff and "branch" in given else None,
    )


def _is_of_staff(given: Mapping[str, Any]) -> bool:
    """A token is of a customer's account or of staff: never of both, and never of neither."""
    if "kind" not in given:
        if "cid" not in given or "branch" in given:
            raise TokenRefused
        return False
    if given["kind"] != STAFF or "cid" in given:
        raise TokenRefused
    return True


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
