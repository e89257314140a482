"""Twilio's Messaging API as a local server: its rules, its refusals, and its callbacks.

https://www.twilio.com/docs/messaging/api/message-resource"""

import asyncio
import base64
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import phonenumbers

from regulars.connectors.twilio.segments import BODY_MAX, segments_of
from regulars.connectors.twilio.signature import signature_of
from regulars.runtime.addresses import LOOPBACK_NAMES, Place
from regulars.runtime.outside import Judge, Outside, OutsideFailed, OutsideRefused
from regulars.simulators.arrivals import Arrival, Arrivals
from regulars.simulators.http import Answered, Asked, json_answer

MESSAGES = re.compile(
    r"/2010-04-01/Accounts/(?P<account>[A-Za-z0-9]{2,64})/Messages(?:/(?P<sid>[A-Za-z0-9]+))?\.json"
)
KEPT = 2_000
# https://www.twilio.com/docs/iam/test-credentials: numbers that stand for a refusal.
REFUSED_TO: Mapping[str, tuple[int, str]] = {
    "+15005550001": (21211, "The 'To' number is not a valid phone number."),
    "+15005550002": (21612, "The 'To' phone number is not currently reachable."),
    "+15005550003": (21408, "Permission to send an SMS has not been enabled for the region."),
    "+15005550004": (21610, "Attempt to send to unsubscribed recipient."),
    "+15005550009": (21614, "'To' number is not a valid mobile number."),
}
REFUSED_FROM: Mapping[str, tuple[int, str]] = {
    "+15005550001": (21212, "The 'From' number is not a valid phone number."),
    "+15005550007": (21606, "The 'From' phone number is not SMS-capable."),
}
# Ours besides: a number that ends like this is taken, and fails with its carrier.
CARRIER_SAYS = re.compile(r".*(3000[3-8])\Z")
STEP_SECONDS = 0.2
SLOW_SECONDS = 0.3
TOO_MANY = (429, 20429, "Too Many Requests")


@dataclass(frozen=True, slots=True)
class Account:
    sid: str
    token: str = field(repr=False)


class TwilioSimulator:
    """`faults` is taken from, one a request that would make a message: `hang` makes it and never
    answers, `broken` answers 500 after making it, `busy` answers 429 and makes none; `slow` takes
    a while before it makes it, and `late` before it says so."""

    def __init__(
        self,
        accounts: Mapping[str, str],
        arrivals: Arrivals,
        *,
        step_seconds: float = STEP_SECONDS,
    ) -> None:
        self._accounts = dict(accounts)
        self._arrivals = arrivals
        self._step_seconds = step_seconds
        self._made: dict[str, dict[str, Any]] = {}
        self._telling: set[asyncio.Task[None]] = set()
        self.faults: list[str] = []

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self._made.values())

    async def answer(self, asked: Asked) -> Answered:
        found = MESSAGES.fullmatch(asked.path)
        if found is None:
            return _refusal(404, 20404, "The requested resource was not found")
        if not self._knows(found["account"], asked.headers.get("authorization", "")):
            return _refusal(401, 20003, "Authenticate")
        if asked.method == "POST" and found["sid"] is None:
            return await self._create(found["account"], asked)
        if asked.method == "GET":
            return self._shown(found["account"], found["sid"], asked)
        return _refusal(405, 20004, "Method not allowed")

    async def settled(self) -> None:
        """Every callback that was begun has been made."""
        while self._telling:
            await asyncio.gather(*self._telling)

    def _knows(self, account: str, authorization: str) -> bool:
        token = self._accounts.get(account)
        if token is None:
            return False
        expected = base64.b64encode(f"{account}:{token}".encode()).decode()
        return secrets.compare_digest(f"Basic {expected}".encode(), authorization.encode())

    async def _create(self, account: str, asked: Asked) -> Answered:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "busy":
            return _refusal(*TOO_MANY, headers=(("retry-after", "1"),))
        kind = asked.headers.get("content-type", "").partition(";")[0]
        is_form = kind == "application/x-www-form-urlencoded"
        said = dict(parse_qsl(asked.body.decode("utf-8", "replace"), keep_blank_values=True))
        refusal = _judged(said if is_form else {})
        if refusal is not None:
            return _refusal(400, *refusal)
        if fault == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        message = self._make(account, said)
        if fault == "late":
            await asyncio.sleep(SLOW_SECONDS)
        if fault == "hang":
            await asyncio.sleep(3_600)
        if fault == "broken":
            return _refusal(500, 20500, "Internal Server Error")
        return json_answer(201, message)

    def _make(self, account: str, said: Mapping[str, str]) -> dict[str, Any]:
        message = _message(account, said)
        if len(self._made) >= KEPT:
            self._made.pop(next(iter(self._made)))
        self._made[message["sid"]] = message
        arrival = Arrival(
            "sms",
            said.get("From") or said["MessagingServiceSid"],
            said["To"],
            said["Body"],
            datetime.now(UTC),
            state="queued",
            parts=int(message["num_segments"]),
        )
        self._arrivals.add(arrival)
        telling = asyncio.create_task(self._carry(message, arrival, said.get("StatusCallback")))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)
        # As it was when it was made: what follows comes by callback.
        return dict(message)

    async def _carry(self, message: dict[str, Any], arrival: Arrival, tell: str | None) -> None:
        fails = CARRIER_SAYS.fullmatch(message["to"])
        for status in ("sent", "undelivered" if fails else "delivered"):
            await asyncio.sleep(self._step_seconds)
            message["status"] = arrival.state = status
            if fails and status == "undelivered":
                message["error_code"] = int(fails[1])
            if tell:
                await self._tell(tell, dict(message))

    async def _tell(self, url: str, message: Mapping[str, Any]) -> None:
        """To loopback and to nobody else, signed as Twilio signs."""
        pairs = [
            ("AccountSid", message["account_sid"]),
            ("ApiVersion", message["api_version"]),
            ("From", message["from"] or ""),
            ("MessageSid", message["sid"]),
            ("MessageStatus", message["status"]),
            ("SmsSid", message["sid"]),
            ("SmsStatus", message["status"]),
            ("To", message["to"]),
        ]
        if message["error_code"]:
            pairs.append(("ErrorCode", str(message["error_code"])))
        signed = signature_of(self._accounts[message["account_sid"]], url, pairs)
        parts = urlsplit(url)
        if parts.hostname not in LOOPBACK_NAMES:
            return
        place = Place(parts.hostname or "", parts.port or 80)
        outside = Outside(Judge("test", [place]))
        try:
            await outside.ask("POST", url, form=pairs, headers={"x-twilio-signature": signed})
        except (OutsideFailed, OutsideRefused):
            return
        finally:
            await outside.close()

    def _shown(self, account: str, sid: str | None, asked: Asked) -> Answered:
        if sid is not None:
            message = self._made.get(sid)
            if message is None or message["account_sid"] != account:
                return _refusal(404, 20404, "The requested resource was not found")
            return json_answer(200, message)
        size = asked.query.get("PageSize", "50")
        most = min(int(size), 1_000) if size.isascii() and size.isdigit() else 50
        listed = [each for each in reversed(self._made.values()) if _fits(each, account, asked)]
        return json_answer(200, _page(listed[:most], most, asked))


def _judged(said: Mapping[str, str]) -> tuple[int, str] | None:
    to, sender = said.get("To", ""), said.get("From", "")
    if not to:
        return 21604, "A 'To' phone number is required."
    if not sender and not said.get("MessagingServiceSid"):
        return 21603, "A 'From' phone number is required."
    if not said.get("Body"):
        return 21602, "Message body is required."
    if len(said["Body"]) > BODY_MAX:
        return 21617, "The concatenated message body exceeds the 1600 character limit"
    if to in REFUSED_TO:
        return REFUSED_TO[to]
    if sender in REFUSED_FROM:
        return REFUSED_FROM[sender]
    if not _is_possible(to):
        return 21211, "The 'To' number is not a valid phone number."
    return None


def _is_possible(number: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return False


def _message(account: str, said: Mapping[str, str]) -> dict[str, Any]:
    sid = f"SM{secrets.token_hex(16)}"
    now = format_datetime(datetime.now(UTC))
    home = f"/2010-04-01/Accounts/{account}/Messages/{sid}"
    return {
        "account_sid": account,
        "api_version": "2010-04-01",
        "body": said["Body"],
        "date_created": now,
        "date_sent": None,
        "date_updated": now,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": said.get("From"),
        "messaging_service_sid": said.get("MessagingServiceSid"),
        "num_media": "0",
        "num_segments": str(segments_of(said["Body"])),
        "price": None,
        "price_unit": None,
        "sid": sid,
        "status": "queued" if said.get("From") else "accepted",
        "subresource_uris": {"media": f"{home}/Media.json"},
        "to": said["To"],
        "uri": f"{home}.json",
    }


def _fits(message: Mapping[str, Any], account: str, asked: Asked) -> bool:
    to, since = asked.query.get("To"), asked.query.get("DateSent>")
    if message["account_sid"] != account or (to and message["to"] != to):
        return False
    return not since or date.fromisoformat(since) <= datetime.now(UTC).date()


def _page(listed: list[dict[str, Any]], size: int, asked: Asked) -> dict[str, Any]:
    here = f"{asked.path}?{urlencode(dict(asked.query))}"
    return {
        "messages": listed,
        "end": max(0, len(listed) - 1),
        "start": 0,
        "page": 0,
        "page_size": size,
        "uri": here,
        "first_page_uri": here,
        "next_page_uri": None,
        "previous_page_uri": None,
    }


def _refusal(
    status: int, code: int, message: str, *, headers: tuple[tuple[str, str], ...] = ()
) -> Answered:
    more = f"https://www.twilio.com/docs/errors/{code}"
    said = {"code": code, "message": message, "more_info": more, "status": status}
    return json_answer(status, said, *headers)
