"""Shops whose codes leave through the simulators, and a worker's hands to send them by."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from regulars.connectors import providers_over
from regulars.domains import identity, tenants
from regulars.domains.identity import CodeWanted
from regulars.runtime.addresses import Place
from regulars.runtime.channel import Providers
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.language import Catalogue
from regulars.runtime.outside import Judge, Outside
from regulars.runtime.reactions import Reaction, Reactions
from regulars.runtime.relay import relay_batch
from regulars.runtime.sql import Statement
from regulars.simulators import Addresses, Simulators, started
from tests.world import House

ACCOUNT = "AC" + "0" * 31 + "1"
TOKEN = "f" * 32
SENDER = "+15005550006"
SENDS = Statement(
    "sends",
    "SELECT id, about, state, reason, provider_ref, prefix, parts, channel FROM identity.sends"
    " WHERE tenant_id = $1 ORDER BY created_at, id",
    ("tenant_id",),
    "tests",
)


@dataclass(frozen=True, slots=True)
class Carriers:
    """Both simulators, and the providers that reach them and nobody else."""

    simulators: Simulators
    providers: Providers
    outside: Outside

    @property
    def twilio(self) -> dict[str, str]:
        return {
            "account": ACCOUNT,
            "token": TOKEN,
            "sender": SENDER,
            "home": self.simulators.home,
        }

    @property
    def smtp(self) -> dict[str, str]:
        return {
            "host": "127.0.0.1",
            "port": str(self.simulators.at.mail),
            "security": "none",
            "sender": "codes@shop.example.com",
            "sender_name": "The Shop",
        }

    def reactions(
        self, hooks: str = "", catalogue: Catalogue | None = None
    ) -> tuple[Reaction, ...]:
        words = catalogue or Catalogue.load(strict=True)
        speaker = identity.Speaker(words, "https://shop.example.com")
        return identity.sending_reactions(identity.Post(self.providers, speaker, hooks))

    async def serve(self, app: Database, house: House) -> None:
        """The house's SMS and e-mail leave through the simulators from now on."""
        async with app.transaction(house.context) as tx:
            await tenants.set_channel(tx, self.providers, "sms", "twilio", self.twilio)
            await tenants.set_channel(tx, self.providers, "email", "smtp", self.smtp)


@asynccontextmanager
async def carriers(*, step_seconds: float = 0.0) -> AsyncIterator[Carriers]:
    async with started(
        Addresses(0, 0), accounts={ACCOUNT: TOKEN}, step_seconds=step_seconds
    ) as simulators:
        ports = (simulators.at.page, simulators.at.mail or 0)
        places = [Place("127.0.0.1", port) for port in ports]
        outside = Outside(Judge("test", places))
        try:
            yield Carriers(simulators, providers_over(outside), outside)
        finally:
            await outside.close()


async def ask(app: Database, house: House, wanted: CodeWanted) -> identity.Challenge:
    async with app.transaction(house.context) as tx:
        challenge = await identity.request_code(tx, wanted)
    assert isinstance(challenge, identity.Challenge)
    return challenge


async def relay(work: Database, house: House, *reactions: Reaction) -> None:
    context = Context(house.tenant.id, actor_kind="system", origin="system")
    async with work.transaction(context) as tx:
        while await relay_batch(tx, Reactions(reactions)):
            pass


async def sends(work: Database, house: House) -> list[dict[str, object]]:
    async with work.transaction(house.context) as tx:
        return [dict(row) for row in await tx.rows(SENDS)]  # type: ignore[call-overload]
