"""Twilio's Messaging API: one message at a time, and never the same one twice.

https://www.twilio.com/docs/messaging/api/message-resource"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import quote, urlencode

from regulars.connectors.twilio.segments import BODY_MAX, segments_of
from regulars.connectors.twilio.signature import signature_holds
from regulars.connectors.twilio.translate import (
    read_message,
    read_messages,
    read_pairs,
    read_status,
    refusal_of,
    says,
)
from regulars.kernel.errors import FieldError
from regulars.runtime.addresses import read_url
from regulars.runtime.channel import (
    ChannelBusy,
    ChannelKind,
    ChannelRefused,
    ChannelUnsure,
    Config,
    Letter,
    Outgoing,
    ProviderField,
    Receipt,
    Spoken,
)
from regulars.runtime.outside import Answer, Outside, OutsideFailed, OutsideRefused

HOME = "https://api.twilio.com"
SECONDS = 10.0
LISTED = 20
# Clocks of two houses differ a little.
CLOCK_SLACK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class TwilioChannel:
    """`home` is Twilio, or a simulator that the operator exempted."""

    outside: Outside
    config: Config

    @property
    def _messages(self) -> str:
        return f"{self._home}/2010-04-01/Accounts/{self.config['account']}/Messages"

    @property
    def _home(self) -> str:
        return (self.config.get("home") or HOME).rstrip("/")

    def validate(self, outgoing: Outgoing) -> int:
        if not outgoing.text or len(outgoing.text) > BODY_MAX:
            raise ChannelRefused("message_too_long", is_final=True)
        return segments_of(outgoing.text)

    async def send(self, outgoing: Outgoing) -> Receipt:
        """There is no idempotency key: whatever is not certain is unsure."""
        self.validate(outgoing)
        sender = self.config["sender"]
        form = [
            ("To", outgoing.to),
            ("MessagingServiceSid" if sender.startswith("MG") else "From", sender),
            ("Body", outgoing.text),
        ]
        if outgoing.lasts_seconds:
            form.append(("ValidityPeriod", str(outgoing.lasts_seconds)))
        if outgoing.tell_at:
            form.append(("StatusCallback", outgoing.tell_at))
        answer = await self._ask("POST", f"{self._messages}.json", form)
        if answer.status not in (200, 201):
            raise refusal_of(answer.status, answer.body, answer.headers.get("retry-after"))
        return read_message(answer.body)

    async def find(self, outgoing: Outgoing, *, not_before: datetime) -> Receipt | None:
        """By whom it went to, when, and the very words. Not by the words alone: a notice may say
        twice the same, and the one before is not the one that is looked for."""
        since = not_before - CLOCK_SLACK
        asked = urlencode(
            {"To": outgoing.to, "DateSent>": since.date().isoformat(), "PageSize": LISTED}
        )
        try:
            answer = await self._ask("GET", f"{self._messages}.json?{asked}")
        except (ChannelBusy, ChannelRefused) as cannot:
            raise ChannelUnsure(cannot.code) from None
        if answer.status != 200:
            raise ChannelUnsure("provider_faulty")
        for listed in read_messages(answer.body):
            if listed.get("to") == outgoing.to and says(listed, outgoing.text, not_before=since):
                return await self._fetched(str(listed.get("sid")))
        return None

    async def test_connection(self) -> None:
        answer = await self._ask("GET", f"{self._messages}.json?PageSize=1")
        if answer.status != 200:
            raise refusal_of(answer.status, answer.body, answer.headers.get("retry-after"))
        read_messages(answer.body)

    async def _fetched(self, ref: str) -> Receipt:
        answer = await self._ask("GET", f"{self._messages}/{quote(ref, safe='')}.json")
        if answer.status != 200:
            raise ChannelUnsure("provider_faulty")
        return read_message(answer.body)

    async def _ask(
        self, method: str, url: str, form: list[tuple[str, str]] | None = None
    ) -> Answer:
        login = (self.config["account"], self.config["token"])
        try:
            return await self.outside.ask(method, url, form=form, login=login, seconds=SECONDS)
        except OutsideRefused:
            raise ChannelRefused("address_refused", is_final=False) from None
        except OutsideFailed as failed:
            if failed.has_left:
                raise ChannelUnsure(failed.code) from None
            raise ChannelBusy(failed.code) from None


@dataclass(frozen=True, slots=True)
class TwilioProvider:
    outside: Outside
    name: str = "twilio"
    kind: ChannelKind = "sms"
    fields: tuple[ProviderField, ...] = (
        ProviderField("account", r"AC[0-9a-fA-F]{32}"),
        ProviderField("token", r"[0-9A-Za-z]{16,64}", is_secret=True),
        ProviderField(
            "sender", r"\+[1-9][0-9]{6,14}|[0-9]{3,8}|MG[0-9a-fA-F]{32}|[A-Za-z0-9 ]{2,11}"
        ),
        ProviderField("home", r"https?://[a-z0-9.:\[\]-]{1,200}/?", is_required=False),
    )

    def open(self, config: Config) -> TwilioChannel:
        return TwilioChannel(self.outside, config)

    def misplaced(self, config: Config) -> FieldError | None:
        try:
            self.outside.judge.read(config.get("home") or HOME)
        except OutsideRefused as refused:
            if refused.code != "outside_closed":
                return FieldError("home", "channel_place_inner")
        return None

    async def leads_inward(self, config: Config) -> FieldError | None:
        """Twilio's own name is not ours to doubt, and is judged at each call."""
        if not config.get("home") or self.misplaced(config):
            return None
        judge = self.outside.judge
        is_inner = await judge.leads_inward(read_url(config["home"], exempt=judge.exempt))
        return FieldError("home", "channel_place_inner") if is_inner else None

    def holds(self, config: Config, letter: Letter) -> bool:
        pairs = read_pairs(letter.body)
        if pairs is None:
            return False
        given = letter.headers.get("x-twilio-signature", ())
        is_ours = dict(pairs).get("AccountSid") == config.get("account")
        return signature_holds(config.get("token", ""), letter.url, pairs, given) and is_ours

    def key_of(self, letter: Letter) -> str:
        """A message says each of its states once, however often the letter comes."""
        said = dict(read_pairs(letter.body) or ())
        if "MessageSid" in said:
            return f"{said['MessageSid']} {said.get('MessageStatus', '')}"
        return sha256(letter.body).hexdigest()

    def read(self, letter: Letter) -> Spoken | None:
        return read_status(letter.url, letter.body)
