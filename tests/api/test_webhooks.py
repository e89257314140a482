"""The letterbox: only what this tenant's own provider signed, once, and states only go forward."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import httpx
import pytest

from regulars.app import build, open_keys
from regulars.connectors.twilio.signature import signature_of
from regulars.domains import tenants
from regulars.domains.identity import CodeWanted
from regulars.runtime.database import Database
from tests.api.serving import speaking, started
from tests.domains.evidence import asking
from tests.instruments.carriers import ACCOUNT, TOKEN, Carriers, ask, carriers, relay, sends
from tests.instruments.installation import Installation
from tests.worker.workers import run_all
from tests.world import House, World

OTHER_TOKEN = "e" * 32
LETTERS = asking("SELECT id FROM tenants.letters WHERE tenant_id = $1")
Pairs = list[tuple[str, str]]


@dataclass(slots=True)
class Door:
    """A running server, a shop whose SMS leave through Twilio, and one message that left."""

    client: httpx.AsyncClient
    installation: Installation
    carried: Carriers
    work: Database
    house: House
    public: str
    path: str
    sid: str

    def pairs(self, status: str, **more: str) -> Pairs:
        said = {"AccountSid": ACCOUNT, "MessageSid": self.sid, "MessageStatus": status, **more}
        return list(said.items())

    async def drop(
        self, pairs: Pairs, *, token: str = TOKEN, path: str | None = None, **headers: str
    ) -> int:
        path = path or self.path
        signed = {"x-twilio-signature": signature_of(token, self.public + path, pairs)}
        return await self.drop_raw(urlencode(pairs).encode(), path, {**signed, **headers})

    async def drop_raw(
        self, body: bytes, path: str, headers: dict[str, str] | list[tuple[str, str]]
    ) -> int:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        all_headers = [*kind.items(), *(headers.items() if isinstance(headers, dict) else headers)]
        answer = await self.client.post(path, content=body, headers=all_headers)
        return answer.status_code

    async def state(self) -> str:
        """After the worker has read what came."""
        reactions = self.carried.reactions()
        await relay(self.work, self.house, *reactions)
        await run_all(self.installation, self.work, *reactions)
        return str((await sends(self.work, self.house))[-1]["state"])

    async def letters(self) -> int:
        async with self.work.transaction(self.house.context) as tx:
            return len(await tx.rows(LETTERS))


@pytest.fixture
async def door(installation: Installation, world: World) -> AsyncIterator[Door]:
    public = "https://shop.example.com"
    own = replace(installation, settings=replace(installation.settings, public_url=public))
    house = world.laundry
    async with (
        carriers(step_seconds=3_600) as carried,
        started(build(own.settings)) as app,
        speaking(app, house.api_key) as client,
        own.database() as database,
        own.database("work") as work,
    ):
        await carried.serve(database, house)
        await ask(database, house, CodeWanted("login", "phone", "+96891234567", "en"))
        reactions = carried.reactions(public)
        await relay(work, house, *reactions)
        await run_all(own, work, *reactions)
        (send,) = await sends(work, house)
        keys = open_keys(own.settings).tenant(house.tenant.id)
        token = tenants.letterbox_token(keys, house.tenant.ref, "twilio")
        path = f"/hooks/twilio/{token}?send={send['id']}"
        sid = str(send["provider_ref"])
        yield Door(client, own, carried, work, house, public, path, sid)


async def test_what_the_provider_signed_is_taken_and_moves_the_send(door: Door) -> None:
    assert await door.drop(door.pairs("delivered", Grown="later")) == 204
    assert await door.state() == "delivered"


async def test_a_late_a_repeated_and_an_unordered_word_change_nothing(door: Door) -> None:
    for status in ("delivered", "sent", "queued", "undelivered", "delivered", "failed"):
        assert await door.drop(door.pairs(status)) == 204
    assert await door.state() == "delivered"


async def test_the_same_letter_a_hundred_times_is_kept_and_worked_once(door: Door) -> None:
    for _ in range(100):
        assert await door.drop(door.pairs("sent")) == 204
    assert await door.letters() == 1


async def test_what_failed_says_why(door: Door) -> None:
    assert await door.drop(door.pairs("undelivered", ErrorCode="30005")) == 204
    assert await door.state() == "failed"
    assert (await sends(door.work, door.house))[-1]["reason"] == "number_unreachable"


async def test_what_is_not_signed_by_this_account_is_refused_alike(door: Door) -> None:
    pairs = door.pairs("delivered")
    body = urlencode(pairs).encode()
    good = signature_of(TOKEN, door.public + door.path, pairs)
    refused = [
        await door.drop(pairs, token=OTHER_TOKEN),
        await door.drop_raw(body, door.path, {}),
        await door.drop_raw(body, door.path, {"x-twilio-signature": ""}),
        await door.drop_raw(body, door.path, {"x-twilio-signature": "%%%not base64"}),
        await door.drop_raw(body, door.path, {"x-twilio-signature": good.lower()}),
        # Two of them: whoever reads the other one would be told something else.
        await door.drop_raw(
            body, door.path, [("x-twilio-signature", good), ("x-twilio-signature", good)]
        ),
        # The same words in another order are signed the same; another value is not.
        await door.drop_raw(
            body.replace(b"delivered", b"failed"), door.path, {"x-twilio-signature": good}
        ),
        await door.drop_raw(body + b"&Added=1", door.path, {"x-twilio-signature": good}),
        await door.drop_raw(b"\xff\xfe", door.path, {"x-twilio-signature": good}),
        await door.drop_raw(b"a=1&" * 200, door.path, {"x-twilio-signature": good}),
        await door.drop_raw(body, f"{door.path}1", {"x-twilio-signature": good}),
        await door.drop_raw(body, "/hooks/twilio/short", {"x-twilio-signature": good}),
        await door.drop_raw(
            body, door.path.replace("twilio", "smtp"), {"x-twilio-signature": good}
        ),
        await door.drop_raw(
            body, door.path.replace("twilio", "none"), {"x-twilio-signature": good}
        ),
        await door.drop([("AccountSid", "AC" + "9" * 32), *pairs[1:]]),
    ]
    assert refused == [401] * len(refused)
    assert await door.letters() == 0


async def test_another_tenant_s_letterbox_takes_none_of_it(door: Door, world: World) -> None:
    """Neither with our secret at their door, nor at a door put together from both."""
    other = world.bakery.tenant
    keys = open_keys(door.installation.settings).tenant(other.id)
    theirs = tenants.letterbox_token(keys, other.ref, "twilio")
    ours = door.path.split("/")[3].partition("?")[0]
    mixed = tenants.letterbox_token(
        open_keys(door.installation.settings).tenant(door.house.tenant.id), other.ref, "twilio"
    )
    for token in (theirs, mixed):
        path = door.path.replace(ours, token)
        assert await door.drop(door.pairs("delivered"), path=path) == 401
    assert await door.letters() == 0


async def test_a_letter_that_is_too_long_is_not_read(door: Door) -> None:
    pairs = [*door.pairs("delivered"), ("Body", "x" * 20_000)]
    assert await door.drop(pairs) == 413
    assert await door.letters() == 0
