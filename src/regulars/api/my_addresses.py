"""/api/v1/me/addresses: one's own addresses, by one's access token, doors and pin in full."""

import msgspec

from regulars.api.address_views import AddressView, address_view
from regulars.api.addresses import (
    AddressChanges,
    AddressQuery,
    Deletion,
    NewAddress,
    about_the_address,
    answered_of,
)
from regulars.api.me import ONESELF
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import page_of
from regulars.domains import customers
from regulars.domains.customers import Address, Customer
from regulars.runtime.tx import Tx

ADDRESSES = "/api/v1/me/addresses"
ADDRESS = ADDRESSES + "/{address_id:str}"


class MyAddressList(msgspec.Struct):
    """Addresses, oldest first, and where the next page begins; null on the last."""

    data: list[AddressView]
    next_cursor: str | None


@operation(
    "GET", ADDRESSES, None, callers=ONESELF, query=AddressQuery, answers={200: MyAddressList}
)
async def list_my_addresses(call: Call, tx: Tx) -> Answer:
    """List one's own addresses."""
    call.require_good()
    is_deleted = call.query.values.get("state") == "deleted"
    customer = await customers.customer_by_id(tx, call.account.holder_id)
    read = customers.deleted_addresses if is_deleted else customers.addresses_of
    bound_to = f"my addresses {customer.id} {is_deleted}"
    page, following = page_of(call, tx, await read(tx, customer), name=bound_to)
    views = [address_view(address, reveal=True) for address in page]
    return Answer(200, MyAddressList(views, following))


@operation("POST", ADDRESSES, None, callers=ONESELF, body=NewAddress, answers={201: AddressView})
async def create_my_address(call: Call, tx: Tx) -> Answer:
    """Add an address of one's own."""
    # What stands in for a city that was refused already lets the rest be judged too.
    given = {"city": "-", **about_the_address(call)}
    with call.judged():
        customer, address = await customers.add_address(
            tx,
            call.account.holder_id,
            given,
            country=await call.country(tx),
            is_default=call.body.values.get("is_default", False),
        )
    return _answer(customer, address, status=201)


@operation("GET", ADDRESS, None, callers=ONESELF, answers={200: AddressView})
async def get_my_address(call: Call, tx: Tx) -> Answer:
    """Open one of one's own addresses. Deleted ones answer too, with `deleted_at`."""
    call.require_good()
    found = await customers.address_by_id(tx, call.account.holder_id, call.ids["address_id"])
    return _answer(*found)


@operation("PATCH", ADDRESS, None, callers=ONESELF, body=AddressChanges, answers={200: AddressView})
async def change_my_address(call: Call, tx: Tx) -> Answer:
    """Change an address of one's own, or make it the default (JSON merge patch)."""
    with call.judged():
        customer, address = await customers.change_address(
            tx,
            call.account.holder_id,
            call.ids["address_id"],
            about_the_address(call),
            country=await call.country(tx),
            holds=call.desk.address_holds,
            is_default=call.body.values.get("is_default"),
            also_for=answered_of(call),
            expected_version=call.expected_version,
        )
    return _answer(customer, address)


@operation("DELETE", ADDRESS, None, callers=ONESELF, query=Deletion, answers={204: None})
async def delete_my_address(call: Call, tx: Tx) -> Answer:
    """Delete an address of one's own; restore brings it back."""
    call.require_good()
    await customers.delete_address(
        tx,
        call.account.holder_id,
        call.ids["address_id"],
        holds=call.desk.address_holds,
        also_for=() if "also_for" in call.query.values else None,
        expected_version=call.expected_version,
    )
    return Answer(204)


@operation("POST", ADDRESS + "/restore", None, callers=ONESELF, answers={200: AddressView})
async def restore_my_address(call: Call, tx: Tx) -> Answer:
    """Bring a deleted address of one's own back."""
    call.require_good()
    customer, address = await customers.restore_address(
        tx,
        call.account.holder_id,
        call.ids["address_id"],
        expected_version=call.expected_version,
    )
    return _answer(customer, address)


OPERATIONS: tuple[Operation, ...] = (
    list_my_addresses,
    create_my_address,
    get_my_address,
    change_my_address,
    delete_my_address,
    restore_my_address,
)


def _answer(customer: Customer, address: Address, *, status: int = 200) -> Answer:
    return Answer(
        status,
        address_view(address, reveal=True),
        version=address.version,
        resource_id=customer.id,
        person=customer.key,
    )
