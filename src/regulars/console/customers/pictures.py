"""A customer's picture: seen, given and taken away."""

from zlib import crc32

from regulars.console.customers import shown
from regulars.console.customers.dialogs import PictureDialog
from regulars.console.pages import Answered, Ask, Call, Content, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.domains import customers
from regulars.domains.customers import Drawn
from regulars.domains.identity import Scope
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.pictures import PICTURE_BYTES_MAX
from regulars.runtime.tx import Tx

READ, WRITE = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE
# The rest of the form beside the file.
FORM_BYTES = 16_384


@route("GET", "/customers/{id:str}/picture", READ, section="customers")
async def picture(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    content = await customers.read_avatar(tx, customer)
    tx.note_reads("listed", [customer.id])
    return Content(content, customers.AVATAR_TYPE, f"{crc32(content):08x}")


@route("GET", "/customers/{id:str}/picture/edit", WRITE, section="customers")
async def picture_dialog(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    return Page("customers/picture.html", shown.picture_dialog_of(customer))


async def drawn(call: Call, _: Ask) -> Drawn | Invalid:
    """What is wrong with a picture is said in the dialog, which needs the customer."""
    if "picture" not in call.files:
        return Invalid(FieldError("picture", "required"))
    try:
        return await customers.draw_avatar(call.files["picture"])
    except Invalid as invalid:
        return invalid


@route(
    "POST",
    "/customers/{id:str}/picture",
    WRITE,
    section="customers",
    takes_bytes_max=PICTURE_BYTES_MAX + FORM_BYTES,
    beforehand=drawn,
)
async def set_picture(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    picture: Drawn | Invalid = call.brought
    if isinstance(picture, Invalid):
        customer = await customers.customer_by_id(tx, customer_id)
        errors = {"picture": tuple(error.code for error in picture.errors)}
        again: PictureDialog = shown.picture_dialog_of(customer, errors)
        return Page("customers/picture.html", again, status=422)
    await customers.set_avatar(tx, customer_id, picture)
    return _to_page(call)


@route("POST", "/customers/{id:str}/picture/removal", WRITE, section="customers")
async def remove_picture(call: Call, tx: Tx) -> Answered:
    await customers.remove_avatar(tx, read_uuid(call.ids["id"]))
    return _to_page(call)


ROUTES: tuple[Route, ...] = (picture, picture_dialog, set_picture, remove_picture)


def _to_page(call: Call) -> Elsewhere:
    return Elsewhere(f"{call.home}/customers/{call.ids['id']}", flash="customer-changed")
