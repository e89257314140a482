"""What holders do with papers of their own: few tries, few a day, and back while they wait."""

from uuid import UUID

from regulars.domains.identity.errors import PapersTooMany, VerificationClosed
from regulars.domains.identity.papers.papers import locked_document, withdraw_locked
from regulars.domains.identity.papers.rules import Verification
from regulars.domains.identity.papers.verifications import verification_by_id
from regulars.domains.identity.tries.peers import count_peer_try
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# Enough for every mistake with a camera, and too little to fill a disk by.
A_DAY_MAX = 5


async def count_paper_try(tx: Tx, holder_id: UUID) -> PapersTooMany | None:
    """Before what was sent is looked at, which takes a second of somebody's processor: also what
    turns out to be no paper. Handed over, and to be raised once this is committed."""
    wait = await count_peer_try(tx, f"holder:{holder_id}", "paper_sent")
    return PapersTooMany() if wait else None


async def refuse_many_papers(tx: Tx, holder_id: UUID) -> None:
    """The caller holds the holder's row, so that two at once are both counted. Taken back ones
    count too. Raises PapersTooMany."""
    if await tx.value(sql.handed_lately, holder_id=holder_id) >= A_DAY_MAX:
        raise PapersTooMany


async def take_back_document(tx: Tx, verification_id: UUID) -> Verification:
    """While nobody decided. Its files go at once. Raises VerificationClosed."""
    verification = await locked_document(tx, verification_id)
    if verification.state != "pending":
        raise VerificationClosed(state=verification.state)
    await withdraw_locked(tx, verification, "taken_back")
    return await verification_by_id(tx, verification_id)
