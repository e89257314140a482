"""What people are told about their own number or address: at once, in their language."""

from dataclasses import dataclass

from regulars.domains import identity
from regulars.domains.customers import change_rules
from regulars.domains.customers.change_rules import Reach, ReachKind
from regulars.domains.customers.model import Customer
from regulars.domains.identity import Credential, Notice
from regulars.domains.identity.credentials import Kind
from regulars.domains.tenants import read_settings
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class Portal:
    """Where a tenant's customers come in: `address` is https://…/p/{slug}."""

    address: str
    environment: str
    tenant_ref: str

    def mint(self, kind: Kind) -> Credential:
        return identity.mint_credential(kind, self.environment, self.tenant_ref)

    def undo(self, link: Credential) -> str:
        return f"{self.address}/undo/{link.secret}"

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


async def tell_loser(tx: Tx, loser: Customer, kind: ReachKind) -> None:
    """Where they can still be reached: what they lost is not theirs to be told at."""
    reach = change_rules.proven_reach(loser, change_rules.other(kind))
    if reach:
        await tell_reach(tx, loser, reach, f"{kind}_detached")
