"""Our connector against Twilio's published description, and Twilio's own package against ours."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import jsonschema_rs
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from regulars.connectors.twilio.client import TwilioChannel
from regulars.connectors.twilio.segments import segments_of
from regulars.connectors.twilio.signature import signature_holds, signature_of
from regulars.connectors.twilio.translate import FATES, read_message, read_status, refusal_of, says
from regulars.runtime.addresses import Place
from regulars.runtime.channel import (
    ChannelBusy,
    ChannelRefused,
    ChannelUnsure,
    Outgoing,
    Receipt,
)
from regulars.runtime.outside import Judge, Outside
from regulars.simulators.http import Answered, Asked, json_answer, listening
from tests.instruments.carriers import ACCOUNT, SENDER, TOKEN, Carriers, carriers

PUBLISHED = Path(
    os.environ.get("REGULARS_SPECS", Path(__file__).parents[4] / "shared" / "specs")
) / "twilio" / "twilio_messages_only.json"  # fmt: skip
LIST_PATH = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
TO = "+96891234567"
SAYS = "123456 is your code."
TELL = "https://shop.example.com/hooks/twilio/x?send=1"


def outgoing(to: str = TO, text: str = SAYS) -> Outgoing:
    return Outgoing(uuid4(), to, text, "en", tell_at=TELL)


def published() -> dict[str, Any] | None:
    """None where the file is not at hand, and then it is said."""
    if not PUBLISHED.exists():
        print(f"Twilio's published description is not at {PUBLISHED}: not compared with it.")
        return None
    described: dict[str, Any] = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    return described


def schema(described: Mapping[str, Any], part: Any) -> Any:
    """As JSON Schema: what OpenAPI 3.0 says with `nullable` is a type there."""
    if isinstance(part, list):
        return [schema(described, each) for each in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        found: Any = described
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        return schema(described, {**found, **{k: v for k, v in part.items() if k != "$ref"}})
    said = {k: schema(described, v) for k, v in part.items() if k not in ("x-twilio", "nullable")}
    if part.get("nullable") and "type" in said:
        said["type"] = [said["type"], "null"]
        if "enum" in said:
            said["enum"] = [*said["enum"], None]
    said.pop("format", None)
    return said


class Published:
    """A server that knows of Twilio what Twilio published, and nothing that we wrote."""

    def __init__(self, described: dict[str, Any]) -> None:
        self.described = described
        path = self.described["paths"][LIST_PATH]
        form = path["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]
        self.form = schema(self.described, form["schema"])
        self.asked = {p["name"] for p in path["get"]["parameters"]}
        made = path["post"]["responses"]["201"]["content"]["application/json"]
        self.message = schema(self.described, made["schema"])
        self.example = next(iter(made["examples"].values()))["value"]
        self.heard: list[dict[str, str]] = []

    async def answer(self, asked: Asked) -> Answered:
        if asked.method == "GET":
            assert set(asked.query) <= self.asked, asked.query
            listed = {"messages": [{**self.example, "to": TO, "body": SAYS}]}
            is_list = asked.path.endswith("/Messages.json")
            return json_answer(200, listed if is_list else self.example)
        said = dict(parse_qsl(asked.body.decode(), strict_parsing=True))
        typed = {k: int(v) if k == "ValidityPeriod" else v for k, v in said.items()}
        jsonschema_rs.validate({**self.form, "additionalProperties": False}, typed)
        self.heard.append(said)
        return json_answer(201, self.example)


@asynccontextmanager
async def speaking_to(answer: Any) -> AsyncIterator[TwilioChannel]:
    async with listening(answer, 0) as port:
        outside = Outside(Judge("test", [Place("127.0.0.1", port)]))
        home = f"http://127.0.0.1:{port}"
        config = {"account": ACCOUNT, "token": TOKEN, "sender": SENDER, "home": home}
        try:
            yield TwilioChannel(outside, config)
        finally:
            await outside.close()


@pytest.fixture
async def carried() -> AsyncIterator[Carriers]:
    async with carriers() as opened:
        yield opened


def ours(carried: Carriers) -> TwilioChannel:
    return TwilioChannel(carried.outside, carried.twilio)


async def test_what_we_ask_and_what_we_read_is_as_twilio_published_it() -> None:
    described = published()
    if described is None:
        return
    twilio = Published(described)
    async with speaking_to(twilio.answer) as channel:
        receipt = await channel.send(outgoing())
        assert receipt.ref == twilio.example["sid"]
        assert twilio.heard[0]["To"] == TO
        await channel.test_connection()
        made_at = parsedate_to_datetime(twilio.example["date_created"])
        found = await channel.find(outgoing(), not_before=made_at)
        assert found is not None
        assert found.ref == twilio.example["sid"]
        nobody = outgoing(text="something else")
        assert await channel.find(nobody, not_before=made_at) is None
        assert await channel.find(outgoing(), not_before=made_at + timedelta(days=1)) is None


def test_every_state_that_twilio_published_means_something() -> None:
    described = published()
    if described is None:
        return
    states = described["components"]["schemas"]["message_enum_status"]["enum"]
    inbound = {"receiving", "received", "partially_delivered"}
    assert set(states) - inbound == set(FATES)


async def test_our_simulator_answers_as_twilio_published_it(carried: Carriers) -> None:
    described = published()
    if described is None:
        return
    message = schema(described, {"$ref": "#/components/schemas/api.v2010.account.message"})
    await ours(carried).send(outgoing())
    for made in carried.simulators.twilio.messages:
        jsonschema_rs.validate(message, made)


class _Directed(TwilioHttpClient):  # type: ignore[misc]  # it has no types
    """Twilio's own client, sent to the simulator."""

    def __init__(self, home: str) -> None:
        super().__init__()
        self._home = home

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        return super().request(
            method, url.replace("https://api.twilio.com", self._home), *args, **kwargs
        )


async def test_twilio_s_own_package_talks_to_our_simulator(carried: Carriers) -> None:
    client = Client(ACCOUNT, TOKEN, http_client=_Directed(carried.simulators.home))
    stranger = Client(ACCOUNT, "0" * 32, http_client=_Directed(carried.simulators.home))

    def talk() -> None:
        made = client.messages.create(to=TO, from_=SENDER, body="مرحبا")
        assert (made.num_segments, made.status) == ("1", "queued")
        assert client.messages(str(made.sid)).fetch().body == "مرحبا"
        assert [each.sid for each in client.messages.list(to=TO, limit=5)] == [made.sid]
        for to, code in (("+15005550001", 21211), ("+15005550004", 21610), ("12", 21211)):
            with pytest.raises(TwilioRestException) as refused:
                client.messages.create(to=to, from_=SENDER, body="x")
            assert (refused.value.code, refused.value.status) == (code, 400)
        with pytest.raises(TwilioRestException) as unknown:
            stranger.messages.create(to=TO, from_=SENDER, body="x")
        assert unknown.value.status == 401

    await asyncio.to_thread(talk)


async def test_callbacks_of_the_simulator_are_signed_as_twilio_s_package_expects() -> None:
    told: list[tuple[str, dict[str, str], str]] = []

    async def hear(asked: Asked) -> Answered:
        said = dict(parse_qsl(asked.body.decode()))
        told.append((asked.path, said, asked.headers["x-twilio-signature"]))
        return Answered(204, "text/plain", b"")

    async with carriers() as carried, listening(hear, 0) as port:
        url = f"http://127.0.0.1:{port}/hook?send=1"
        message = Outgoing(uuid4(), "+96891230005", SAYS, "en", tell_at=url)
        await ours(carried).send(message)
        await carried.simulators.twilio.settled()
    validator = RequestValidator(TOKEN)
    assert [said["MessageStatus"] for _, said, _ in told] == ["sent", "undelivered"]
    assert told[-1][1]["ErrorCode"] == "30005"
    assert all(validator.validate(url, said, signed) for _, said, signed in told)


@pytest.mark.parametrize("url", [TELL, "https://shop.example.com:443/a?b=c", "http://a.example/"])
def test_our_signatures_are_twilio_s(url: str) -> None:
    pairs = [("B", "2"), ("A", "1"), ("Text", "مرحبا"), ("Empty", "")]
    signed = RequestValidator(TOKEN).compute_signature(url, dict(pairs))
    assert signature_of(TOKEN, url, pairs) == signed
    assert signature_holds(TOKEN, url, pairs, (signed,))
    other = url.replace("example.com/", "example.com:443/").replace(":443:443", ":443")
    assert signature_holds(TOKEN, other, pairs, (signed,))
    assert not signature_holds(TOKEN, url, [*pairs, ("C", "3")], (signed,))
    assert not signature_holds("", url, pairs, (signature_of("", url, pairs),))


@pytest.mark.parametrize(
    ("to", "code", "is_final"),
    [
        ("+15005550001", "number_not_valid", True),
        ("+15005550002", "number_unreachable", True),
        ("+15005550003", "country_not_enabled", False),
        ("+15005550004", "opted_out", True),
        ("+15005550009", "not_mobile", True),
    ],
)
async def test_refusals_mean_something(
    carried: Carriers, to: str, code: str, is_final: bool
) -> None:
    with pytest.raises(ChannelRefused) as refused:
        await ours(carried).send(outgoing(to))
    assert (refused.value.code, refused.value.is_final) == (code, is_final)


async def test_busy_is_certain_and_a_fault_after_the_words_left_is_not(carried: Carriers) -> None:
    twilio = carried.simulators.twilio
    twilio.faults += ["busy", "broken"]
    with pytest.raises(ChannelBusy) as busy:
        await ours(carried).send(outgoing())
    assert (busy.value.retry_after, len(twilio.messages)) == (1.0, 0)
    lost = outgoing()
    with pytest.raises(ChannelUnsure):
        await ours(carried).send(lost)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    found = await ours(carried).find(lost, not_before=yesterday)
    assert isinstance(found, Receipt)


async def test_a_code_is_thrown_away_when_it_is_over_and_a_notice_never() -> None:
    heard: list[dict[str, str]] = []

    async def hear(asked: Asked) -> Answered:
        heard.append(dict(parse_qsl(asked.body.decode())))
        return json_answer(201, {"sid": "SM1", "status": "queued", "num_segments": "1"})

    async with speaking_to(hear) as channel:
        await channel.send(replace(outgoing(), lasts_seconds=300))
        await channel.send(outgoing())
    assert [said.get("ValidityPeriod") for said in heard] == ["300", None]


async def test_an_older_message_of_the_same_words_is_not_the_one_that_was_lost(
    carried: Carriers,
) -> None:
    channel, lost = ours(carried), outgoing()
    await channel.send(outgoing())
    soon = datetime.now(UTC) + timedelta(minutes=5)
    assert await channel.find(lost, not_before=soon) is None
    assert await channel.find(lost, not_before=datetime.now(UTC)) is not None


def test_an_account_on_trial_puts_its_own_words_in_front() -> None:
    now = datetime.now(UTC)
    listed = {"body": f"Sent from your Twilio trial account - {SAYS}"}
    assert says(
        {**listed, "date_created": format_datetime(now)},
        SAYS,
        not_before=now.replace(microsecond=0),
    )
    for unreadable in (None, "", "yesterday", 7):
        assert not says({**listed, "date_created": unreadable}, SAYS, not_before=now)


@pytest.mark.parametrize("code", [20003, 20005, 21212, 21606, 21659, 21660, 21703, 90010])
def test_what_lies_with_the_shop_s_account_is_not_the_number_s_fault(code: int) -> None:
    refused = refusal_of(400, json.dumps({"code": code}).encode(), None)
    assert isinstance(refused, ChannelRefused)
    assert not refused.is_final


async def test_an_account_that_is_not_let_in_is_told_from_one_that_is(carried: Carriers) -> None:
    await ours(carried).test_connection()
    wrong = TwilioChannel(carried.outside, {**carried.twilio, "token": "0" * 32})
    with pytest.raises(ChannelRefused) as refused:
        await wrong.test_connection()
    assert (refused.value.code, refused.value.is_final) == ("account_refused", False)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1),
        ("€" * 81, 2), ("a" * 152 + "€" + "a" * 20, 2), ("م" * 70, 1), ("م" * 71, 2),
        ("م" * 134, 2), ("م" * 135, 3), ("م" * 66 + "😀" + "م" * 10, 2), ("ç", 1), ("Ç", 1),
    ],
)  # fmt: skip
def test_segments_are_counted_as_they_are_billed(text: str, parts: int) -> None:
    assert segments_of(text) == parts


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"sid": 3, "status": "queued"}'])
def test_what_cannot_be_read_is_unsure(body: bytes) -> None:
    with pytest.raises(ChannelUnsure):
        read_message(body)
    assert read_status("https://x.example/", body) is None
    assert isinstance(refusal_of(500, body, None), ChannelUnsure)
    assert isinstance(refusal_of(429, body, "nonsense"), ChannelBusy)
    assert isinstance(refusal_of(401, body, None), ChannelRefused)
