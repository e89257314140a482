"""What people are told about their own number or address: at once, in their language."""

from dataclasses import dataclass
from typing import Literal

from regulars.domains import identity
from regulars.domains.customers.change_rules import Reach
from regulars.domains.customers.model import Customer
from regulars.domains.identity import Credential, Notice
from regulars.domains.tenants import read_settings
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class Portal:
    """Where a tenant's customers come in: `address` is https://…/p/{slug}."""

    address: str
    environment: str
    tenant_ref: str

    def mint(self, kind: Literal["ri", "ru"]) -> Credential:
        return identity.mint_credential(kind, self.environment, self.tenant_ref)

    def undo(self, link: Credential) -> str:
        return f"{self.address}/undo/{link.secret}"

    def papers(self) -> str:
        return f"{self.address}/papers"

    def join(self, link: Credential) -> str:
        return f"{self.address}/join/{link.secret}"


async def tell_reach(
    tx: Tx, customer: Customer, reach: Reach, kind: str, *, link: str | None = None
) -> None:
    await identity.tell(
        tx,
        Notice(
            kind,
            "sms" if reach.kind == "phone" else "email",
            reach.value,
            customer.traits.language or (await read_settings(tx)).languages[0],
            {"link": link} if link else {},
        ),
    )
