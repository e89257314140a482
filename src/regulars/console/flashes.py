"""A sentence for the next page: what was just done, carried over the redirect in a cookie."""

from typing import Literal, get_args
from uuid import UUID

from litestar.datastructures import Cookie

from regulars.console.layout.views import Flash, Tone

COOKIE = "flash"
LIFETIME_SECONDS = 30
SEPARATOR = "."

FlashName = Literal[
    "saved",
    "customer-registered",
    "customer-changed",
    "customer-upgraded",
    "customer-deleted",
    "customer-restored",
    "customer-blocked",
    "customer-unblocked",
    "customer-invited",
    "invitation-cancelled",
    "customer-verified",
    "customer-suspended",
    "customer-unsuspended",
    "customer-signed-out",
    "customer-tries-back",
    "customer-meanwhile",
    "paper-handed-in",
    "paper-asked-for",
    "paper-not-wanted",
    "verification-approved",
    "verification-rejected",
    "verification-withdrawn",
    "address-added",
    "address-changed",
    "address-default",
    "address-deleted",
    "address-restored",
    "branch-added",
    "branch-renamed",
    "staff-added",
    "staff-changed",
    "staff-closed",
    "staff-disabled",
    "staff-enabled",
    "staff-password-reset",
    "password-changed",
    "key-revoked",
    "signing-key-turned",
    "channel-removed",
    "audit-subject-unknown",
    "export-begun",
    "job-requeued",
    "job-discarded",
    "alert-dismissed",
    "alert-reopened",
    "alert-newer-open",
    "sessions-ended",
    "factor-added",
    "factor-removed",
    "staff-factors-reset",
    "staff-rules-changed",
    "staff-invitation-cancelled",
    "invitation-accepted",
    "code-again",
    "code-over",
    "signed-out",
    "session-ended",
]
# Anything else is good news.
TONES: dict[str, Tone] = {
    "export-begun": "calm",
    "customer-meanwhile": "warn",
    "audit-subject-unknown": "warn",
    "alert-newer-open": "calm",
    "code-again": "calm",
    "code-over": "calm",
    "signed-out": "calm",
    "session-ended": "calm",
}
KNOWN: frozenset[str] = frozenset(get_args(FlashName))
# What can be taken back from the sentence itself, by a POST to an address of its subjects.
# (An unblocking cannot: why they were blocked is gone with it.)
UNDONE_AT = {
    "customer-deleted": "/customers/{}/restore",
    "customer-blocked": "/customers/{}/unblock",
    "customer-suspended": "/customers/{}/suspension/end",
    "alert-dismissed": "/alerts/{}/reopening",
    "address-deleted": "/customers/{}/addresses/{}/restore",
}


def flash_cookie(
    slug: str,
    name: FlashName,
    about: UUID | tuple[UUID, ...] | None = None,
    *,
    secure: bool = False,
) -> Cookie:
    subjects = (about,) if isinstance(about, UUID) else about or ()
    value = SEPARATOR.join((name, *map(str, subjects)))
    return _cookie(slug, value, LIFETIME_SECONDS, secure=secure)


def gone_cookie(slug: str, *, secure: bool = False) -> Cookie:
    return _cookie(slug, "", 0, secure=secure)


def read_flash(cookie: str, home: str) -> Flash | None:
    """None for anything but a sentence of ours: cookies are easily planted."""
    name, *about = cookie.split(SEPARATOR)
    if name not in KNOWN:
        return None
    undo = None
    if name in UNDONE_AT:
        try:
            undo = home + UNDONE_AT[name].format(*map(UUID, about))
        except (ValueError, IndexError):
            return None
    return Flash(TONES.get(name, "good"), name, undo)


def _cookie(slug: str, value: str, seconds: int, *, secure: bool) -> Cookie:
    return Cookie(
        key=COOKIE,
        value=value,
        path=f"/c/{slug}",
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=secure,
    )
