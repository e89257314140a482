"""/api/v1/customers/{id}/addresses: where a customer is delivered to; one is the default."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.address_views import (
    AddressView,
    ListedAddressView,
    address_view,
    listed_address_view,
)
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, page_of
from regulars.api.views import Latitude, Longitude
from regulars.domains import customers, tenants
from regulars.domains.customers import ADDRESS_FIELDS, Address, AddressKind, Customer
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

ADDRESSES = "/api/v1/customers/{id:str}/addresses"
ADDRESS = ADDRESSES + "/{address_id:str}"

Text = str | UnsetType | None
City = Annotated[
    str, Meta(description="In any writing; one that the house knows is answered by its own name.")
]
Country = Annotated[str, Meta(description="ISO 3166 code: OM. The tenant's own when absent.")]
AlsoFor = Annotated[
    list[str],
    Meta(
        description="Ids of the holders that the change counts for too; [] for none of them.",
        extra_json_schema={"items": {"type": "string", "format": "uuid"}},
    ),
]


class AddressFields(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Absent keeps, null clears. `latitude` and `longitude` come together or not at all.
    `is_default: true` takes the default over from whoever has it; it cannot be given up."""

    type: AddressKind | UnsetType | None = UNSET
    label: Text = UNSET
    building: Text = UNSET
    floor: Text = UNSET
    apartment: Text = UNSET
    street: Text = UNSET
    area: Text = UNSET
    city: City | UnsetType | None = UNSET
    country: Country | UnsetType | None = UNSET
    latitude: Latitude | UnsetType | None = UNSET
    longitude: Longitude | UnsetType | None = UNSET
    notes: Text = UNSET
    is_default: bool | UnsetType = UNSET


class NewAddress(AddressFields, kw_only=True, forbid_unknown_fields=True):
    """Only a city is needed. The first address becomes the default whatever it says."""

    city: City


class AddressChanges(AddressFields, kw_only=True, forbid_unknown_fields=True):
    """Absent keeps, null clears. What uses the address now keeps its own copy, unless `also_for`
    names it; while something does, an answer is demanded (`address_in_use`)."""

    also_for: AlsoFor | UnsetType = UNSET


class AddressQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """`state=deleted` lists the fifty that were deleted last."""

    state: Literal["live", "deleted"] = "live"


class Deletion(msgspec.Struct, forbid_unknown_fields=True):
    """`also_for=none` deletes though something uses the address; that keeps its own copy."""

    also_for: Literal["none"] | UnsetType = UNSET


class AddressList(msgspec.Struct):
    """Addresses, oldest first, and where the next page begins; null on the last."""

    data: list[ListedAddressView]
    next_cursor: str | None


@operation("GET", ADDRESSES, Scope.CUSTOMERS_READ, query=AddressQuery, answers={200: AddressList})
async def list_addresses(call: Call, tx: Tx) -> Answer:
    """List a customer's addresses, with how far they are from the branches."""
    call.require_good()
    is_deleted = call.query.values.get("state") == "deleted"
    customer = await customers.customer_by_id(tx, call.ids["id"])
    read = customers.deleted_addresses if is_deleted else customers.addresses_of
    bound_to = f"addresses {customer.id} {is_deleted}"
    page, following = page_of(call, tx, await read(tx, customer), name=bound_to)
    branches = await tenants.list_branches(tx)
    _note(call, tx, customer)
    reveal = call.caller.may_reveal
    views = [listed_address_view(address, branches, reveal=reveal) for address in page]
    return Answer(200, AddressList(views, following))


@operation("POST", ADDRESSES, Scope.CUSTOMERS_WRITE, body=NewAddress, answers={201: AddressView})
async def create_address(call: Call, tx: Tx) -> Answer:
    """Add an address to a customer."""
    # What stands in for a city that was refused already lets the rest be judged too.
    given = {"city": "-", **about_the_address(call)}
    with call.judged():
        customer, address = await customers.add_address(
            tx,
            call.ids["id"],
            given,
            country=await call.country(tx),
            is_default=call.body.values.get("is_default", False),
        )
    return _answer(call, tx, customer, address, status=201)


@operation("GET", ADDRESS, Scope.CUSTOMERS_READ, answers={200: AddressView})
async def get_address(call: Call, tx: Tx) -> Answer:
    """Open one address. Deleted ones answer too, with `deleted_at`."""
    call.require_good()
    found = await customers.address_by_id(tx, call.ids["id"], call.ids["address_id"])
    return _answer(call, tx, *found)


@operation("PATCH", ADDRESS, Scope.CUSTOMERS_WRITE, body=AddressChanges, answers={200: AddressView})
async def change_address(call: Call, tx: Tx) -> Answer:
    """Change an address, or make it the default (JSON merge patch: absent keeps, null clears)."""
    with call.judged():
        customer, address = await customers.change_address(
            tx,
            call.ids["id"],
            call.ids["address_id"],
            about_the_address(call),
            country=await call.country(tx),
            holds=call.desk.address_holds,
            is_default=call.body.values.get("is_default"),
            also_for=answered_of(call),
            expected_version=call.expected_version,
        )
    return _answer(call, tx, customer, address)


@operation("DELETE", ADDRESS, Scope.CUSTOMERS_WRITE, query=Deletion, answers={204: None})
async def delete_address(call: Call, tx: Tx) -> Answer:
    """Delete an address; restore brings it back. The one used last becomes the default."""
    call.require_good()
    await customers.delete_address(
        tx,
        call.ids["id"],
        call.ids["address_id"],
        holds=call.desk.address_holds,
        also_for=() if "also_for" in call.query.values else None,
        expected_version=call.expected_version,
    )
    return Answer(204)


@operation("POST", ADDRESS + "/restore", Scope.CUSTOMERS_WRITE, answers={200: AddressView})
async def restore_address(call: Call, tx: Tx) -> Answer:
    """Bring a deleted address back; who is the default meanwhile stays it."""
    call.require_good()
    customer, address = await customers.restore_address(
        tx, call.ids["id"], call.ids["address_id"], expected_version=call.expected_version
    )
    return _answer(call, tx, customer, address)


OPERATIONS: tuple[Operation, ...] = (
    list_addresses,
    create_address,
    get_address,
    change_address,
    delete_address,
    restore_address,
)


def about_the_address(call: Call) -> dict[str, Any]:
    return {name: value for name, value in call.body.values.items() if name in ADDRESS_FIELDS}


def answered_of(call: Call) -> tuple[UUID, ...] | None:
    """What is no id names nothing that uses the address."""
    if "also_for" not in call.body.values:
        return None
    return tuple(_id(text) for text in call.body.values["also_for"])


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _note(call: Call, tx: Tx, customer: Customer) -> None:
    if call.caller.may_read:
        tx.note_reads("revealed" if call.caller.may_reveal else "read", [customer.id])


def _answer(
    call: Call, tx: Tx, customer: Customer, address: Address, *, status: int = 200
) -> Answer:
    _note(call, tx, customer)
    caller = call.caller
    return Answer(
        status,
        address_view(address, reveal=caller.may_reveal, is_hidden=not caller.may_read),
        version=address.version,
        resource_id=customer.id,
        person=customer.key,
    )
