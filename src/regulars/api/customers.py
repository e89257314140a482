"""/api/v1/customers: registering, finding, changing, deleting and bringing back."""

from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from regulars.api.cursors import read_cursor, write_cursor
from regulars.api.operations import Answer, Call, Operation, limit_of, operation
from regulars.api.views import CustomerView, customer_view
from regulars.domains import customers
from regulars.domains.customers import SORTS, Customer, Filter, Place
from regulars.domains.identity import Scope
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.tx import Tx

Text = str | UnsetType | None
# What of a body is about the request, not about the customer.
ABOUT_THE_REQUEST = ("type", "shared_phone")


class CustomerFields(msgspec.Struct):
    """Absent keeps, null clears."""

    kind: Literal["person", "company"] | UnsetType | None = UNSET
    name: Text = UNSET
    name2: Text = UNSET
    phone: Text = UNSET
    email: Text = UNSET
    birth_date: Text = UNSET
    gender: Literal["female", "male"] | UnsetType | None = UNSET
    language: Literal["en", "ar"] | UnsetType | None = UNSET
    tags: list[str] | UnsetType | None = UNSET
    preferences: dict[str, Any] | UnsetType | None = UNSET
    branch_id: Text = UNSET
    shared_phone: bool | UnsetType = UNSET


class NewCustomer(CustomerFields):
    """A guest needs nothing, a stub a name and a phone, a full customer an e-mail besides."""

    type: Literal["guest", "stub", "full"] | UnsetType = UNSET


class SharedPhone(msgspec.Struct):
    """`shared_phone: true` lets somebody come back to a number that another has by now."""

    shared_phone: bool | UnsetType = UNSET


class Reason(msgspec.Struct):
    reason: str


class CustomerQuery(msgspec.Struct):
    """`q` finds by number, phone and e-mail in any writing, and by whole words of the names."""

    q: str = ""
    limit: int = 50
    cursor: str = ""
    sort: str = "-created_at"
    type: Literal["guest", "stub", "full"] | None = None
    state: Literal["active", "blocked", "deleted"] | None = None


class CustomerList(msgspec.Struct):
    data: list[CustomerView]
    next_cursor: str | None


@operation(
    "POST",
    "/api/v1/customers",
    Scope.CUSTOMERS_WRITE,
    body=NewCustomer,
    answers={201: CustomerView},
)
async def create_customer(call: Call, tx: Tx) -> Answer:
    """Register a guest, a stub or a full customer."""
    given = call.body.values
    if "type" not in given and not any(e.field == "type" for e in call.body.errors):
        raise call.with_errors(Invalid(FieldError("type", "required")))
    try:
        draft = customers.read_draft(
            given.get("type", "guest"),
            _about_the_customer(given),
            country=await call.country(tx),
            shared_phone=given.get("shared_phone", False),
        )
    except Invalid as invalid:
        raise call.with_errors(invalid) from None
    call.require_good()
    return _answer(call, await customers.register(tx, draft), status=201)


@operation(
    "GET",
    "/api/v1/customers",
    Scope.CUSTOMERS_READ,
    query=CustomerQuery,
    answers={200: CustomerList},
)
async def list_customers(call: Call, tx: Tx) -> Answer:
    """List customers, newest first, or those that a search finds."""
    call.require_good()
    asked = call.query.values
    sort = asked.get("sort", "-created_at")
    if sort not in SORTS:
        raise Invalid(FieldError("sort", "sort_not_supported"))
    wanted = Filter(asked.get("q", ""), asked.get("type"), asked.get("state"))
    bound_to = ["customers", sort, wanted.q, wanted.stage, wanted.state]

    page = await customers.list_customers(
        tx,
        wanted,
        limit=limit_of(call),
        country=await call.country(tx),
        sort=sort,
        after=_place(tx, bound_to, asked.get("cursor", "")),
    )
    reveal = call.caller.may_reveal
    tx.note_reads("revealed" if reveal else "listed", [c.id for c in page.customers])
    cursor = write_cursor(tx.keys, bound_to, page.next) if page.next else None
    views = [customer_view(customer, reveal=reveal) for customer in page.customers]
    return Answer(200, CustomerList(views, cursor))


@operation("GET", "/api/v1/customers/{id:str}", Scope.CUSTOMERS_READ, answers={200: CustomerView})
async def get_customer(call: Call, tx: Tx) -> Answer:
    """Open one customer. Deleted ones answer too, with `deleted_at`."""
    call.require_good()
    customer = await customers.customer_by_id(tx, call.ids["id"])
    tx.note_reads("revealed" if call.caller.may_reveal else "read", [customer.id])
    return _answer(call, customer)


@operation(
    "PATCH",
    "/api/v1/customers/{id:str}",
    Scope.CUSTOMERS_WRITE,
    body=CustomerFields,
    answers={200: CustomerView},
)
async def change_customer(call: Call, tx: Tx) -> Answer:
    """Change a customer (JSON merge patch: absent keeps, null clears)."""
    try:
        customer = await customers.change_customer(
            tx,
            call.ids["id"],
            _about_the_customer(call.body.values),
            country=await call.country(tx),
            shared_phone=call.body.values.get("shared_phone", False),
            expected_version=call.expected_version,
        )
    except Invalid as invalid:
        raise call.with_errors(invalid) from None
    call.require_good()
    return _answer(call, customer)


@operation(
    "POST",
    "/api/v1/customers/{id:str}/upgrade",
    Scope.CUSTOMERS_WRITE,
    body=NewCustomer,
    answers={200: CustomerView},
)
async def upgrade_customer(call: Call, tx: Tx) -> Answer:
    """Take a customer to a higher stage; id, number and history stay."""
    given = call.body.values
    if given.get("type") is None:
        raise call.with_errors(Invalid(FieldError("type", "required")))
    try:
        customer = await customers.upgrade_customer(
            tx,
            call.ids["id"],
            given["type"],
            _about_the_customer(given),
            country=await call.country(tx),
            shared_phone=given.get("shared_phone", False),
            expected_version=call.expected_version,
        )
    except Invalid as invalid:
        raise call.with_errors(invalid) from None
    call.require_good()
    return _answer(call, customer)


@operation("DELETE", "/api/v1/customers/{id:str}", Scope.CUSTOMERS_WRITE, answers={204: None})
async def delete_customer(call: Call, tx: Tx) -> Answer:
    """Take a customer off the lists; restore brings them back."""
    call.require_good()
    await customers.delete_customer(tx, call.ids["id"], expected_version=call.expected_version)
    return Answer(204)


@operation(
    "POST",
    "/api/v1/customers/{id:str}/restore",
    Scope.CUSTOMERS_WRITE,
    body=SharedPhone,
    answers={200: CustomerView},
)
async def restore_customer(call: Call, tx: Tx) -> Answer:
    """Bring a deleted customer back, with the same id and number."""
    call.require_good()
    customer = await customers.restore_customer(
        tx,
        call.ids["id"],
        shared_phone=call.body.values.get("shared_phone", False),
        expected_version=call.expected_version,
    )
    return _answer(call, customer)


@operation(
    "POST",
    "/api/v1/customers/{id:str}/block",
    Scope.CUSTOMERS_WRITE,
    body=Reason,
    answers={200: CustomerView},
)
async def block_customer(call: Call, tx: Tx) -> Answer:
    """Block a customer, with a reason."""
    call.require_good()
    reason = call.body.values["reason"]
    return _answer(call, await customers.block_customer(tx, call.ids["id"], reason=reason))


@operation(
    "POST",
    "/api/v1/customers/{id:str}/unblock",
    Scope.CUSTOMERS_WRITE,
    answers={200: CustomerView},
)
async def unblock_customer(call: Call, tx: Tx) -> Answer:
    """Serve a blocked customer again."""
    call.require_good()
    return _answer(call, await customers.unblock_customer(tx, call.ids["id"]))


OPERATIONS: tuple[Operation, ...] = (
    create_customer,
    list_customers,
    get_customer,
    change_customer,
    delete_customer,
    restore_customer,
    upgrade_customer,
    block_customer,
    unblock_customer,
)


def _answer(call: Call, customer: Customer, *, status: int = 200) -> Answer:
    return Answer(
        status,
        customer_view(customer, reveal=call.caller.may_reveal),
        version=customer.version,
        resource_id=customer.id,
        person=customer.key,
    )


def _about_the_customer(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in ABOUT_THE_REQUEST}


def _place(tx: Tx, bound_to: list[Any], cursor: str) -> Place | None:
    if not cursor:
        return None
    return msgspec.convert(read_cursor(tx.keys, bound_to, cursor), Place)
