"""What a customer is told about their papers: asked for, accepted or not; nothing of the paper."""

from regulars.domains.customers.model import Customer
from regulars.domains.customers.portal import Portal
from regulars.domains.identity import Notice, tell
from regulars.domains.tenants import read_settings
from regulars.runtime.tx import Tx


async def tell_of_paper(
    tx: Tx, customer: Customer, kind: str, *, portal: Portal | None = None
) -> None:
    """Where they are proven to be reached, by phone first; nowhere else, for a wrong number would
    learn whose papers lie here. Who was deleted is told nothing."""
    if customer.deleted_at is not None:
        return
    language = customer.traits.language or (await read_settings(tx)).languages[0]
    facts = {"link": portal.papers()} if portal else {}
    person, verified = customer.person, customer.verified
    if person.phone and verified.phone_at:
        await tell(tx, Notice(kind, "sms", person.phone, language, facts))
    elif person.email and verified.email_at:
        await tell(tx, Notice(kind, "email", person.email, language, facts))
