"""What Twilio says, in words of the house. Pure."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import msgspec

from regulars.runtime.channel import (
    ChannelBusy,
    ChannelRefused,
    ChannelUnsure,
    Fate,
    Receipt,
    Spoken,
)

# https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
FATES: Mapping[str, Fate] = {
    "queued": "sent",
    "accepted": "sent",
    "scheduled": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
# https://www.twilio.com/docs/api/errors: what it means, and whether it lies with this very number.
# The others lie with the tenant's account or sender, and somebody has to mend them.
MEANINGS: Mapping[int, tuple[str, bool]] = {
    20003: ("account_refused", False),
    20005: ("account_refused", False),
    20404: ("account_refused", False),
    21211: ("number_not_valid", True),
    21212: ("sender_refused", False),
    21266: ("number_not_valid", True),
    21408: ("country_not_enabled", False),
    21601: ("sender_refused", False),
    21602: ("message_refused", True),
    21603: ("sender_refused", False),
    21604: ("number_not_valid", True),
    21606: ("sender_refused", False),
    21608: ("account_on_trial", False),
    21610: ("opted_out", True),
    21612: ("number_unreachable", True),
    21614: ("not_mobile", True),
    21617: ("message_too_long", True),
    21635: ("not_mobile", True),
    21659: ("sender_refused", False),
    21660: ("sender_refused", False),
    21703: ("sender_refused", False),
    21705: ("sender_refused", False),
    30002: ("account_refused", False),
    30003: ("number_unreachable", True),
    30004: ("blocked_by_carrier", True),
    30005: ("number_unreachable", True),
    30006: ("not_mobile", True),
    30007: ("filtered_by_carrier", True),
    30008: ("number_unreachable", True),
    30032: ("sender_refused", False),
    30034: ("sender_refused", False),
    63038: ("account_refused", False),
    90010: ("account_refused", False),
}
RATE_LIMITED = 20429
PAIRS_MAX = 100
RETRY_AFTER_MAX = 300.0


def read_message(body: bytes) -> Receipt:
    """A message as the API shows it. Raises ChannelUnsure for what cannot be read."""
    said = _object(body)
    ref, segments = said.get("sid"), said.get("num_segments")
    fate = FATES.get(str(said.get("status")))
    if not isinstance(ref, str) or not 0 < len(ref) <= 64 or fate is None:
        raise ChannelUnsure("answer_not_readable")
    # "0" until a messaging service has chosen who sends.
    is_counted = isinstance(segments, str) and segments.isascii() and segments.isdigit()
    parts = int(str(segments)) if is_counted else 0
    return Receipt(ref, max(1, min(parts, 10)), fate, reason_of(said.get("error_code")))


def read_messages(body: bytes) -> list[dict[str, Any]]:
    listed = _object(body).get("messages")
    if not isinstance(listed, list):
        raise ChannelUnsure("answer_not_readable")
    return [each for each in listed if isinstance(each, dict)]


def says(listed: Mapping[str, Any], text: str, *, not_before: datetime) -> bool:
    """Whether a message in the list is this one, and not an older one of the same words. An account
    on trial puts words of Twilio's own in front."""
    try:
        made_at = parsedate_to_datetime(str(listed.get("date_created")))
        is_since = made_at >= not_before
    except (ValueError, TypeError):
        return False
    return is_since and str(listed.get("body")).endswith(text)


def refusal_of(status: int, body: bytes, retry_after: str | None) -> Exception:
    """What an answer that is no success means. Only 429 says for certain that nothing was done and
    asking again is welcome; a 5xx says nothing at all about what was done."""
    code = _code(body)
    if status == 429 or code == RATE_LIMITED:
        return ChannelBusy("provider_busy", retry_after=_seconds(retry_after))
    if code is not None and code in MEANINGS:
        meaning, is_final = MEANINGS[code]
        return ChannelRefused(meaning, is_final=is_final)
    if status in (401, 403, 404):
        return ChannelRefused("account_refused", is_final=False)
    if 400 <= status < 500:
        return ChannelRefused("message_refused", is_final=True)
    return ChannelUnsure("provider_faulty")


def read_pairs(body: bytes) -> list[tuple[str, str]] | None:
    """None for what is no form."""
    try:
        return parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=PAIRS_MAX,
            errors="strict",
        )
    except ValueError:
        return None


def read_status(url: str, body: bytes) -> Spoken | None:
    """A status callback; None for whatever else came."""
    said = dict(read_pairs(body) or ())
    ref, fate = said.get("MessageSid", ""), FATES.get(said.get("MessageStatus", ""))
    if not 0 < len(ref) <= 64 or fate is None:
        return None
    return Spoken(ref, fate, reason_of(said.get("ErrorCode")), _ours(url))


def reason_of(code: Any) -> str:
    if code in (None, "", 0, "0"):
        return ""
    text = str(code)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    return MEANINGS.get(number, ("not_delivered", True))[0]


def _ours(url: str) -> UUID | None:
    try:
        return UUID(dict(parse_qsl(urlsplit(url).query)).get("send", ""))
    except ValueError:
        return None


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        said = None
    if not isinstance(said, dict):
        raise ChannelUnsure("answer_not_readable")
    return said


def _code(body: bytes) -> int | None:
    try:
        code = _object(body).get("code")
    except ChannelUnsure:
        return None
    return code if isinstance(code, int) else None


def _seconds(given: str | None) -> float:
    is_number = given is not None and given.isascii() and given.isdigit() and len(given) < 6
    return min(float(given), RETRY_AFTER_MAX) if is_number and given else 5.0
