"""Invented customers who proved their phone at the counter, as full ones did."""

from regulars.domains import customers
from regulars.domains.customers import Customer, Reach
from regulars.runtime.tx import Tx


async def prove_phone(tx: Tx, customer: Customer) -> None:
    """A number that somebody else proved before stays theirs."""
    person = customer.person
    if person.phone is None or customer.verified.phone_at is not None:
        return
    reach = Reach("phone", person.phone, person.phone_typed or person.phone)
    if await customers.who_proved(tx, reach) is None:
        token = tx.keys.token("phone", person.phone)
        await customers.mark_proven(tx, customer.id, "phone", token)
