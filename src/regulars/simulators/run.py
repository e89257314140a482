"""Starting the simulators: on loopback, until they are told to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLContext

from regulars.runtime.language import Catalogue
from regulars.simulators.arrivals import Arrivals, ArrivalsPage
from regulars.simulators.http import Answered, Asked, listening
from regulars.simulators.smtp import smtp_server
from regulars.simulators.twilio import STEP_SECONDS, TwilioSimulator

STYLE = (Path(__file__).parent / "arrivals.css").read_bytes()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where they listen. Port 0 takes any that is free; without a mail port no mail is taken."""

    page: int = 8025
    mail: int | None = 1025


@dataclass(frozen=True, slots=True)
class Simulators:
    arrivals: Arrivals
    twilio: TwilioSimulator
    at: Addresses

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.at.page}"


@asynccontextmanager
async def started(
    at: Addresses,
    *,
    accounts: Mapping[str, str],
    login: tuple[str, str] | None = None,
    tls: SSLContext | None = None,
    step_seconds: float = STEP_SECONDS,
) -> AsyncIterator[Simulators]:
    """Page and Twilio on one port, mail on the other."""
    arrivals = Arrivals()
    twilio = TwilioSimulator(accounts, arrivals, step_seconds=step_seconds)
    page = ArrivalsPage(arrivals, Catalogue.load())

    async def answer(asked: Asked) -> Answered:
        if asked.path == "/arrivals.css":
            return Answered(200, "text/css", STYLE)
        return page.answer(asked) if asked.path == "/" else await twilio.answer(asked)

    async with (
        listening(answer, at.page) as port,
        _mail(arrivals, at.mail, login, tls) as mail_port,
    ):
        yield Simulators(arrivals, twilio, Addresses(port, mail_port))


@asynccontextmanager
async def _mail(
    arrivals: Arrivals, port: int | None, login: tuple[str, str] | None, tls: SSLContext | None
) -> AsyncIterator[int | None]:
    if port is None:
        yield None
        return
    loop = asyncio.get_running_loop()
    mail = await loop.create_server(
        lambda: smtp_server(arrivals, login=login, tls=tls), "127.0.0.1", port
    )
    try:
        yield mail.sockets[0].getsockname()[1]
    finally:
        mail.close()


async def simulate(
    at: Addresses, *, accounts: Mapping[str, str], login: tuple[str, str] | None = None
) -> None:
    """Until SIGTERM or Ctrl-C. What arrived is forgotten then."""
    stop = asyncio.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stop.set)
    async with started(at, accounts=accounts, login=login):
        await stop.wait()
