"""/api/v1/customers: registering, finding, changing, deleting and bringing back."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.address_views import WholeCustomerView, whole_customer_view
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.api.standing import KeptState, wanted_state
from regulars.api.views import CustomerView, Preferences, customer_view
from regulars.domains import customers
from regulars.domains.customers import Customer, Filter, Place, SearchBudgetSpent
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

Text = str | UnsetType | None
# What of a body is about the request, not about the customer.
ABOUT_THE_REQUEST = ("type", "shared_phone")

ClassWishes = dict[Literal["orders", "marketing"], bool | None]
# The domain judges what is in these; here they are described for readers of the reference.
Phone = Annotated[str, Meta(description="In any writing; E.164 in answers.")]
Email = Annotated[str, Meta(extra_json_schema={"format": "email"})]
BirthDate = Annotated[str, Meta(extra_json_schema={"format": "date"})]
Tags = Annotated[list[str], Meta(extra_json_schema={"maxItems": 20})]
BranchId = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
CompanyId = Annotated[
    str,
    Meta(description="The company a person is a contact of.", extra_json_schema={"format": "uuid"}),
]
TaxId = Annotated[str, Meta(description="Companies only; in any writing.")]
CreditLimit = Annotated[
    int, Meta(description="Companies only; minor units of `currency`: 1.500 OMR is 1500.")
]
Currency = Annotated[str, Meta(description="Companies only; ISO 4217.")]
PaymentTerms = Annotated[int, Meta(description="Companies only; days until an invoice is due.")]
Wishes = Annotated[
    dict[Literal["sms", "email", "whatsapp", "push"], ClassWishes | None],
    Meta(description="What they like to be told; a merge patch, null goes back to the default."),
]


class CustomerFields(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Absent keeps, null clears. `shared_phone: true` takes a phone that somebody has."""

    kind: Literal["person", "company"] | UnsetType | None = UNSET
    name: Text = UNSET
    name2: Text = UNSET
    phone: Phone | UnsetType | None = UNSET
    email: Email | UnsetType | None = UNSET
    birth_date: BirthDate | UnsetType | None = UNSET
    gender: Literal["female", "male"] | UnsetType | None = UNSET
    language: Literal["en", "ar"] | UnsetType | None = UNSET
    tags: Tags | UnsetType | None = UNSET
    preferences: Preferences | UnsetType | None = UNSET
    branch_id: BranchId | UnsetType | None = UNSET
    company_id: CompanyId | UnsetType | None = UNSET
    tax_id: TaxId | UnsetType | None = UNSET
    credit_limit_minor: CreditLimit | UnsetType | None = UNSET
    currency: Currency | UnsetType | None = UNSET
    payment_terms_days: PaymentTerms | UnsetType | None = UNSET
    notification_preferences: Wishes | UnsetType | None = UNSET
    shared_phone: bool | UnsetType = UNSET


class NewCustomer(CustomerFields, kw_only=True, forbid_unknown_fields=True):
    """A guest needs nothing, a stub a name and a phone, a full customer an e-mail besides."""

    type: Literal["guest", "stub", "full"]


class SharedPhone(msgspec.Struct, forbid_unknown_fields=True):
    """`shared_phone: true` lets somebody come back to a number that another has by now."""

    shared_phone: bool | UnsetType = UNSET


class CustomerQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """`q` finds by number, phone and e-mail in any writing, and by whole words of the names. A list
    that is narrowed by more than `company_id` may have a short page, or an empty one, and still a
    `next_cursor`: it looks at 20,000 customers at most."""

    q: str = ""
    sort: Annotated[customers.Sort, Meta(extra={"code": "sort_not_supported"})] = "-created_at"
    type: Literal["guest", "stub", "full"] | UnsetType = UNSET
    state: KeptState | UnsetType = UNSET
    account_status: customers.AccountStatus | UnsetType = UNSET
    company_id: Annotated[UUID, Meta(description="Contacts of this company.")] | UnsetType = UNSET
    language: Literal["en", "ar"] | UnsetType = UNSET
    kind: Literal["person", "company"] | UnsetType = UNSET
    tag: Annotated[str, Meta(description="Who bears this tag, as it is written.")] = ""


class CustomerList(msgspec.Struct):
    """Customers, and where the next page begins; null on the last."""

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
    """Register a guest, a stub or a full customer: whose phone is not proven yet is a stub, and
    rises with the code."""
    given = call.body.values
    with call.judged():
        draft = customers.read_draft(
            given.get("type", "guest"),
            _about_the_customer(given),
            country=await call.country(tx),
            shared_phone=given.get("shared_phone", False),
        )
    with call.judged():
        customer = await customers.register(tx, draft)
    return _answer(call, customer, status=201)


def page_bound_to(sort: customers.Sort, wanted: Filter) -> list[str | None]:
    """What a cursor of the list holds on to: the same order of the same customers."""
    narrowed = (wanted.q, wanted.stage, wanted.state, str(wanted.company_id))
    return ["customers", sort, *narrowed, wanted.language, wanted.kind, wanted.tag]


@operation(
    "GET",
    "/api/v1/customers",
    Scope.CUSTOMERS_READ,
    query=CustomerQuery,
    answers={200: CustomerList},
)
async def list_customers(call: Call, tx: Tx) -> Answer | SearchBudgetSpent:
    """List customers, newest first, or those that a search finds."""
    call.require_good()
    asked = call.query.values
    sort: customers.Sort = asked.get("sort", "-created_at")
    with call.judged():
        state = wanted_state(asked.get("state"), asked.get("account_status"))
    wanted = Filter(
        asked.get("q", ""),
        asked.get("type"),
        state,
        asked.get("company_id"),
        asked.get("language"),
        asked.get("kind"),
        asked.get("tag") or None,
    )
    bound_to = page_bound_to(sort, wanted)
    reveal = call.caller.may_reveal

    page = await customers.list_customers(
        tx,
        wanted,
        limit=limit_of(call),
        country=await call.country(tx),
        sort=sort,
        after=place_of(call, tx, bound_to, Place),
        sees_phones=call.scoped.sees_phones_in_lists,
    )
    if page.wait_seconds:
        return SearchBudgetSpent(retry_after_seconds=page.wait_seconds)
    tx.note_reads("revealed" if reveal else "listed", [c.id for c in page.customers])
    shows = call.caller.may_see_birth_dates
    views = [customer_view(each, reveal=reveal, shows_birth_date=shows) for each in page.customers]
    return Answer(200, CustomerList(views, cursor_to(tx, bound_to, page.next)))


@operation(
    "GET",
    "/api/v1/customers/{id:str}",
    Scope.CUSTOMERS_READ,
    answers={200: WholeCustomerView},
)
async def get_customer(call: Call, tx: Tx) -> Answer:
    """Open one customer, with their addresses. Deleted ones answer too, with `deleted_at`."""
    call.require_good()
    customer, addresses = await customers.customer_with_addresses(tx, call.ids["id"])
    view = whole_customer_view(
        customer,
        addresses,
        reveal=call.caller.may_reveal,
        shows_birth_date=call.caller.may_see_birth_dates,
    )
    return shown(call, tx, customer, view)


@operation(
    "PATCH",
    "/api/v1/customers/{id:str}",
    Scope.CUSTOMERS_WRITE,
    body=CustomerFields,
    answers={200: CustomerView},
)
async def change_customer(call: Call, tx: Tx) -> Answer:
    """Change a customer (JSON merge patch: absent keeps, null clears)."""
    with call.judged():
        customer = await customers.change_customer(tx, **await _change_asked(call, tx))
    return shown(call, tx, customer)


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
    with call.judged():
        if "type" not in given:
            # Nothing to reach: still, say what else is wrong.
            country = await call.country(tx)
            customers.read_draft("guest", _about_the_customer(given), country=country)
            call.require_good()
        customer = await customers.upgrade_customer(
            tx, stage=given["type"], **await _change_asked(call, tx)
        )
    return shown(call, tx, customer)


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
    return shown(call, tx, customer)


OPERATIONS: tuple[Operation, ...] = (
    create_customer,
    list_customers,
    get_customer,
    change_customer,
    delete_customer,
    restore_customer,
    upgrade_customer,
)


async def _change_asked(call: Call, tx: Tx) -> dict[str, Any]:
    given = _about_the_customer(call.body.values)
    if given.get("birth_date", "") is None and not call.caller.may_see_birth_dates:
        # Sent back as it was shown: that it is hidden does not clear it.
        del given["birth_date"]
    return {
        "customer_id": call.ids["id"],
        "given": given,
        "country": await call.country(tx),
        "shared_phone": call.body.values.get("shared_phone", False),
        "sees_phones": call.scoped.sees_phones_in_lists,
        "expected_version": call.expected_version,
    }


def shown(call: Call, tx: Tx, customer: Customer, view: CustomerView | None = None) -> Answer:
    """Whoever changes a customer is shown them, and that is a look like any other; a key that
    may not read is shown nobody."""
    if call.caller.may_read:
        tx.note_reads("revealed" if call.caller.may_reveal else "read", [customer.id])
    return _answer(call, customer, view)


def _answer(
    call: Call, customer: Customer, view: CustomerView | None = None, *, status: int = 200
) -> Answer:
    caller = call.caller
    return Answer(
        status,
        view
        or customer_view(
            customer,
            reveal=caller.may_reveal,
            shows_birth_date=caller.may_see_birth_dates,
            is_hidden=not caller.may_read,
        ),
        version=customer.version,
        resource_id=customer.id,
        person=customer.key,
    )


def _about_the_customer(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in ABOUT_THE_REQUEST}
