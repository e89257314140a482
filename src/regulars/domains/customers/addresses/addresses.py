"""Looking at addresses: a customer's own, and the customer together with them."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from regulars.domains.customers.addresses.address import (
    ADDRESSES_MAX,
    CUSTOMER_ADDRESS,
    Address,
    AddressDraft,
    Details,
    default_first,
)
from regulars.domains.customers.errors import (
    AddressNotFound,
    CustomerNotFound,
    CustomerUnreadable,
)
from regulars.domains.customers.model import Customer
from regulars.domains.customers.rows import customer_by_id, opened
from regulars.kernel.ids import AddressId, CustomerId
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.telemetry import logger
from regulars.runtime.tx import Tx
from regulars.runtime.vault.errors import SealBroken
from regulars.runtime.vault.person_keys import PersonKey

sql = statements_beside(__file__)
_log = logger("customers")

DELETED_SHOWN = 50
ADDRESS_COLUMNS = (
    "id",
    "kind",
    "city",
    "country",
    "cell",
    "sealed",
    "used_at",
    "version",
    "created_at",
    "updated_at",
)
# What these are called in a row that begins with the customer.
BESIDE = tuple((name, f"address_{name}") for name in ADDRESS_COLUMNS)


async def customer_with_addresses(
    tx: Tx, customer_id: UUID
) -> tuple[Customer, tuple[Address, ...]]:
    """Both in one round trip. Raises CustomerNotFound."""
    rows = await tx.rows(sql.customer_with_addresses, id=customer_id, most=ADDRESSES_MAX)
    if not rows:
        raise CustomerNotFound
    customer = opened(tx, rows[0])
    default_id = customer.default_address_id
    live = [_beside(tx, customer, row, default_id) for row in rows if row["address_id"] is not None]
    return customer, default_first(live, default_id)


async def addresses_of(tx: Tx, customer: Customer) -> tuple[Address, ...]:
    """The live ones, the default first, then those used last."""
    rows = await tx.rows(sql.of_customer, customer_id=customer.id, most=ADDRESSES_MAX)
    live = [shown_address(tx, row, customer.key) for row in rows]
    return default_first(live, next((one.id for one in live if one.is_default), None))


async def deleted_addresses(tx: Tx, customer: Customer) -> tuple[Address, ...]:
    """Those deleted last."""
    rows = await tx.rows(sql.deleted, customer_id=customer.id, most=DELETED_SHOWN)
    return tuple(shown_address(tx, row, customer.key) for row in rows)


async def address_by_id(tx: Tx, customer_id: UUID, address_id: UUID) -> tuple[Customer, Address]:
    """Raises CustomerNotFound or AddressNotFound, which answer alike."""
    customer = await customer_by_id(tx, customer_id)
    return customer, await address_of(tx, customer, address_id)


async def address_of(tx: Tx, customer: Customer, address_id: UUID) -> Address:
    """Deleted or not. Raises CustomerUnreadable for a seal that does not open."""
    return opened_address(tx, await _row_of(tx, customer, address_id), customer.key)


async def shown_address_of(tx: Tx, customer: Customer, address_id: UUID) -> Address:
    """Deleted or not, and damaged or not, as a list shows it."""
    return shown_address(tx, await _row_of(tx, customer, address_id), customer.key)


async def _row_of(tx: Tx, customer: Customer, address_id: UUID) -> Row:
    row = await tx.row(sql.one, id=address_id, customer_id=customer.id)
    if row is None:
        raise AddressNotFound
    return row


def shown_address(tx: Tx, row: Row, key: PersonKey) -> Address:
    """As a list shows one: damaged, it stands there without its streets."""
    try:
        return opened_address(tx, row, key)
    except CustomerUnreadable:
        return replace(_address(row, Details()), is_whole=False)


def opened_address(tx: Tx, row: Row, key: PersonKey) -> Address:
    try:
        document = tx.people.open(CUSTOMER_ADDRESS, row["sealed"], row_id=row["id"], person=key)
    except SealBroken:
        _log.error("seal_broken", tenant=str(tx.tenant_id), address=str(row["id"]))
        raise CustomerUnreadable from None
    return _address(row, Details(**document))


def _beside(tx: Tx, customer: Customer, row: Row, default_id: UUID | None) -> Address:
    """The address half of a row that begins with its customer."""
    half: dict[str, Any] = {name: row[beside] for name, beside in BESIDE}
    half["customer_id"], half["deleted_at"] = customer.id, None
    half["is_default"] = half["id"] == default_id
    return shown_address(tx, half, customer.key)


def _address(row: Row, details: Details) -> Address:
    return Address(
        id=AddressId(row["id"]),
        customer_id=CustomerId(row["customer_id"]),
        draft=AddressDraft(row["kind"], row["city"], row["country"], details),
        is_default=row["is_default"],
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        used_at=row["used_at"],
        deleted_at=row["deleted_at"],
        cell=row["cell"],
    )
