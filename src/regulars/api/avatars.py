"""/api/v1/customers/{id}/avatar: a picture, as it is and not as JSON."""

from regulars.api.customers import shown
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.views import CustomerView
from regulars.domains import customers
from regulars.domains.identity import Scope
from regulars.runtime.pictures import PICTURE_BYTES_MAX, PICTURE_TYPES
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/customers/{id:str}/avatar"


@operation("GET", ADDRESS, Scope.CUSTOMERS_READ, answers={200: None}, gives=customers.AVATAR_TYPE)
async def get_avatar(call: Call, tx: Tx) -> Answer:
    """Open a customer's picture, 256 by 256."""
    call.require_good()
    customer = await customers.customer_by_id(tx, call.ids["id"])
    picture = await customers.read_avatar(tx, customer)
    tx.note_reads("listed", [customer.id])
    # The customer's: what is read here is what a PUT or DELETE with If-Match compares.
    return Answer(200, content=picture, version=customer.version)


@operation(
    "PUT",
    ADDRESS,
    Scope.CUSTOMERS_WRITE,
    answers={200: CustomerView},
    takes=PICTURE_TYPES,
    takes_bytes_max=PICTURE_BYTES_MAX,
    prepare=customers.draw_avatar,
)
async def set_avatar(call: Call, tx: Tx) -> Answer:
    """Give a customer a picture: JPEG, PNG or WebP up to 2 MB; it is drawn anew and kept small."""
    call.require_good()
    with call.judged():
        customer = await customers.set_avatar(
            tx, call.ids["id"], call.prepared, expected_version=call.expected_version
        )
    return shown(call, tx, customer)


@operation("DELETE", ADDRESS, Scope.CUSTOMERS_WRITE, answers={204: None})
async def remove_avatar(call: Call, tx: Tx) -> Answer:
    """Take a customer's picture away."""
    call.require_good()
    await customers.remove_avatar(tx, call.ids["id"], expected_version=call.expected_version)
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (get_avatar, set_avatar, remove_avatar)
