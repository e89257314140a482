"""What a customer form sends, as fields of a customer; and a form filled with them again."""

from typing import Any
from uuid import UUID

from regulars.console.customers.shown import fields_of, preference_text
from regulars.console.customers.views import STAGES, CustomerFields, CustomerForm, Purpose, Stage
from regulars.console.pages import Call
from regulars.console.visits import name_of
from regulars.domains.customers import Customer
from regulars.kernel.phone import looks_like_phone

TEXTS = ("name", "name2", "phone", "email", "birth_date", "gender", "language", "branch_id")


def given_of(call: Call, customer: Customer | None = None) -> dict[str, Any]:
    """Only what the form held: a field it did not show stays as it is. `customer` is who is
    edited: what their preferences were tells what became of them."""
    given: dict[str, Any] = {
        name: call.value(name).strip() or None for name in TEXTS if name in call.form
    }
    if "tags" in call.form:
        given["tags"] = [tag.strip() for tag in call.value("tags").split(",") if tag.strip()]
    if "name" in call.form:
        given["kind"] = "company" if call.value("kind") == "company" else "person"
    if "preference_name" in call.form:
        given["preferences"] = _preferences(call, customer)
    return given


def stage_of(call: Call) -> Stage:
    stage = call.value("stage", "stub")
    return stage if stage in STAGES else "stub"


def version_of(call: Call) -> int | None:
    version = call.value("version")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None


def customer_form_of(
    call: Call,
    *,
    purpose: Purpose,
    customer: Customer | None = None,
    customer_id: UUID | None = None,
    typed: str = "",
) -> CustomerForm:
    """From a customer, from what was sent, or from the words of a search that found nobody."""
    shown_id = customer.id if customer else customer_id
    return CustomerForm(
        purpose=purpose,
        fields=fields_of(customer) if customer else _typed_fields(call, typed),
        stage=_stage(call, purpose, customer),
        customer_id=str(shown_id) if shown_id else None,
        version=customer.version if customer else version_of(call),
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
        preferences=_rows(call),
        **{name: call.value(name) for name in TEXTS},
    )


def _stage(call: Call, purpose: str, customer: Customer | None) -> Stage:
    if customer and purpose == "upgrade":
        return "full" if customer.stage == "stub" else "stub"
    return customer.stage if customer else stage_of(call)


def _rows(call: Call) -> tuple[tuple[str, str], ...]:
    """Preferences as they were typed, without the rows left empty."""
    pairs = zip(call.values("preference_name"), call.values("preference_value"), strict=False)
    typed = ((name.strip(), value.strip()) for name, value in pairs)
    return tuple(pair for pair in typed if any(pair))


def _preferences(call: Call, customer: Customer | None) -> dict[str, Any]:
    """A merge patch: what was taken out of the form is null, what stayed as it was is not sent,
    so that a number or a yes stays one."""
    kept = dict(customer.person.preferences or {}) if customer else {}
    typed = {_spelt(name): value for name, value in _rows(call)}
    shown = {name: preference_text(value) for name, value in kept.items()}
    gone: dict[str, Any] = {name: None for name in kept if not typed.get(name)}
    return gone | {n: value for n, value in typed.items() if value and shown.get(n) != value}


def _spelt(name: str) -> str:
    """People write "Hanger type"; programs read hanger_type."""
    return "_".join(name.lower().replace("-", " ").split())


def _branches(call: Call) -> tuple[tuple[str, str], ...]:
    """Branch staff register in their own branch, so they are not asked."""
    account = call.visit.signed_in
    if account.session.branch is not None:
        return ()
    return (
        ("", "–"),
        *((str(b.id), name_of(b, call.visit.language)) for b in account.branches),
    )
