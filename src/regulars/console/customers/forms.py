"""What a customer form sends, as fields of a customer; and a form filled with them again."""

from typing import Any, Literal
from uuid import UUID

from regulars.console.customers.shown import fields_of
from regulars.console.customers.views import STAGES, CustomerFields, CustomerForm
from regulars.console.pages import Call
from regulars.console.visits import name_of
from regulars.domains.customers import Customer
from regulars.kernel.phone import looks_like_phone

TEXTS = ("name", "name2", "phone", "email", "birth_date", "gender", "language", "branch_id")


def given_of(call: Call) -> dict[str, Any]:
    """Only what the form held: a field it did not show stays as it is."""
    given: dict[str, Any] = {
        name: call.value(name).strip() or None for name in TEXTS if name in call.form
    }
    if "tags" in call.form:
        given["tags"] = [tag.strip() for tag in call.value("tags").split(",") if tag.strip()]
    if "name" in call.form:
        given["kind"] = "company" if call.value("kind") == "company" else "person"
    if given.get("branch_id") is None:
        given.pop("branch_id", None)
    return given


def customer_form_of(
    call: Call,
    *,
    purpose: Literal["new", "edit", "upgrade"],
    customer: Customer | None = None,
    customer_id: UUID | None = None,
    typed: str = "",
) -> CustomerForm:
    """From a customer, from what was sent, or from the words of a search that found nobody."""
    version = call.value("version")
    shown_id = customer.id if customer else customer_id
    return CustomerForm(
        purpose=purpose,
        fields=fields_of(customer) if customer else _typed_fields(call, typed),
        stage=_stage(call, purpose, customer),
        customer_id=str(shown_id) if shown_id else None,
        version=customer.version if customer else int(version) if version.isdecimal() else None,
        branches=_branches(call),
    )


def _typed_fields(call: Call, typed: str) -> CustomerFields:
    if typed:
        is_phone = looks_like_phone(typed)
        return CustomerFields(
            phone=typed if is_phone else "",
            email=typed if "@" in typed else "",
            name="" if is_phone or "@" in typed else typed,
        )
    return CustomerFields(
        kind="company" if call.value("kind") == "company" else "person",
        tags=call.value("tags"),
        **{name: call.value(name) for name in TEXTS},
    )


def _stage(call: Call, purpose: str, customer: Customer | None) -> Any:
    if customer and purpose == "upgrade":
        return "full" if customer.stage == "stub" else "stub"
    if customer:
        return customer.stage
    stage = call.value("stage", "stub")
    return stage if stage in STAGES else "stub"


def _branches(call: Call) -> tuple[tuple[str, str], ...]:
    """Branch staff register in their own branch, so they are not asked."""
    account = call.visit.signed_in
    if account.session.branch is not None:
        return ()
    return (
        ("", "–"),
        *((str(b.id), name_of(b, call.visit.language)) for b in account.branches),
    )
