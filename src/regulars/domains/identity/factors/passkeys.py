"""Passkeys of staff: registered by name, asked for with a challenge that is answered once."""

import json
import secrets
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from regulars.domains.identity.errors import PasskeyNotFound, PasskeyRefused, StaffNotFound
from regulars.domains.identity.factors.events import IdentityFactorAdded, IdentityFactorRemoved
from regulars.domains.identity.factors.hold import hold_account
from regulars.domains.identity.factors.rules import (
    CHALLENGE_LIFETIME,
    PASSKEY,
    PASSKEY_NAME_MAX,
    PASSKEYS_MAX,
    Passkey,
)
from regulars.domains.identity.model import Staff
from regulars.kernel.errors import BadValue, Invalid
from regulars.kernel.ids import StaffId, new_id
from regulars.kernel.text import clean_line
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

KIND = "passkey"
ANSWER_LENGTH_MAX = 16_000
Purpose = Literal["registration", "sign_in"]


@dataclass(frozen=True, slots=True)
class Site:
    """Where the browser stands: a passkey belongs to one host and is answered on one origin."""

    host: str
    origin: str
    name: str


async def ask_new_passkey(tx: Tx, staff: Staff, site: Site, *, bound_to: bytes) -> str:
    """What the browser is asked, as JSON."""
    challenge = await _challenge(tx, "registration", bound_to)
    rows = await tx.rows(sql.of_staff, staff_id=staff.id, most=PASSKEYS_MAX)
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=staff.id.bytes,
        user_name=staff.reached_at,
        user_display_name=staff.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(row["credential_id"]) for row in rows],
    )
    return options_to_json(options)


async def add_passkey(
    tx: Tx, staff: Staff, site: Site, *, name: str, answer: str, bound_to: bytes
) -> None:
    """Raises Invalid for its name, and PasskeyRefused whatever is wrong with the answer."""
    try:
        shown = clean_line(name, length_max=PASSKEY_NAME_MAX)
    except BadValue as bad:
        raise Invalid(bad.at("name")) from None
    challenge = await _taken(tx, "registration", bound_to)
    have = await tx.rows(sql.of_staff, staff_id=staff.id, most=PASSKEYS_MAX)
    if challenge is None or len(have) >= PASSKEYS_MAX:
        raise PasskeyRefused
    try:
        proven = verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise PasskeyRefused from None
    key = await tx.row(sql.person_key, staff_id=staff.id)
    if key is None:
        raise StaffNotFound
    person, passkey_id = tx.people.unwrap(key["person_key_id"], key["wrapped"]), new_id()
    document = {"name": shown or site.host}
    added = await tx.row(
        sql.add,
        id=passkey_id,
        staff_id=staff.id,
        sealed=tx.people.seal(PASSKEY, document, row_id=passkey_id, person=person),
        credential_id=proven.credential_id,
        public_key=proven.credential_public_key,
        sign_count=proven.sign_count,
        is_synced=proven.credential_backed_up,
    )
    if added is None:
        raise PasskeyRefused
    tx.emit(IdentityFactorAdded(staff.id, KIND), subject_id=staff.id, seq=0)


async def ask_passkey(
    tx: Tx, site: Site, *, bound_to: bytes, staff_id: StaffId | None = None
) -> str:
    """Without `staff_id` the browser offers whatever it has for this host, so that the question
    says nothing of who is known."""
    challenge = await _challenge(tx, "sign_in", bound_to)
    rows = await tx.rows(sql.of_staff, staff_id=staff_id, most=PASSKEYS_MAX) if staff_id else []
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(row["credential_id"]) for row in rows],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


async def passkey_opens(
    tx: Tx, site: Site, *, answer: str, bound_to: bytes, staff_id: StaffId | None = None
) -> StaffId | None:
    """Whose passkey answered. A count that went back means that somebody has a copy of it: None,
    as for any other fault. The challenge is spent in any case, so commit also then."""
    if staff_id is not None:
        await hold_account(tx, staff_id)
    challenge = await _taken(tx, "sign_in", bound_to)
    if challenge is None:
        return None
    try:
        given = _read(answer)
        row = await tx.row(sql.held, credential_id=base64url_to_bytes(given["rawId"]))
        if row is None or staff_id not in (None, row["staff_id"]):
            return None
        proven = verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=row["public_key"],
            credential_current_sign_count=row["sign_count"],
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    await tx.run(
        sql.use,
        id=row["id"],
        sign_count=proven.new_sign_count,
        is_synced=proven.credential_device_type is CredentialDeviceType.MULTI_DEVICE
        and proven.credential_backed_up,
    )
    return StaffId(row["staff_id"])


async def passkey_stands(tx: Tx, staff_id: StaffId, *, answer: str) -> bool:
    """Whether the passkey that answered a moment ago, in a unit of work that is over, is theirs
    still. The account is locked: whoever takes its passkeys away side by side has done so before
    this, or finds the session that it opens."""
    if not await hold_account(tx, staff_id):
        return False
    # In a statement of its own: it sees what whoever had the lock before did.
    credential_id = base64url_to_bytes(_read(answer)["rawId"])
    return bool(await tx.value(sql.is_theirs, staff_id=staff_id, credential_id=credential_id))


async def remove_passkey(tx: Tx, staff_id: StaffId, passkey_id: UUID) -> None:
    if not await tx.run(sql.remove, id=passkey_id, staff_id=staff_id):
        raise PasskeyNotFound
    tx.emit(IdentityFactorRemoved(staff_id, KIND), subject_id=staff_id, seq=0)


async def list_passkeys(tx: Tx, staff_id: StaffId) -> tuple[Passkey, ...]:
    rows = await tx.rows(sql.of_staff, staff_id=staff_id, most=PASSKEYS_MAX)
    return tuple(
        Passkey(r["id"], _name(tx, r), r["is_synced"], r["created_at"], r["last_used_at"])
        for r in rows
    )


async def _challenge(tx: Tx, purpose: Purpose, bound_to: bytes) -> bytes:
    challenge = secrets.token_bytes(32)
    await tx.run(sql.challenge, bound_to=bound_to, purpose=purpose, challenge=challenge)
    return challenge


async def _taken(tx: Tx, purpose: Purpose, bound_to: bytes) -> bytes | None:
    row = await tx.row(
        sql.take_challenge, bound_to=bound_to, purpose=purpose, lifetime=CHALLENGE_LIFETIME
    )
    return bytes(row["challenge"]) if row and row["is_open"] else None


def _name(tx: Tx, row: Row) -> str:
    person = tx.people.unwrap(row["person_key_id"], row["wrapped"])
    return str(tx.people.open(PASSKEY, row["sealed"], row_id=row["id"], person=person)["name"])


def _read(answer: str) -> dict[str, Any]:
    """Raises ValueError or TypeError for what no browser sends."""
    if len(answer) > ANSWER_LENGTH_MAX:
        raise ValueError
    try:
        given = json.loads(answer)
    except RecursionError:
        raise ValueError from None
    if not isinstance(given, dict) or not isinstance(given.get("rawId"), str):
        raise TypeError
    return given
