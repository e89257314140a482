"""API keys: listed, made and shown once, revoked; and the key that signs tokens of apps."""

from collections.abc import Sequence
from uuid import UUID

from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.faults import errors_of
from regulars.console.settings.views import (
    KeyForm,
    KeyMade,
    KeyRevocation,
    KeyRow,
    KeysPage,
    SigningStand,
)
from regulars.domains import identity
from regulars.domains.identity import SCOPES, ApiKey, KeyKind, Scope
from regulars.kernel.errors import Invalid, NotFound
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE


@route("GET", "/settings/keys", READ, section="settings")
async def keys_page(call: Call, tx: Tx) -> Answered:
    rows = await _key_rows(tx, await identity.list_api_keys(tx))
    view = KeysPage(rows, await _signing_stand(call, tx), call.visit.may(WRITE))
    return Page("settings/keys.html", view)


@route("GET", "/settings/keys/new", WRITE, section="settings", fresh=True)
async def key_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page("settings/key_form.html", KeyForm(tuple(SCOPES), chosen=(Scope.CUSTOMERS_READ,)))


@route("POST", "/settings/keys", WRITE, section="settings", fresh=True)
async def make_key(call: Call, tx: Tx) -> Answered:
    name, chosen = call.value("name"), call.values("scopes")
    kind: KeyKind = "publishable" if call.value("kind") == "publishable" else "secret"
    # What is ticked for a secret key is hidden, not unticked, where the other kind is chosen.
    scopes = () if kind == "publishable" else chosen
    try:
        key, credential = await identity.create_api_key(
            tx,
            name=name,
            scopes=scopes,
            kind=kind,
            environment=call.visit.desk.settings.environment,
            tenant_ref=call.visit.tenant.ref,
        )
    except Invalid as invalid:
        again = KeyForm(tuple(SCOPES), name, chosen, errors_of(invalid), is_again=True, kind=kind)
        return Page("settings/key_form.html", again, status=422)
    return Page("settings/key_made.html", KeyMade(key.name, credential.secret, kind))


@route("GET", "/settings/keys/{id:str}/revocation", WRITE, section="settings")
async def revocation_dialog(call: Call, tx: Tx) -> Answered:
    key_id = read_uuid(call.ids["id"])
    for key in await identity.list_api_keys(tx):
        if key.id == key_id:
            view = KeyRevocation(str(key.id), key.name, key.hint, key.kind)
            return Page("settings/key_revocation.html", view)
    raise NotFound


@route("POST", "/settings/keys/{id:str}/revocation", WRITE, section="settings")
async def revoke_key(call: Call, tx: Tx) -> Answered:
    await identity.revoke_api_key(tx, read_uuid(call.ids["id"]))
    return Elsewhere(f"{call.home}/settings/keys", flash="key-revoked")


@route("GET", "/settings/keys/signing/turn", WRITE, section="settings", fresh=True)
async def turn_dialog(call: Call, tx: Tx) -> Answered:
    return Page("settings/signing_turn.html", await _signing_stand(call, tx))


@route("POST", "/settings/keys/signing/turn", WRITE, section="settings", fresh=True)
async def turn_key(call: Call, tx: Tx) -> Answered:
    """The one that was shown: whoever presses twice turns it once."""
    await identity.rotate_signing_key(tx, only=call.value("name"))
    return Elsewhere(f"{call.home}/settings/keys", flash="signing-key-turned")


ROUTES: tuple[Route, ...] = (
    keys_page,
    key_dialog,
    make_key,
    revocation_dialog,
    revoke_key,
    turn_dialog,
    turn_key,
)


async def _signing_stand(call: Call, tx: Tx) -> SigningStand:
    issuer = call.visit.desk.issuer(call.visit.tenant)
    address = f"{issuer.url}/.well-known/jwks.json"
    for key in await identity.shown_signing_keys(tx):
        if key.is_in_use:
            return SigningStand(address, key.name, key.made_at, key.turned_at)
    return SigningStand(address)


async def _key_rows(tx: Tx, keys: Sequence[ApiKey]) -> tuple[KeyRow, ...]:
    """What a program made is shown under that program's name."""
    made_by = {key.created_by for key in keys if key.created_by}
    people = await identity.staff_by_ids(tx, made_by)
    names: dict[UUID | None, str] = {key.id: key.name for key in keys}
    names |= {person.id: person.name for person in people}
    gone = {person.id for person in people if person.state != "active"}
    return tuple(
        _key_row(key, names.get(key.created_by, ""), key.created_by in gone) for key in keys
    )


def _key_row(key: ApiKey, made_by: str, is_maker_gone: bool) -> KeyRow:
    return KeyRow(
        str(key.id),
        key.name,
        key.hint,
        tuple(sorted(key.scopes)),
        key.created_at,
        key.last_used_at,
        key.revoked_at,
        key.kind,
        made_by,
        is_maker_gone and key.revoked_at is None,
    )
