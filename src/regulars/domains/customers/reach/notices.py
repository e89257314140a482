"""What people are told about their own number or address: at once, in their language."""

from regulars.domains import identity
from regulars.domains.customers.model import Customer
from regulars.domains.customers.reach.rules import Reach
from regulars.domains.identity import Notice
from regulars.domains.tenants import read_settings
from regulars.runtime.tx import Tx


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
