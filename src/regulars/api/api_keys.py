"""/api/v1/api-keys: keys made, listed without their secrets, and revoked."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, page_of
from regulars.api.views import Moment
from regulars.domains import identity
from regulars.domains.identity import ApiKey, KeyKind, Scope
from regulars.kernel.errors import FieldError, Invalid, NotAllowed
from regulars.runtime.tx import Tx

# What is no moment at all is of the wrong type, however much it looks like a text.
End = Annotated[datetime, Meta(tz=True, extra={"code": "wrong_type"})]


class NewApiKey(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A key's name, what it may do, and when it ends, if ever. A publishable one has no scopes:
    apps carry it, and it begins sign-ins alone."""

    name: str
    scopes: Annotated[list[Scope], Meta(min_length=1)] | UnsetType = UNSET
    expires_at: End | UnsetType | None = UNSET
    kind: KeyKind = "secret"


class ApiKeyView(msgspec.Struct):
    """A key; `hint` is enough to tell one from another."""

    id: UUID
    name: str
    hint: str
    scopes: list[str]
    created_at: Moment
    last_used_at: Moment | None
    expires_at: Moment | None
    revoked_at: Moment | None
    kind: KeyKind


class NewApiKeyView(ApiKeyView):
    """A key just made. `secret` is in this answer and never again."""

    secret: str


class ApiKeyList(msgspec.Struct):
    """Keys, and where the next page begins; null on the last."""

    data: list[ApiKeyView]
    next_cursor: str | None


@operation(
    "GET", "/api/v1/api-keys", Scope.SETTINGS_READ, query=PageQuery, answers={200: ApiKeyList}
)
async def list_api_keys(call: Call, tx: Tx) -> Answer:
    """List API keys, newest first, revoked ones too."""
    call.require_good()
    keys = await identity.list_api_keys(tx)
    page, following = page_of(call, tx, keys, name="api-keys", newest_first=True)
    return Answer(200, ApiKeyList([ApiKeyView(**_shown(key)) for key in page], following))


@operation(
    "POST",
    "/api/v1/api-keys",
    Scope.SETTINGS_WRITE,
    body=NewApiKey,
    answers={201: NewApiKeyView},
    is_sensitive=True,
)
async def create_api_key(call: Call, tx: Tx) -> Answer:
    """Make an API key. It may do, and last, no more than whoever makes it."""
    # What stands in for a field that was refused already lets the others be judged too.
    given = {"name": "-", "kind": "secret", **call.body.values}
    kind: KeyKind = given["kind"]
    scopes = _scopes(call, kind)
    expires_at: datetime | None = given.get("expires_at")
    _refuse_more(call, frozenset(scopes), expires_at)
    with call.judged():
        _refuse_the_past(expires_at)
        _refuse_no_scopes(call, kind)
        key, credential = await identity.create_api_key(
            tx,
            name=given["name"],
            scopes=tuple(scopes),
            environment=call.desk.settings.environment,
            tenant_ref=call.caller.tenant.ref,
            expires_at=expires_at,
            kind=kind,
        )
    view = NewApiKeyView(**_shown(key), secret=credential.secret)
    return Answer(201, view, resource_id=key.id, is_secret=True)


@operation(
    "POST", "/api/v1/api-keys/{id:str}/revoke", Scope.SETTINGS_WRITE, answers={200: ApiKeyView}
)
async def revoke_api_key(call: Call, tx: Tx) -> Answer:
    """Revoke an API key and all that were made with it: refused everywhere in half a second."""
    call.require_good()
    key = await identity.revoke_api_key(tx, call.ids["id"], within=call.scoped.scopes)
    return Answer(200, ApiKeyView(**_shown(key)), resource_id=key.id)


YEAR_MAX = 9_000

OPERATIONS: tuple[Operation, ...] = (list_api_keys, create_api_key, revoke_api_key)


def _scopes(call: Call, kind: KeyKind) -> list[Scope]:
    """What stands in for scopes that were refused or left out lets the others be judged too."""
    stand_in = [] if kind == "publishable" else [Scope.SETTINGS_WRITE]
    scopes: list[Scope] = call.body.values.get("scopes", stand_in)
    return scopes


def _refuse_no_scopes(call: Call, kind: KeyKind) -> None:
    named = {error.field for error in call.body.errors}
    if kind == "secret" and "scopes" not in call.body.values and "scopes" not in named:
        raise Invalid(FieldError("scopes", "required"))


def _refuse_the_past(expires_at: datetime | None) -> None:
    if expires_at is None:
        return
    # A date at the edge of the calendar has no moment in UTC.
    if expires_at.year > YEAR_MAX:
        raise Invalid(FieldError("expires_at", "not_a_date"))
    if expires_at <= datetime.now(UTC):
        raise Invalid(FieldError("expires_at", "date_in_past"))


def _refuse_more(call: Call, scopes: frozenset[Scope], expires_at: datetime | None) -> None:
    """Whoever holds a key must not make a mightier one of it, nor one that outlives it."""
    mine = call.scoped
    if missing := sorted(scopes - mine.scopes):
        raise NotAllowed(scope=missing[0])
    until = mine.lasts_until
    if until is not None and (expires_at is None or expires_at > until):
        raise NotAllowed(until=until.isoformat())


def _shown(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "hint": key.hint,
        "scopes": sorted(key.scopes),
        "created_at": key.created_at,
        "last_used_at": key.last_used_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "kind": key.kind,
    }
