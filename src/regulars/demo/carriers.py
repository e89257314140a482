"""Through whom the demo's shops send: simulators on this machine, and nobody else."""

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from regulars.connectors import providers_over
from regulars.demo.access import write_private
from regulars.domains import tenants
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import open_database
from regulars.runtime.outside import outside_of
from regulars.runtime.settings import Settings
from regulars.runtime.vault.keystore import KeyStore

SENDER = "+15005550006"
# Beside the demo's own port, so that two demos do not meet.
PAGE, MAIL = 1, 2


def page_port(port: int) -> int:
    return port + PAGE


def mail_port(port: int) -> int:
    return port + MAIL


def page_address(port: int) -> str:
    return f"http://localhost:{page_port(port)}/"


def exempted(port: int) -> str:
    """The only servers that this demo may call."""
    return f"127.0.0.1:{page_port(port)},127.0.0.1:{mail_port(port)}"


def demo_accounts(file: Path, slugs: Sequence[str]) -> Mapping[str, str]:
    """Account and token of each shop, in the order of the shops; a second start has the same."""
    if not file.exists():
        write_private(file, {f"AC{secrets.token_hex(16)}": secrets.token_hex(16) for _ in slugs})
    accounts: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return accounts


async def connect_shops(
    settings: Settings,
    keys: KeyStore,
    shops: Sequence[Mapping[str, Any]],
    accounts: Mapping[str, str],
) -> None:
    """At each start, because the port may be another one. What is as it was says nothing."""
    providers = providers_over(outside_of(settings))
    database = await open_database(settings.database_url, keys, size=2)
    try:
        for shop, (account, token) in zip(shops, accounts.items(), strict=True):
            context = Context(TenantId(UUID(shop["id"])), actor_kind="operator", origin="system")
            twilio = {
                "account": account,
                "token": token,
                "sender": SENDER,
                "home": f"http://127.0.0.1:{page_port(settings.port)}",
            }
            smtp = {
                "host": "127.0.0.1",
                "port": str(mail_port(settings.port)),
                "security": "none",
                "sender": f"hello@{shop['slug']}.example.com",
            }
            async with database.transaction(context) as tx:
                await tenants.set_channel(tx, providers, "sms", "twilio", twilio)
                await tenants.set_channel(tx, providers, "email", "smtp", smtp)
    finally:
        await database.close()
