"""E-mail addresses: kept as typed, compared without regard to case."""

import re
import unicodedata
from dataclasses import dataclass

from regulars.kernel.errors import BadValue

ADDRESS_OCTETS_MAX = 254  # RFC 5321, 4.5.3.1
LOCAL_OCTETS_MAX = 64

# Dot-atom of RFC 5322, with the letters of RFC 6531. Quoted forms are legal and never meant.
ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
LOCAL = re.compile(rf"{ATOM}(?:\.{ATOM})*")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"(?:{LABEL}\.)+(?!\d+\Z){LABEL}")

# Python's codec follows IDNA 2003, which takes ß for ss and ς for σ and drops joiners. Registries
# follow IDNA 2008, where those are other domains, so another person's mail: refuse, never guess.
DISPUTED = frozenset("ßẞς\u200c\u200d")
WIDTHS = ("<wide>", "<narrow>")
# Scripts whose letters pass for one another's; no honest word mixes them.
LOOKALIKES = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
# Zero-width, soft-hyphen and direction marks that come along with a copied address.
PASTED = str.maketrans(
    "",
    "",
    "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
# What a till types when the customer gives none; as an identity it would join strangers.
PLACEHOLDERS = frozenset(
    {"test@test.com", "a@a.com", "abc@abc.com", "no@no.com", "no@email.com", "none@none.com"}
    | {"email@email.com", "noemail@noemail.com", "123@123.com"}
)


@dataclass(frozen=True, slots=True)
class Email:
    """`shown` and `folded` always name the same mailbox; compare and index by `folded`."""

    shown: str
    folded: str


class BadEmail(BadValue):
    """What was typed is no e-mail address; `code` says in which way."""


def parse_email(typed: str) -> Email:
    """Dots and plus tags stay: whose mailbox they lead to is the provider's business."""
    shown = _plain(typed)
    local, at, domain = shown.rpartition("@")
    # Lower-casing must not leave the alphabet: İ becomes an i with a loose dot.
    if not at or not LOCAL.fullmatch(local) or not LOCAL.fullmatch(local.lower()):
        raise BadEmail("email_not_valid")
    for part in (local, *domain.split(".")):
        _refuse_mixed_scripts(part)
    folded = f"{local.lower()}@{_ascii_domain(domain)}"
    if max(_octets(folded), _octets(shown)) > ADDRESS_OCTETS_MAX:
        raise BadEmail("email_too_long")
    if _octets(local) > LOCAL_OCTETS_MAX:
        raise BadEmail("email_too_long")
    if folded in PLACEHOLDERS:
        raise BadEmail("email_placeholder")
    return Email(shown, folded)


def mask_email(address: str) -> str:
    """l•••@example.com, the form in which an address may be listed."""
    local, at, domain = address.rpartition("@")
    first = local[0] if len(local) > 1 else ""
    return f"{first}•••{at}{domain}" if at else "•••"


def _plain(typed: str) -> str:
    if len(typed) > 2 * ADDRESS_OCTETS_MAX:
        raise BadEmail("email_too_long")
    pasted = typed.translate(PASTED).strip()
    if not pasted:
        raise BadEmail("email_missing")
    plain = unicodedata.normalize("NFC", "".join(map(_usual_width, pasted)))
    # Ligatures, circled letters and their like would fold into somebody else's address.
    if unicodedata.normalize("NFKC", plain) != plain:
        raise BadEmail("email_not_valid")
    return plain


def _usual_width(letter: str) -> str:
    if unicodedata.decomposition(letter).startswith(WIDTHS):
        return unicodedata.normalize("NFKC", letter)
    return letter


def _refuse_mixed_scripts(part: str) -> None:
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in part if letter.isalpha()}
    if len(scripts & LOOKALIKES) > 1:
        raise BadEmail("email_mixed_scripts")


def _ascii_domain(domain: str) -> str:
    if DISPUTED & set(domain):
        raise BadEmail("email_domain_not_supported")
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise BadEmail("email_not_valid") from None
    if not DOMAIN.fullmatch(ascii_domain):
        raise BadEmail("email_not_valid")
    return ascii_domain


def _octets(text: str) -> int:
    return len(text.encode())
