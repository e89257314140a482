"""/api/v1/customers/{id}/account: where a customer is signed in, ended; wrong codes forgiven."""

from typing import Literal
from uuid import UUID

import msgspec

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.views import Moment
from regulars.domains import customers
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

CUSTOMER = "/api/v1/customers/{id:str}"


class SignInView(msgspec.Struct):
    """A browser or app that they are signed in with; `seen_with` is its coarse name."""

    id: UUID
    client: Literal["portal", "app"]
    seen_with: str
    created_at: Moment
    last_seen_at: Moment


class CustomerAccountView(msgspec.Struct):
    """`has_account` is false of who never came in by themselves. `wrong_codes` are those in a row;
    from a hundred on `is_stopped`: no code is looked at until the tries are given back."""

    has_account: bool
    account_status: Literal["active", "blocked", "suspended", "temporary"]
    last_sign_in_at: Moment | None
    sign_ins: list[SignInView]
    wrong_codes: int
    is_stopped: bool


class SignedOutView(msgspec.Struct):
    """How many sign-ins ended."""

    ended: int


@operation("GET", CUSTOMER + "/account", Scope.CUSTOMERS_READ, answers={200: CustomerAccountView})
async def get_customer_account(call: Call, tx: Tx) -> Answer:
    """See whether a customer has an account, where they are signed in, and how many wrong codes
    were typed in a row."""
    call.require_good()
    customer = await customers.customer_by_id(tx, call.ids["id"])
    tx.note_reads("read", [customer.id])
    found = await customers.account_of_customer(tx, customer)
    view = CustomerAccountView(
        has_account=found.account is not None,
        account_status=customer.account_status,
        last_sign_in_at=found.account.last_sign_in_at if found.account else None,
        sign_ins=[
            SignInView(one.id, one.client, one.seen_with, one.created_at, one.last_seen_at)
            for one in found.sessions
        ],
        wrong_codes=found.failures.in_a_row,
        is_stopped=found.failures.is_stopped,
    )
    return Answer(200, view)


@operation("POST", CUSTOMER + "/sign-out", Scope.CUSTOMERS_WRITE, answers={200: SignedOutView})
async def sign_customer_out(call: Call, tx: Tx) -> Answer:
    """End a customer's sign-ins in every browser and app; their devices are strangers again."""
    call.require_good()
    return Answer(200, SignedOutView(await customers.end_sign_ins(tx, call.ids["id"])))


@operation("POST", CUSTOMER + "/give-tries-back", Scope.CUSTOMERS_WRITE, answers={204: None})
async def give_customer_tries_back(call: Call, tx: Tx) -> Answer:
    """Look at codes again after a hundred wrong ones in a row, when it was the customer who typed
    them."""
    call.require_good()
    await customers.give_tries_back(tx, call.ids["id"])
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (
    get_customer_account,
    sign_customer_out,
    give_customer_tries_back,
)
