"""Inviting in tests: the link that was sent, the code that follows, who came in by it."""

from regulars.domains import customers, identity, people
from regulars.domains.customers import Claimed, Customer
from regulars.domains.identity import Challenge, Credential
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import FORGET_ASKED, PORTAL, sent, told

BROWSER = b"the browser that opened the link"


async def invited(tx: Tx, customer: Customer, kind: customers.ReachKind = "phone") -> Credential:
    await people.invite_customer(tx, customer.id, kind, portal=PORTAL)
    return await last_link(tx)


async def last_link(tx: Tx) -> Credential:
    said = (await told(tx))[-1]
    assert said.kind == "invitation"
    assert said.link
    link = identity.read_credential(said.link.rpartition("/")[2], kind="ri", environment="test")
    assert link
    return link


async def code_for(tx: Tx, link: Credential) -> Challenge:
    await tx.run(FORGET_ASKED)
    challenge = await people.ask_claim_code(tx, link, language="en", bound_to=BROWSER)
    assert isinstance(challenge, Challenge)
    return challenge


async def answered(
    tx: Tx, link: Credential, challenge: Challenge, code: str | None = None
) -> Claimed | None:
    right, _ = await sent(tx, challenge)
    guess = await identity.count_guess(tx, challenge.id, bound_to=BROWSER)
    return await people.accept_invitation(tx, link, guess, code or right)


async def accepted(tx: Tx, link: Credential) -> Claimed | None:
    return await answered(tx, link, await code_for(tx, link))
