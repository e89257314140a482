"""/api/v1/customers/{id}/block, suspend and back: keeping a customer out, with a reason."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from regulars.api.customers import shown
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.views import CustomerView
from regulars.domains import customers
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx


class Reason(msgspec.Struct, forbid_unknown_fields=True):
    """Why; sealed with the customer, for it may name people."""

    reason: str


class Suspension(msgspec.Struct, forbid_unknown_fields=True):
    """Why, sealed with the customer, and until when."""

    reason: str
    until: Annotated[datetime, Meta(tz=True)]


@operation(
    "POST",
    "/api/v1/customers/{id:str}/block",
    Scope.CUSTOMERS_WRITE,
    body=Reason,
    answers={200: CustomerView},
)
async def block_customer(call: Call, tx: Tx) -> Answer:
    """Block a customer, with a reason; their sign-ins end at once."""
    call.require_good()
    customer = await customers.block_customer(
        tx,
        call.ids["id"],
        reason=call.body.values["reason"],
        expected_version=call.expected_version,
    )
    return shown(call, tx, customer)


@operation(
    "POST",
    "/api/v1/customers/{id:str}/unblock",
    Scope.CUSTOMERS_WRITE,
    answers={200: CustomerView},
)
async def unblock_customer(call: Call, tx: Tx) -> Answer:
    """Serve a blocked customer again."""
    call.require_good()
    customer = await customers.unblock_customer(
        tx, call.ids["id"], expected_version=call.expected_version
    )
    return shown(call, tx, customer)


@operation(
    "POST",
    "/api/v1/customers/{id:str}/suspend",
    Scope.CUSTOMERS_WRITE,
    body=Suspension,
    answers={200: CustomerView},
)
async def suspend_customer(call: Call, tx: Tx) -> Answer:
    """Keep a customer out until a time, with a reason; their sign-ins end at once."""
    call.require_good()
    customer = await customers.suspend_customer(
        tx,
        call.ids["id"],
        reason=call.body.values["reason"],
        until=call.body.values["until"],
        expected_version=call.expected_version,
    )
    return shown(call, tx, customer)


@operation(
    "POST",
    "/api/v1/customers/{id:str}/unsuspend",
    Scope.CUSTOMERS_WRITE,
    answers={200: CustomerView},
)
async def unsuspend_customer(call: Call, tx: Tx) -> Answer:
    """End a suspension before its time."""
    call.require_good()
    customer = await customers.unsuspend_customer(
        tx, call.ids["id"], expected_version=call.expected_version
    )
    return shown(call, tx, customer)


OPERATIONS: tuple[Operation, ...] = (
    block_customer,
    unblock_customer,
    suspend_customer,
    unsuspend_customer,
)
