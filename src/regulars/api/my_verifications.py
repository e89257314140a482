"""/api/v1/me/verifications: what is proven of oneself, papers handed in, and taken back."""

from regulars.api.me import ONESELF
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.verifications import (
    FACES,
    PaperQuery,
    VerificationList,
    VerificationView,
    judged,
    verification_view,
)
from regulars.domains import customers, identity
from regulars.domains.identity import PapersTooMany
from regulars.runtime.papers import PAPER_BYTES_MAX, PAPER_TYPES
from regulars.runtime.tx import Tx

MINE = "/api/v1/me/verifications"


@operation(
    "GET", MINE, None, callers=ONESELF, is_for_every_stage=True, answers={200: VerificationList}
)
async def list_my_verifications(call: Call, tx: Tx) -> Answer:
    """List what was proven of oneself, what the shop asks for, and what waits, newest first."""
    call.require_good()
    found = await identity.verifications_of(tx, call.account.holder_id)
    return Answer(200, VerificationList([verification_view(each) for each in found], None))


async def _count_try(call: Call, tx: Tx) -> PapersTooMany | None:
    return await identity.count_paper_try(tx, call.account.holder_id)


@operation(
    "POST",
    MINE,
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    query=PaperQuery,
    answers={201: VerificationView},
    takes=PAPER_TYPES,
    takes_bytes_max=PAPER_BYTES_MAX,
    first=_count_try,
    parts=FACES,
    beforehand=judged,
)
async def create_my_verification(call: Call, tx: Tx) -> Answer:
    """Hand in a paper of one's own: a picture or a PDF up to 5 MB, or both faces as `front` and
    `back` of a form; five a day."""
    call.require_good()
    verification = await customers.hand_in_paper(
        tx, call.account.holder_id, call.query.values["document"], call.prepared
    )
    return Answer(201, verification_view(verification), resource_id=verification.id)


@operation(
    "DELETE",
    MINE + "/{id:str}",
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    answers={204: None},
)
async def delete_my_verification(call: Call, tx: Tx) -> Answer:
    """Take a paper back that nobody has decided about; its file is deleted at once."""
    call.require_good()
    await customers.take_paper_back(tx, call.account.holder_id, call.ids["id"])
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (
    list_my_verifications,
    create_my_verification,
    delete_my_verification,
)
