"""/api/v1/me/avatar: one's own picture, as it is and not as JSON."""

from regulars.api.me import AVATAR, ONESELF, MyProfileView, own_profile
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.domains import customers
from regulars.runtime.pictures import PICTURE_BYTES_MAX, PICTURE_TYPES
from regulars.runtime.tx import Tx


@operation(
    "GET",
    AVATAR,
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    answers={200: None},
    gives=customers.AVATAR_TYPE,
)
async def get_my_avatar(call: Call, tx: Tx) -> Answer:
    """Open one's own picture, 256 by 256."""
    call.require_good()
    customer = await customers.customer_by_id(tx, call.account.holder_id)
    picture = await customers.read_avatar(tx, customer)
    # The profile's: what is read here is what a PUT or DELETE with If-Match compares.
    return Answer(200, content=picture, version=customer.version)


@operation(
    "PUT",
    AVATAR,
    None,
    callers=ONESELF,
    answers={200: MyProfileView},
    takes=PICTURE_TYPES,
    takes_bytes_max=PICTURE_BYTES_MAX,
    prepare=customers.draw_avatar,
)
async def set_my_avatar(call: Call, tx: Tx) -> Answer:
    """Give oneself a picture: JPEG, PNG or WebP up to 2 MB; it is drawn anew and kept small."""
    call.require_good()
    customer = await customers.set_avatar(
        tx, call.account.holder_id, call.prepared, expected_version=call.expected_version
    )
    return await own_profile(tx, customer)


@operation("DELETE", AVATAR, None, callers=ONESELF, is_for_every_stage=True, answers={204: None})
async def remove_my_avatar(call: Call, tx: Tx) -> Answer:
    """Take one's own picture away."""
    call.require_good()
    mine = call.account.holder_id
    await customers.remove_avatar(tx, mine, expected_version=call.expected_version)
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (get_my_avatar, set_my_avatar, remove_my_avatar)
