"""From customers to what the console shows of them: masked, named in the reader's script."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from regulars.browser.amounts import amount
from regulars.console.customers.dialogs import Candidate, CustomerFields, PictureDialog
from regulars.console.customers.told import Telling, masked
from regulars.console.customers.views import (
    ActorKind,
    Completeness,
    CustomerPage,
    CustomerRow,
    Errors,
    Figures,
    Held,
    Permissions,
    Terms,
    Timeline,
    TimelineEntry,
    Whole,
)
from regulars.console.visits import Visit
from regulars.domains.audit import FactEntry as Fact
from regulars.domains.customers import Customer, Traits, all_wishes, completeness_of
from regulars.domains.customers import Figures as KnownFigures
from regulars.domains.customers import Timeline as Facts
from regulars.domains.customers import TimelineEntry as FactEntry
from regulars.domains.identity import Scope
from regulars.kernel.money import write_amount


def row_of(customer: Customer, visit: Visit) -> CustomerRow:
    return CustomerRow(
        id=str(customer.id),
        number=customer.shown_number,
        name=customer.person.name,
        name2=customer.person.name2,
        phone=masked("phone", customer.person.phone),
        stage=customer.stage,
        created_at=customer.created_at,
        branch=visit.branch_name(customer.traits.branch_id),
        is_blocked=customer.state == "blocked",
        is_deleted=customer.deleted_at is not None,
        is_suspended=customer.account_status == "suspended",
        is_phone_verified=customer.verified.phone_at is not None,
        email=masked("email", customer.person.email),
        language=customer.traits.language,
        tags=customer.traits.tags,
        kind=customer.traits.kind,
        updated_at=customer.updated_at,
        picture=picture_of(customer),
    )


def picture_of(customer: Customer) -> str | None:
    at = customer.pictured_at
    return str(int(at.timestamp() * 1000)) if at else None


def picture_dialog_of(customer: Customer, errors: Errors | None = None) -> PictureDialog:
    return PictureDialog(
        str(customer.id),
        customer.shown_number,
        customer.person.name or customer.person.name2,
        picture_of(customer),
        errors or {},
        is_again=errors is not None,
    )


def candidate_of(customer: Customer) -> Candidate:
    return Candidate(
        id=str(customer.id),
        number=customer.shown_number,
        name=customer.person.name,
        name2=customer.person.name2,
        stage=customer.stage,
        phone=masked("phone", customer.person.phone),
        picture=picture_of(customer),
    )


def whole_of(
    customer: Customer, visit: Visit, *, blocked: Held | None, deleted: Held | None
) -> Whole:
    return Whole(
        id=str(customer.id),
        number=customer.shown_number,
        version=customer.version,
        stage=customer.stage,
        kind=customer.traits.kind,
        name=customer.person.name,
        name2=customer.person.name2,
        blocked=blocked,
        deleted=deleted,
        suspended=_suspended(customer),
        has_account=customer.last_login_at is not None,
        may=Permissions(
            edit=visit.may(Scope.CUSTOMERS_WRITE),
            reveal=visit.may(Scope.CUSTOMERS_REVEAL),
            delete=visit.may(Scope.CUSTOMERS_WRITE),
        ),
        picture=picture_of(customer),
    )


def _suspended(customer: Customer) -> Held | None:
    """`at` is when it ends."""
    if customer.account_status != "suspended" or customer.suspended_until is None:
        return None
    return Held(customer.suspended_until, reason=customer.person.block_reason)


def page_of(customer: Customer, whole: Whole, telling: Telling, timeline: Timeline) -> CustomerPage:
    person, traits, visit = customer.person, customer.traits, telling.visit
    return CustomerPage(
        whole,
        customer.created_at,
        timeline,
        phone=masked("phone", person.phone),
        phone_is_verified=customer.verified.phone_at is not None,
        email=masked("email", person.email),
        email_is_verified=customer.verified.email_at is not None,
        tax_id=masked("tax_id", person.tax_id),
        terms=_terms(traits, visit),
        figures=_figures(customer.figures, visit),
        completeness=_completeness(customer),
        wishes=tuple(
            (channel, classes["orders"], classes["marketing"])
            for channel, classes in all_wishes(traits.notification_preferences).items()
        ),
        birth_date=person.birth_day if visit.may(Scope.CUSTOMERS_BIRTH_DATE) else None,
        shows_birth_date=visit.may(Scope.CUSTOMERS_BIRTH_DATE),
        gender=traits.gender,
        language=traits.language,
        branch=visit.branch_name(traits.branch_id),
        tags=traits.tags,
        preferences=telling.named_preferences(person.preferences or {}),
    )


def _terms(traits: Traits, visit: Visit) -> Terms:
    limit = None
    if traits.credit_limit_minor is not None and traits.currency is not None:
        limit = amount(traits.credit_limit_minor, traits.currency, language=visit.language)
    return Terms(limit, traits.payment_terms_days)


def _figures(figures: KnownFigures, visit: Visit) -> Figures:
    def written(minor: int | None) -> str | None:
        if minor is None or figures.spend_currency is None:
            return None
        return amount(minor, figures.spend_currency, language=visit.language)

    return Figures(
        figures.tier,
        figures.orders_count,
        written(figures.spend_minor),
        written(figures.average_minor),
        figures.risk_score,
        figures.segment,
    )


def _completeness(customer: Customer) -> Completeness:
    found = completeness_of(
        customer.person, customer.traits, customer.stage, has_address=customer.has_address
    )
    return Completeness(found.score, found.missing)


def wishes_on(wishes: tuple[str, ...]) -> tuple[str, ...]:
    """The switches that are on, such as sms.orders."""
    return tuple(
        f"{channel}.{name}"
        for channel, classes in all_wishes(wishes).items()
        for name, is_on in classes.items()
        if is_on
    )


def fields_of(customer: Customer, visit: Visit) -> CustomerFields:
    """A form holds what it edits in full; opening one is logged as a reveal. A birth date that is
    not for this reader is replaced by whoever types another one, and kept otherwise."""
    person, traits = customer.person, customer.traits
    return CustomerFields(
        kind=traits.kind,
        name=person.name or "",
        name2=person.name2 or "",
        phone=person.phone or "",
        email=person.email or "",
        birth_date=(visit.may(Scope.CUSTOMERS_BIRTH_DATE) and person.birth_date) or "",
        birth_date_is_kept=bool(person.birth_date) and not visit.may(Scope.CUSTOMERS_BIRTH_DATE),
        gender=traits.gender or "",
        language=traits.language or "",
        branch_id=str(traits.branch_id or ""),
        tags=", ".join(traits.tags),
        preferences=preferences_of(customer),
        tax_id=person.tax_id or "",
        credit_limit=_typed_amount(traits),
        currency=traits.currency or "",
        payment_terms_days=""
        if traits.payment_terms_days is None
        else str(traits.payment_terms_days),
        wishes=wishes_on(traits.notification_preferences),
    )


def _typed_amount(traits: Traits) -> str:
    if traits.credit_limit_minor is None or traits.currency is None:
        return ""
    return write_amount(traits.credit_limit_minor, traits.currency)


def preferences_of(customer: Customer) -> tuple[tuple[str, str], ...]:
    kept = customer.person.preferences or {}
    return tuple((name, preference_text(value)) for name, value in kept.items())


def preference_text(value: object) -> str:
    """As a program would write it: true, not True."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def timeline_of(
    customer: Customer,
    facts: Facts,
    telling: Telling,
    names: Mapping[UUID, str],
    earlier: str | None,
) -> Timeline:
    entries = tuple(entry_of(entry, telling, names) for entry in facts.entries)
    return Timeline(str(customer.id), entries, earlier)


def entry_of(entry: FactEntry, telling: Telling, names: Mapping[UUID, str]) -> TimelineEntry:
    fact = entry.fact
    return TimelineEntry(
        fact=fact.name,
        at=fact.occurred_at,
        actor=names.get(fact.actor_id) if fact.actor_id else None,
        actor_kind=actor_kind_of(fact),
        branch=telling.visit.branch_name(fact.branch_id),
        stage=fact.data.get("stage"),
        is_imported=fact.origin == "import",
        changes=telling.changes(entry),
    )


def actor_kind_of(fact: Fact) -> ActorKind:
    if fact.origin == "import":
        return "import"
    known = {"staff", "key", "customer", "operator"}
    return cast("ActorKind", fact.actor_kind if fact.actor_kind in known else "system")
