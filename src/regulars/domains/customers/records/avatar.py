"""A customer's picture: drawn anew, sealed under their key, shown to who may see them."""

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from uuid import UUID

from regulars.domains.customers.errors import CustomerDeleted, CustomerUnreadable, NoAvatar
from regulars.domains.customers.model import Customer
from regulars.domains.customers.records.events import CustomersPictureChanged
from regulars.domains.customers.rows import locked_customer
from regulars.kernel.errors import BadValue, Invalid
from regulars.runtime.pictures import small_square
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault.documents import DataClass, SealedDocument
from regulars.runtime.vault.errors import SealBroken

sql = statements_beside(__file__)

CUSTOMER_AVATAR = SealedDocument("customers.avatar.v1", {"picture": DataClass.PICTURE})
AVATAR_TYPE = "image/webp"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it will be kept: nothing of the file that was sent is left in it."""

    content: bytes


async def draw_avatar(raw: bytes) -> Drawn:
    """Raises Invalid for what is no picture. Takes its time, so it comes before a transaction."""
    try:
        return Drawn(await small_square(raw))
    except BadValue as bad:
        raise Invalid(bad.at("picture")) from None


async def set_avatar(
    tx: Tx, customer_id: UUID, picture: Drawn, *, expected_version: int | None = None
) -> Customer:
    customer = await _held(tx, customer_id, expected_version)
    sealed = tx.people.seal(
        CUSTOMER_AVATAR,
        {"picture": b64encode(picture.content).decode()},
        row_id=customer.id,
        person=customer.key,
    )
    await tx.run(sql.keep, customer_id=customer.id, sealed=sealed)
    return await _marked(tx, customer, is_pictured=True)


async def remove_avatar(
    tx: Tx, customer_id: UUID, *, expected_version: int | None = None
) -> Customer:
    """Removing what is not there changes nothing."""
    customer = await _held(tx, customer_id, expected_version)
    if customer.pictured_at is None:
        return customer
    await tx.run(sql.forget, customer_id=customer.id)
    return await _marked(tx, customer, is_pictured=False)


async def read_avatar(tx: Tx, customer: Customer) -> bytes:
    """WebP. Raises NoAvatar."""
    sealed = await tx.value(sql.picture, customer_id=customer.id)
    if sealed is None:
        raise NoAvatar
    try:
        opened = tx.people.open(CUSTOMER_AVATAR, sealed, row_id=customer.id, person=customer.key)
    except SealBroken:
        raise CustomerUnreadable from None
    return b64decode(opened["picture"])


async def _held(tx: Tx, customer_id: UUID, expected_version: int | None) -> Customer:
    customer = await locked_customer(tx, customer_id, expected_version)
    if customer.deleted_at is not None:
        raise CustomerDeleted
    return customer


async def _marked(tx: Tx, customer: Customer, *, is_pictured: bool) -> Customer:
    row = await tx.row(sql.mark, id=customer.id, is_pictured=is_pictured)
    assert row is not None
    tx.emit(
        CustomersPictureChanged(customer.id, is_pictured),
        subject_id=customer.id,
        seq=row["version"],
    )
    return replace(
        customer,
        version=row["version"],
        updated_at=row["updated_at"],
        pictured_at=row["pictured_at"],
    )
