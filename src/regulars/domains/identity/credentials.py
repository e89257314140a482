"""Opaque credentials: each names its tenant, carries its own checksum, and is kept as a hash."""

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from typing import Literal

from regulars.kernel.ids import checksum

# rk: an API key. rs: a console session, in a cookie. pk: a key that public apps carry. rp: a portal
# session. rf: a refresh token. rd: a device that somebody signed in with. ri: an invitation.
# ru: a link that undoes a change of phone or e-mail. rt: a refresh token of staff. rh: half a
# sign-in of staff with an app, which waits for the second factor.
Kind = Literal["rk", "rs", "pk", "rp", "rf", "rd", "ri", "ru", "rt", "rh"]

# 190 bits: nobody guesses it, so a plain hash is enough to keep.
RANDOM_LETTERS = 32
# An invitation lies in a mailbox for days: 256 bits.
INVITATION_LETTERS = 43
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FORM = re.compile(
    r"(?P<head>(?P<kind>rk|rs|pk|rp|rf|rd|ri|ru|rt|rh)_(?P<env>live|demo|test)_(?P<ref>[0-9a-z]{8})"
    r"_(?:[0-9A-Za-z]{32}|[0-9A-Za-z]{43}))"
    r"(?P<check>[0-9A-Za-z]{6})"
)


@dataclass(frozen=True, slots=True)
class Credential:
    """`kind_env_ref_random+checksum`. Only its hash is stored."""

    kind: Kind
    environment: str
    tenant_ref: str
    secret: str = field(repr=False)

    @property
    def hashed(self) -> bytes:
        return hashlib.sha256(self.secret.encode()).digest()

    @property
    def hint(self) -> str:
        """Enough to tell one key from another in a list."""
        return f"{self.kind}_{self.environment}_…{self.secret[-4:]}"


def mint_credential(kind: Kind, environment: str, tenant_ref: str) -> Credential:
    letters = INVITATION_LETTERS if kind == "ri" else RANDOM_LETTERS
    random = "".join(secrets.choice(ALPHABET) for _ in range(letters))
    head = f"{kind}_{environment}_{tenant_ref}_{random}"
    return Credential(kind, environment, tenant_ref, head + checksum(head))


def derived_credential(kind: Kind, environment: str, tenant_ref: str, secret: bytes) -> Credential:
    """The credential that this secret gives, every time. 48 bytes, so that no letter is likelier
    than another by more than nobody can see."""
    number, letters = int.from_bytes(secret, "big"), ""
    for _ in range(RANDOM_LETTERS):
        number, letter = divmod(number, len(ALPHABET))
        letters += ALPHABET[letter]
    head = f"{kind}_{environment}_{tenant_ref}_{letters}"
    return Credential(kind, environment, tenant_ref, head + checksum(head))


def read_credential(text: str, *, kind: Kind, environment: str) -> Credential | None:
    """None for anything that was never one of ours, without asking the database."""
    match = FORM.fullmatch(text) if len(text) < 100 else None
    if match is None or checksum(match["head"]) != match["check"]:
        return None
    if match["kind"] != kind or match["env"] != environment:
        return None
    return Credential(kind, environment, match["ref"], text)
