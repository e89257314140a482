"""Their picture: seen, given and taken away."""

from dataclasses import replace
from zlib import crc32

from regulars.domains import customers, tenants
from regulars.domains.customers import Drawn
from regulars.kernel.errors import FieldError, Invalid
from regulars.portal.pages import (
    Answered,
    Call,
    Content,
    Elsewhere,
    Page,
    Route,
    faults_of,
    route,
)
from regulars.portal.profile.shown import profile_of
from regulars.runtime.pictures import PICTURE_BYTES_MAX
from regulars.runtime.tx import Tx

# The rest of the form beside the file.
FORM_BYTES = 16_384


@route("GET", "/picture")
async def picture(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, call.visit.customer_id)
    content = await customers.read_avatar(tx, customer)
    return Content(content, customers.AVATAR_TYPE, f"{crc32(content):08x}")


async def drawn(call: Call) -> Drawn | Invalid:
    """What is wrong with a picture is said on the page, which needs the customer."""
    if "picture" not in call.files:
        return Invalid(FieldError("picture", "required"))
    try:
        return await customers.draw_avatar(call.files["picture"])
    except Invalid as invalid:
        return invalid


@route(
    "POST",
    "/picture",
    section="profile",
    seen_at="/profile",
    takes_bytes_max=PICTURE_BYTES_MAX + FORM_BYTES,
    beforehand=drawn,
)
async def set_picture(call: Call, tx: Tx) -> Answered:
    given: Drawn | Invalid = call.brought
    if isinstance(given, Invalid):
        customer = await customers.customer_by_id(tx, call.visit.customer_id)
        shape = await tenants.read_preference_shape(tx)
        view = profile_of(customer, shape, call.visit.language)
        return Page("profile/profile.html", replace(view, errors=faults_of(given.errors)), 422)
    await customers.set_avatar(tx, call.visit.customer_id, given)
    return Elsewhere("/profile", flash="picture-saved")


@route("POST", "/picture/removal", section="profile", seen_at="/profile")
async def remove_picture(call: Call, tx: Tx) -> Answered:
    await customers.remove_avatar(tx, call.visit.customer_id)
    return Elsewhere("/profile", flash="picture-removed")


ROUTES: tuple[Route, ...] = (picture, set_picture, remove_picture)
