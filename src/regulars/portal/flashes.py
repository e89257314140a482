"""A sentence for the next page: what was just done, carried over the redirect in a cookie."""

from typing import Literal, get_args
from uuid import UUID

from litestar.datastructures import Cookie

from regulars.portal.layout.views import Flash, Tone

COOKIE = "pflash"
LIFETIME_SECONDS = 30

FlashName = Literal[
    "saved",
    "picture-saved",
    "picture-removed",
    "address-added",
    "address-changed",
    "address-default",
    "address-deleted",
    "address-restored",
    "device-ended",
    "devices-ended",
    "welcome",
    "had-account",
    "reached-changed",
    "reached-added",
    "reached-verified",
    "reached-taken-over",
    "reached-confirmed",
    "code-again",
    "code-over",
    "signed-out",
    "session-ended",
    "paper-handed-in",
    "paper-taken-back",
]
KNOWN: frozenset[str] = frozenset(get_args(FlashName))
TONES: dict[str, Tone] = {
    "signed-out": "calm",
    "session-ended": "calm",
    "code-again": "calm",
    "code-over": "calm",
    "had-account": "calm",
    "paper-taken-back": "calm",
}
UNDONE_AT = {"address-deleted": "/addresses/{}/restore"}


def flash_cookie(
    slug: str, name: FlashName | None, about: UUID | None = None, *, secure: bool
) -> Cookie:
    """None takes the one that was read away."""
    value = ".".join((name, str(about))) if name and about else name or ""
    return Cookie(
        key=COOKIE,
        value=value,
        path=f"/p/{slug}",
        max_age=LIFETIME_SECONDS if name else 0,
        httponly=True,
        samesite="strict",
        secure=secure,
    )


def read_flash(cookie: str, home: str) -> Flash | None:
    """None for anything but a sentence of ours: cookies are easily planted."""
    name, _, about = cookie.partition(".")
    if name not in KNOWN:
        return None
    undo = None
    if name in UNDONE_AT:
        try:
            undo = home + UNDONE_AT[name].format(UUID(about))
        except ValueError:
            return None
    return Flash(TONES.get(name, "good"), name, undo)
