"""Papers as tests hand them in."""

from typing import Any
from uuid import UUID

from regulars.domains import customers
from regulars.domains.customers import Portal
from regulars.domains.identity import DocumentKind, Verification
from regulars.kernel.ids import new_id
from regulars.runtime.context import Context
from regulars.runtime.papers import Paper
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.world import House

PORTAL = Portal("https://shop.example/p/muscat-laundry", "test", "t")
SCAN = Paper("image/jpeg", b"\xff\xd8\xff a scan of nobody")
LATER = asking(
    "UPDATE identity.verifications SET expires_at = expires_at - $2::interval WHERE tenant_id = $1",
    "ago",
)
FILES = asking("SELECT count(*) FROM runtime.files WHERE tenant_id = $1 AND expires_at > now()")


async def handed_in(
    tx: Tx, customer_id: UUID, document: DocumentKind = "passport", *papers: Paper
) -> Verification:
    return await customers.hand_in_paper(tx, customer_id, document, papers or (SCAN,))


def reviewer(house: House) -> Context:
    """The admin, who is another one than the owner."""
    return Context(house.tenant.id, actor_kind="staff", actor_id=house.admin.id)


async def by_another(tx: Tx, house: House) -> None:
    """From here on the admin acts, in the same unit of work."""
    await tx.act_for(reviewer(house))


async def approved(tx: Tx, verification: Verification, **given: Any) -> Verification:
    typed = {"until": "", "birth_date": "", "expected_version": verification.version, **given}
    return await customers.approve_paper(tx, verification.id, **typed)


async def rejected(tx: Tx, verification: Verification, **given: Any) -> Verification:
    typed = {
        "reason": "unreadable",
        "note": "",
        "asks_again": False,
        "expected_version": verification.version,
        "portal": PORTAL,
        **given,
    }
    return await customers.reject_paper(tx, verification.id, **typed)


def somebody(house: House) -> Context:
    """Staff whom nobody has seen before: one more pair of eyes."""
    return Context(house.tenant.id, actor_kind="staff", actor_id=new_id())
