"""What a customer form sends, as fields of a customer; and a form filled with them again."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from regulars.browser.amounts import currency_choices, currency_of
from regulars.console.customers.dialogs import CustomerFields, CustomerForm, PreferenceControl
from regulars.console.customers.shown import fields_of, preference_text, wishes_on
from regulars.console.customers.views import STAGES, Purpose, Stage
from regulars.console.pages import Call
from regulars.console.visits import name_of
from regulars.domains.customers import Customer, all_wishes
from regulars.domains.identity import Scope
from regulars.domains.tenants import PreferenceShape
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.money import read_amount
from regulars.kernel.phone import looks_like_phone
from regulars.kernel.text import latin_digits
from regulars.runtime.language import LANGUAGES

TEXTS = ("name", "name2", "phone", "email", "birth_date", "gender", "language", "branch_id")
COMPANY_TEXTS = ("company", "tax_id", "credit_limit", "currency", "payment_terms_days")
# Where a form calls a field otherwise than its room does.
FORM_FIELDS = {"credit_limit_minor": "credit_limit", "company_id": "company"}


def given_of(call: Call, customer: Customer | None = None) -> dict[str, Any]:
    """Only what the form held: a field it did not show stays as it is. `customer` is who is
    edited: what their preferences were tells what became of them. Raises Invalid for an amount
    that is none."""
    given: dict[str, Any] = {
        name: call.value(name).strip() or None for name in TEXTS if name in call.form
    }
    if given.get("birth_date", "") is None and not call.visit.may(Scope.CUSTOMERS_BIRTH_DATE):
        # Left empty because it was not shown.
        del given["birth_date"]
    if "tags" in call.form:
        given["tags"] = [tag.strip() for tag in call.value("tags").split(",") if tag.strip()]
    if "name" in call.form:
        given["kind"] = "company" if call.value("kind") == "company" else "person"
    if "tax_id" in call.form:
        given |= _company_fields(call, is_company=given.get("kind") == "company")
    if "preference_name" in call.form:
        given["preferences"] = _preferences(call, customer)
    if "preference_fields" in call.form:
        given["preferences"] = _chosen_preferences(call)
    if "wishes_shown" in call.form:
        given["notification_preferences"] = _wishes(call, customer)
    return given


def _company_fields(call: Call, *, is_company: bool) -> dict[str, Any]:
    """Who stops being a company stops having what only a company has, and the other way round."""
    if not is_company:
        return dict.fromkeys(("tax_id", "credit_limit_minor", "currency", "payment_terms_days"))
    typed = {name: call.value(name).strip() for name in COMPANY_TEXTS}
    days, limit = latin_digits(typed["payment_terms_days"]), None
    errors = []
    if days and not (days.isascii() and days.isdigit() and len(days) < 5):
        errors.append(FieldError("payment_terms_days", "wrong_type"))
    if typed["credit_limit"]:
        try:
            limit = read_amount(typed["credit_limit"], typed["currency"])
        except BadValue as bad:
            errors.append(bad.at("credit_limit_minor"))
    if errors:
        raise Invalid(*errors)
    return {
        "company_id": None,
        "tax_id": typed["tax_id"] or None,
        "credit_limit_minor": limit,
        "currency": typed["currency"] if limit is not None else None,
        "payment_terms_days": int(days) if days else None,
    }


def _chosen_preferences(call: Call) -> dict[str, Any]:
    """From controls: an empty one is none. Retired ones are named only when taken away."""
    stage = call.value("stage")
    chosen = {
        key: call.value(f"preference.{key}").strip() or None
        for key in call.values("preference_fields")
        # What was hidden when the form was sent was not asked.
        if not stage or stage not in call.values(f"preference_hidden.{key}")
    }
    return chosen | dict.fromkeys(call.values("preference_gone"))


def _wishes(call: Call, customer: Customer | None) -> dict[str, Any]:
    """Only what was switched: who left a default alone has said nothing about it."""
    kept = customer.traits.notification_preferences if customer else ()
    on = set(call.values("wish"))
    return {
        channel: {
            name: f"{channel}.{name}" in on
            for name, was_on in classes.items()
            if (f"{channel}.{name}" in on) != was_on
        }
        for channel, classes in all_wishes(kept).items()
    }


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
    shape: PreferenceShape,
    customer: Customer | None = None,
    customer_id: UUID | None = None,
    company: str = "",
    typed: str = "",
) -> CustomerForm:
    """From a customer, from what was sent, or from the words of a search that found nobody."""
    shown_id = customer.id if customer else customer_id
    is_again = not customer and not typed and "name" in call.form
    fields = fields_of(customer, call.visit) if customer else _typed_fields(call, typed)
    language = call.visit.language
    fields = replace(
        fields,
        company=fields.company or company,
        controls=_controls(call, shape, customer, _stages(call, purpose, customer), is_again),
        currency=fields.currency or currency_of(call.visit.settings.default_country),
        wishes=fields.wishes if customer or is_again else wishes_on(()),
    )
    return CustomerForm(
        purpose=purpose,
        fields=fields,
        stage=_stage(call, purpose, customer),
        customer_id=str(shown_id) if shown_id else None,
        version=customer.version if customer else version_of(call),
        branches=_branches(call),
        currencies=currency_choices(language),
        languages=_languages(call, fields.language),
    )


def _languages(call: Call, spoken: str) -> tuple[str, ...]:
    """Those that the shop serves in, and the one that stands there already."""
    offered = call.visit.settings.languages
    return tuple(one for one in LANGUAGES if one in offered or one == spoken)


def _controls(
    call: Call,
    shape: PreferenceShape,
    customer: Customer | None,
    stages: tuple[Stage, ...],
    is_again: bool,
) -> tuple[PreferenceControl, ...]:
    """What is asked of these stages, with what was chosen; and what is kept of what is asked no
    longer."""
    language = call.visit.language
    kept = dict(customer.person.preferences or {}) if customer else {}
    controls = []
    for field in shape.fields if shape.is_declared else ():
        value = kept.pop(field.key, None)
        text = preference_text(value) if value is not None else ""
        if is_again:
            text = call.value(f"preference.{field.key}")
        is_asked = not field.is_retired and any(map(field.is_for, stages))
        if not is_asked and not text:
            continue
        choices = tuple((choice.key, choice.label(language)) for choice in field.choices)
        controls.append(
            PreferenceControl(
                field.key,
                field.label(language),
                field.kind,
                text,
                choices,
                is_retired=not is_asked,
                hidden_for=tuple(stage for stage in STAGES if not field.is_for(stage)),
            )
        )
    if shape.is_declared:
        controls += [
            PreferenceControl(key, key, "text", preference_text(value), is_retired=True)
            for key, value in kept.items()
        ]
    return tuple(controls)


def _typed_fields(call: Call, typed: str) -> CustomerFields:
    if typed:
        is_phone = looks_like_phone(typed)
        return CustomerFields(
            phone=typed if is_phone else "",
            email=typed if "@" in typed else "",
            name="" if is_phone or "@" in typed else typed,
        )
    typed_texts: dict[str, Any] = {n: call.value(n) for n in (*TEXTS, *COMPANY_TEXTS)}
    return CustomerFields(
        kind="company" if call.value("kind") == "company" else "person",
        tags=call.value("tags"),
        preferences=_rows(call),
        wishes=call.values("wish"),
        **typed_texts,
    )


def _stages(call: Call, purpose: str, customer: Customer | None) -> tuple[Stage, ...]:
    """Those that this form can lead to; an edit keeps the one there is."""
    if purpose == "edit":
        return (customer.stage if customer else stage_of(call),)
    return STAGES if purpose == "new" else ("stub", "full")


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
