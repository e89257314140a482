"""The way out: nobody is led inward by an address, a name, a redirect or the environment."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpcore
import pytest
from httpcore import AsyncNetworkStream

from regulars.runtime.addresses import Place, is_open
from regulars.runtime.outside import (
    Answer,
    Judge,
    Outside,
    OutsideFailed,
    OutsideRefused,
    Resolve,
    outside_of,
)
from regulars.runtime.settings import Settings, SettingsError
from tests.instruments.inward import inward_addresses, inward_urls

PUBLIC = "https://api.example.com/"


@dataclass(slots=True)
class Sentinel:
    """Listens inside; whoever reaches it was led inward."""

    port: int = 0
    touched: int = 0
    says: bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"
    heard: list[bytes] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.touched += 1
        self.heard.append(await reader.read(4_096))
        writer.write(self.says)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def a_sentinel(says: bytes = b"") -> AsyncIterator[Sentinel]:
    sentinel = Sentinel(says=says) if says else Sentinel()
    server = await asyncio.start_server(sentinel.answer, "127.0.0.1", 0)
    sentinel.port = server.sockets[0].getsockname()[1]
    async with server:
        yield sentinel


def saying(*answers: list[str]) -> Resolve:
    """A name server with another answer each time; the last one stays."""
    left = list(answers)

    async def resolve(host: str, port: int) -> list[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


class Dialled:
    """Notes where a connection would be made to, and makes none."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    async def __call__(self, address: str, *_: float) -> AsyncNetworkStream:
        self.addresses.append(address)
        raise httpcore.ConnectError


def live(resolve: Resolve, dial: Any = None, *exempt: Place) -> Outside:
    return Outside(Judge("live", exempt, resolve=resolve), dial=dial)


def exempting(port: int, environment: str = "test") -> Outside:
    return Outside(Judge(environment, [Place("127.0.0.1", port)]))


async def test_no_form_of_an_inner_address_reaches_a_server_inside() -> None:
    async with a_sentinel() as sentinel:
        urls = inward_urls(sentinel.port)
        assert len(urls) >= 250
        outside = Outside(Judge("live"))
        for url in urls:
            with pytest.raises(OutsideRefused):
                await outside.ask("GET", url, seconds=2)
        assert sentinel.touched == 0


async def test_a_name_that_leads_inward_is_not_called_whatever_stands_beside_it() -> None:
    for inner in inward_addresses():
        assert not is_open(inner), inner
        for answer in ([inner], ["93.184.216.34", inner], [inner, "2606:2800:220:1::1"]):
            dialled = Dialled()
            with pytest.raises(OutsideRefused):
                await live(saying(answer), dialled).ask("GET", PUBLIC)
            assert not dialled.addresses


async def test_a_name_that_turns_after_it_was_judged_is_called_where_it_was_judged() -> None:
    for turn in range(1_000):
        dialled = Dialled()
        outside = live(saying(["93.184.216.34"], ["127.0.0.1"]), dialled)
        with pytest.raises(OutsideFailed):
            await outside.ask("GET", PUBLIC)
        with pytest.raises(OutsideRefused):
            await outside.ask("GET", f"{PUBLIC}{turn}")
        assert dialled.addresses == ["93.184.216.34"]


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111"])
def test_what_is_public_is_called(address: str) -> None:
    assert is_open(address)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_an_answer_and_is_not_followed(status: int) -> None:
    async with a_sentinel() as inner:
        says = f"HTTP/1.1 {status} Moved\r\nlocation: http://127.0.0.1:{inner.port}/\r\n"
        async with a_sentinel(f"{says}content-length: 0\r\n\r\n".encode()) as outer:
            answer = await exempting(outer.port).ask("GET", f"http://127.0.0.1:{outer.port}/")
        assert (answer.status, inner.touched, outer.touched) == (status, 0, 1)


async def test_a_page_that_asks_to_be_refreshed_is_only_text() -> None:
    page = b"<meta http-equiv=refresh content='0;url=http://127.0.0.1/'>"
    says = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(page) + page
    async with a_sentinel(says) as outer:
        answer = await exempting(outer.port).ask("GET", f"http://127.0.0.1:{outer.port}/")
    assert answer.body == page


async def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_sentinel() as proxy, a_sentinel() as outer:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        await exempting(outer.port).ask("GET", f"http://127.0.0.1:{outer.port}/")
        assert (proxy.touched, outer.touched) == (0, 1)


@pytest.mark.parametrize("environment", ["demo", "test"])
async def test_in_a_demo_nothing_but_what_is_exempt_is_reached(environment: str) -> None:
    dialled = Dialled()
    outside = Outside(
        Judge(environment, [Place("localhost", 8025)], resolve=saying(["93.184.216.34"])),
        dial=dialled,
    )
    for url in (PUBLIC, "https://127.0.0.1/", "http://localhost:8026/", "http://localhost:8025/"):
        with pytest.raises(OutsideRefused):
            await outside.ask("GET", url)
    with pytest.raises(OutsideRefused):
        outside.judge.read_mail_server("smtp.example.com", 587)
    assert not dialled.addresses


@pytest.mark.parametrize(
    ("host", "port"),
    [("127.0.0.1", 25), ("localhost", 25), ("10.0.0.1", 587), ("smtp.example.com", 22),
     ("smtp.example.com", 6379), ("mail.local", 25), ("::1", 465), ("a\r\nb.example.com", 25)],
)  # fmt: skip
async def test_a_mail_server_inside_is_not_called(host: str, port: int) -> None:
    with pytest.raises(OutsideRefused):
        live(saying(["93.184.216.34"])).judge.read_mail_server(host, port)


async def test_a_mail_server_whose_name_leads_inward_is_not_connected_to() -> None:
    async with a_sentinel() as sentinel:
        outside = live(saying(["127.0.0.1"]))
        with pytest.raises(OutsideRefused):
            await outside.connect(Place("smtp.example.com", sentinel.port))
        assert sentinel.touched == 0


async def test_an_exempted_server_is_connected_to() -> None:
    async with a_sentinel() as sentinel:
        place = Place("127.0.0.1", sentinel.port)
        connected = await Outside(Judge("test", [place])).connect(place)
        connected.close()


async def test_an_endless_answer_is_cut_off() -> None:
    says = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 70_000
    async with a_sentinel(says) as outer:
        with pytest.raises(OutsideFailed, match="answer_too_large"):
            await exempting(outer.port).ask("GET", f"http://127.0.0.1:{outer.port}/")


async def test_who_never_answers_is_waited_for_so_long_and_what_left_is_not_known() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    with pytest.raises(OutsideFailed) as failed:
        await exempting(port).ask("POST", f"http://127.0.0.1:{port}/", form=[], seconds=2)
    assert failed.value.has_left
    listening.close()


async def test_who_is_never_found_or_never_picks_up_has_nothing_of_ours() -> None:
    """Waited for as long, but nothing was said yet: it may be tried again."""

    async def never(*_: object) -> Any:
        await asyncio.Event().wait()

    for outside in (live(never), live(saying(["93.184.216.34"]), never)):
        with pytest.raises(OutsideFailed) as failed:
            await outside.ask("POST", PUBLIC, form=[("Body", "x")], seconds=0.1)
        assert not failed.value.has_left
        await outside.close()


async def test_what_nobody_listens_to_has_not_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(OutsideFailed) as failed:
        await exempting(port).ask("GET", f"http://127.0.0.1:{port}/")
    assert not failed.value.has_left


async def test_a_form_is_sent_as_one() -> None:
    async with a_sentinel() as outer:
        answer = await exempting(outer.port).ask(
            "POST",
            f"http://127.0.0.1:{outer.port}/",
            form=[("To", "+968"), ("Body", "a b&c")],
            login=("a", "b"),
        )
    assert answer == Answer(200, {"content-length": "2"}, b"hi")
    assert outer.heard[0].endswith(b"To=%2B968&Body=a+b%26c")
    assert b"Basic YTpi" in outer.heard[0]


@pytest.mark.parametrize("places", ["smtp.example.com:25", "10.0.0.1:25", "nonsense", "a:0"])
def test_an_exemption_of_a_demo_is_loopback(places: str) -> None:
    with pytest.raises(SettingsError):
        Settings(environment="demo", outside_exempt=places)


def test_an_operator_may_exempt_a_relay_of_their_own() -> None:
    settings = Settings(outside_exempt="10.0.0.5:25, [::1]:2525")
    place = outside_of(settings).judge.read_mail_server("10.0.0.5", 25)
    assert place == Place("10.0.0.5", 25)
