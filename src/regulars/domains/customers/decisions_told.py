"""What a customer is told of a decision about their papers: what it was, nothing of the paper."""

from regulars.domains.customers.model import Customer
from regulars.domains.identity import Notice, tell
from regulars.domains.tenants import read_settings
from regulars.runtime.tx import Tx


async def tell_decision(tx: Tx, customer: Customer, kind: str) -> None:
    """Where they are proven to be reached, by phone first; nowhere else, for a wrong number would
    learn whose papers lie here. Who was deleted is told nothing."""
    if customer.deleted_at is not None:
        return
    language = customer.traits.language or (await read_settings(tx)).languages[0]
    person, verified = customer.person, customer.verified
    if person.phone and verified.phone_at:
        await tell(tx, Notice(kind, "sms", person.phone, language))
    elif person.email and verified.email_at:
        await tell(tx, Notice(kind, "email", person.email, language))
