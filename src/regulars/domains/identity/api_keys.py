"""API keys: made, shown once, recognised by hash inside their tenant, revoked."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from regulars.domains.identity import model
from regulars.domains.identity.credentials import Credential, Kind, mint_credential
from regulars.domains.identity.errors import ApiKeyNotFound
from regulars.domains.identity.events import IdentityApiKeyCreated, IdentityApiKeyRevoked
from regulars.domains.identity.model import ApiKey, KeyKind, Scope
from regulars.kernel.errors import BadValue, FieldError, Invalid, NotAllowed
from regulars.kernel.ids import ApiKeyId, new_id
from regulars.kernel.text import clean_line
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

CREDENTIALS: dict[KeyKind, Kind] = {"secret": "rk", "publishable": "pk"}

NAME_LENGTH_MAX = 80
KEYS_MAX = 500
# While a generation is being revoked, it may just be finishing the next one.
GENERATIONS_MAX = 100


async def create_api_key(
    tx: Tx,
    *,
    name: str,
    scopes: tuple[str, ...],
    environment: str,
    tenant_ref: str,
    expires_at: datetime | None = None,
    kind: KeyKind = "secret",
) -> tuple[ApiKey, Credential]:
    """The credential is in this answer and never again. A key that was revoked while it asked
    makes none: nothing would ever revoke what it made."""
    shown = _name(name)
    allowed = model.read_scopes(scopes, kind)
    if tx.context.actor_kind == "key":
        maker = await tx.row(sql.living_maker, id=tx.context.actor_id)
        if maker is None:
            raise NotAllowed
    credential = mint_credential(CREDENTIALS[kind], environment, tenant_ref)
    key_id = ApiKeyId(new_id())

    row = await tx.row(
        sql.add,
        id=key_id,
        name=shown,
        hint=credential.hint,
        secret_hash=credential.hashed,
        scopes=sorted(allowed),
        created_by=tx.context.actor_id,
        expires_at=expires_at,
        kind=kind,
    )
    assert row is not None
    tx.emit(IdentityApiKeyCreated(key_id, tuple(sorted(allowed)), kind), subject_id=key_id, seq=1)
    return _api_key(row), credential


async def revoke_api_key(tx: Tx, key_id: UUID, *, within: frozenset[Scope] | None = None) -> ApiKey:
    """Revokes the key and every key that was made with it: whoever had it may have made them.
    `within` are the caller's own scopes; a mightier key is not theirs to revoke. Revoking twice
    is no error: the key does not work either way."""
    row = await tx.row(sql.one, id=key_id)
    if row is None:
        raise ApiKeyNotFound
    if within is not None and (beyond := sorted(set(row["scopes"]) - within)):
        raise NotAllowed(scope=beyond[0])
    revoked: dict[UUID, Row] = {}
    for _ in range(GENERATIONS_MAX):
        found = {row["id"]: row for row in await tx.rows(sql.revoke, id=key_id)}
        if not found:
            break
        revoked |= found
    for id_ in sorted(revoked):
        tx.emit(IdentityApiKeyRevoked(ApiKeyId(id_)), subject_id=id_, seq=2)
    return _api_key(revoked.get(key_id, row))


async def recognise_api_key(tx: Tx, credential: Credential) -> ApiKey | None:
    """The living key with this secret, or None. Notes its use about once a minute."""
    row = await tx.row(sql.recognise, secret_hash=credential.hashed)
    if row is None or CREDENTIALS[row["kind"]] != credential.kind:
        return None
    if row["is_use_stale"]:
        await tx.run(sql.note_use, id=row["id"])
    return _api_key(row)


async def list_api_keys(tx: Tx) -> list[ApiKey]:
    """With who made each: a member of staff, or another key."""
    rows = await tx.rows(sql.newest, most=KEYS_MAX)
    return [replace(_api_key(row), created_by=row["created_by"]) for row in rows]


async def count_keys_of(tx: Tx, staff_id: UUID) -> int:
    """Living keys that somebody made, or that were made with those: disabling ends none."""
    many: int = await tx.value(sql.living_made_by, maker_id=staff_id)
    return many


def _name(name: str) -> str:
    try:
        shown = clean_line(name, length_max=NAME_LENGTH_MAX)
    except BadValue as bad:
        raise Invalid(bad.at("name")) from None
    if not shown:
        raise Invalid(FieldError("name", "name_missing"))
    return shown


def _api_key(row: Row) -> ApiKey:
    return ApiKey(
        ApiKeyId(row["id"]),
        row["name"],
        row["hint"],
        frozenset(Scope(scope) for scope in row["scopes"]),
        row["created_at"],
        row["last_used_at"],
        row["expires_at"],
        row["revoked_at"],
        row["kind"],
    )
