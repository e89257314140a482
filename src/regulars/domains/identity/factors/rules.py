"""Second factors of staff as values: who needs one, how a code is read, what is worn out."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import pyotp

from regulars.domains.identity.model import BRANCH_ROLES, Role
from regulars.kernel.text import latin_digits
from regulars.runtime.vault import DataClass, SealedDocument, TenantKeys, mac, same
from regulars.runtime.vault.crypto import joined

AskedOf = Literal["usual", "leaders", "everybody"]
ASKED_OF: tuple[AskedOf, ...] = ("usual", "leaders", "everybody")

AUTHENTICATOR = SealedDocument("identity.authenticator.v1", {"secret": DataClass.SECRET})
# People name devices after themselves.
PASSKEY = SealedDocument("identity.passkey.v1", {"name": DataClass.FREE_TEXT})

# RFC 6238: six digits, thirty seconds. A phone's clock may be one step off.
STEP_SECONDS = 30
STEPS_OFF = (0, -1, 1)
CODE_DIGITS = 6

# Without letters that look alike; 50 bits each, and few tries.
RECOVERY_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
RECOVERY_LENGTH = 10
RECOVERY_CODES = 10
RECOVERY_FEW = 3

# Between the password and the factor.
HALF_LIFETIME = timedelta(minutes=10)
# Between an app's secret on the screen and its first code.
BEGUN_LIFETIME = timedelta(minutes=15)
# NIST SP 800-63B asks for a limit of rest at this level; an hour is what its fourth edition allows.
IDLE_MINUTES = 60
IDLE_CHOICES = (15, 30, 60, 120, 240)

PASSKEYS_MAX = 10
PASSKEY_NAME_MAX = 60
CHALLENGE_LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Passkey:
    """`is_synced` when its maker keeps copies, so that losing one device loses nothing."""

    id: UUID
    name: str
    is_synced: bool
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody has set up. `recovery_left` counts codes that were not used yet."""

    has_authenticator: bool
    passkeys: tuple[Passkey, ...]
    recovery_left: int
    is_asked: bool

    @property
    def has_any(self) -> bool:
        return self.has_authenticator or bool(self.passkeys)

    @property
    def is_running_out(self) -> bool:
        return self.has_any and self.recovery_left <= RECOVERY_FEW


def is_factor_asked(asked_of: AskedOf, role: Role, environment: str) -> bool:
    """Owners and admins of a real shop always need one; samples and tests when a tenant says so."""
    if asked_of == "everybody":
        return True
    return role in ("owner", "admin") and (asked_of == "leaders" or environment == "live")


def has_idle_limit(role: Role) -> bool:
    """A till stands in its shop all day, a vendor's counter too: it closes when its hours are
    over, not between two customers."""
    return role not in BRANCH_ROLES


def read_factor_code(typed: str) -> str:
    """As people type it: Arabic-Indic digits, spaces, dashes, small letters."""
    plain = latin_digits(typed[:40]).upper()
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def right_step(secret: str, code: str, *, now_seconds: float) -> int | None:
    """The time step that the code belongs to; each candidate is compared in constant time."""
    found = None
    for off in STEPS_OFF:
        step = int(now_seconds) // STEP_SECONDS + off
        if same(pyotp.HOTP(secret).at(step).encode(), code.encode()):
            found = step
    return found


def authenticator_address(secret: str, *, email: str, business: str) -> str:
    """What the QR code says: the form that authenticator apps read."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=business)


def new_recovery_codes() -> list[str]:
    return [
        "".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]


def shown_code(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def recovery_hash(keys: TenantKeys, staff_id: UUID, code: str) -> bytes:
    """Under a key that is not in the database: a dump alone cannot be searched."""
    return mac(keys.derive("recovery codes"), joined(staff_id.bytes, code.encode()))


def hashes_of(keys: TenantKeys, staff_id: UUID, codes: Sequence[str]) -> list[bytes]:
    return [recovery_hash(keys, staff_id, code) for code in codes]
