"""Changing a customer: plain fields, a higher stage, all announced with what was before."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from regulars.domains.customers import model
from regulars.domains.customers.completeness import completeness_of
from regulars.domains.customers.errors import (
    CustomerDeleted,
    DowngradeNotPossible,
    SearchBudgetSpent,
)
from regulars.domains.customers.events import CustomersProfileCompleted
from regulars.domains.customers.model import (
    CUSTOMER_CHANGES,
    CUSTOMER_PERSON,
    STAGES,
    Changes,
    Customer,
    Person,
    Stage,
    Traits,
    Verified,
)
from regulars.domains.customers.papers.proofs import tell_unproven
from regulars.domains.customers.reach.changes import note_reaches_changed
from regulars.domains.customers.records.companies import company_errors
from regulars.domains.customers.records.draft import read_fields
from regulars.domains.customers.records.events import CustomersChanged, CustomersUpgraded
from regulars.domains.customers.records.fullness import lacks_of_full
from regulars.domains.customers.records.notifications import merged_wishes
from regulars.domains.customers.records.preferences import judge_preferences
from regulars.domains.customers.records.register import refuse_known_phone
from regulars.domains.customers.rows import locked_customer
from regulars.domains.customers.tokens import identifiers, search_tokens
from regulars.domains.identity import count_search_miss, search_wait_seconds
from regulars.domains.tenants import BranchNotFound, read_preference_shape, require_branch
from regulars.kernel.errors import FieldError, Invalid, Outdated
from regulars.runtime.journal import Changed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def change_customer(
    tx: Tx,
    customer_id: UUID,
    given: Mapping[str, Any],
    *,
    country: str,
    shared_phone: bool = False,
    sees_phones: bool = False,
    expected_version: int | None = None,
    towards: Stage | None = None,
) -> Customer:
    """Absent fields stay, null clears one. Changing nothing announces nothing. Who does not
    `sees_phones` whole spends their budget of searches on new phones that nobody has: raises
    SearchBudgetSpent. On the way `towards` a stage they are asked what it asks, too."""
    customer = await _held(tx, customer_id, expected_version)
    changes = await _changes(
        tx, customer, given, country=country, stage=customer.stage, towards=towards
    )
    if not changes.fields:
        return customer
    after = await _write(tx, customer, changes, shared_phone=shared_phone, sees_phones=sees_phones)
    await note_reaches_changed(tx, customer, after)
    tx.emit(
        CustomersChanged(customer.id, changes.fields, changes.clear),
        subject_id=customer.id,
        seq=after.version,
        changed=_sealed(changes),
    )
    _announce_completion(tx, customer, after)
    return after


async def upgrade_customer(
    tx: Tx,
    customer_id: UUID,
    stage: Stage,
    given: Mapping[str, Any],
    *,
    country: str,
    shared_phone: bool = False,
    sees_phones: bool = False,
    expected_version: int | None = None,
    towards: Stage | None = None,
) -> Customer:
    """Guest → stub → full, with the same id and number. Raises DowngradeNotPossible, Invalid where
    the stage asks for more, and SearchBudgetSpent as a change does."""
    customer = await _held(tx, customer_id, expected_version)
    if STAGES.index(stage) <= STAGES.index(customer.stage):
        raise DowngradeNotPossible
    changes = await _changes(tx, customer, given, country=country, stage=stage, towards=towards)
    after = await _write(tx, customer, changes, shared_phone=shared_phone, sees_phones=sees_phones)
    await note_reaches_changed(tx, customer, after)
    tx.emit(
        CustomersUpgraded(customer.id, customer.stage, stage, changes.fields, changes.clear),
        subject_id=customer.id,
        seq=after.version,
        changed=_sealed(changes),
    )
    _announce_completion(tx, customer, after)
    return after


def _announce_completion(tx: Tx, before: Customer, after: Customer) -> None:
    """Once in a customer's life, so that a reward for it is given once."""
    if after.completed_at is not None and before.completed_at is None:
        tx.emit(CustomersProfileCompleted(after.id), subject_id=after.id, seq=after.version)


async def _held(tx: Tx, customer_id: UUID, expected_version: int | None) -> Customer:
    customer = await locked_customer(tx, customer_id)
    if customer.deleted_at is not None:
        raise CustomerDeleted
    if expected_version not in (None, customer.version):
        raise Outdated
    return customer


async def _changes(
    tx: Tx,
    customer: Customer,
    given: Mapping[str, Any],
    *,
    country: str,
    stage: Stage,
    towards: Stage | None,
) -> Changes:
    judged: list[FieldError] = []
    if isinstance(given.get("preferences"), Mapping):
        shape = await read_preference_shape(tx)
        kept = customer.person.preferences or {}
        merged, judged = judge_preferences(
            shape, given["preferences"], kept, stage=stage, towards=towards
        )
        given = {**given, "preferences": merged}
    if isinstance(given.get("notification_preferences"), Mapping):
        wishes = merged_wishes(
            customer.traits.notification_preferences, given["notification_preferences"]
        )
        given = {**given, "notification_preferences": wishes}
    read = read_fields(given, country=country)
    if read.person.get("phone") == customer.person.phone:
        # The same number in another writing is no change.
        read.person.pop("phone_typed", None)
    person = replace(customer.person, **read.person)
    traits = replace(customer.traits, **read.traits)
    complained = {error.field for error in read.errors}
    wrong = await _missing(tx, customer, person, traits, stage)
    if "kind" not in complained:
        wrong += model.misfits(person, traits)
    if given.keys() & {"name", "name2", "tags"}:
        wrong += model.names_in_tags(person, traits.tags)
    missing = [error for error in wrong if error.field not in complained]
    errors = [
        *read.errors,
        *judged,
        *missing,
        *await _branch_errors(tx, customer.traits, traits),
        *await company_errors(tx, customer.id, customer.traits, traits),
    ]
    if errors:
        raise Invalid(*errors)
    return model.change(customer, person, traits, stage=stage)


async def _missing(
    tx: Tx, customer: Customer, person: Person, traits: Traits, stage: Stage
) -> list[FieldError]:
    """A company signs in nowhere: what was typed about it is enough, while it is one. Who was full
    before stays so, whatever the shop asks for since."""
    was_full = customer.stage == "full" and customer.traits.kind == "person"
    if stage != "full" or was_full or traits.kind == "company":
        return model.missing_by_change(customer, person, stage)
    then = replace(customer, person=person, verified=_still_verified(customer, person))
    return lacks_of_full(then, await read_preference_shape(tx))


async def _branch_errors(tx: Tx, before: Traits, after: Traits) -> list[FieldError]:
    """Branch staff cannot move a customer out of their sight; any other branch has to exist."""
    if after.branch_id == before.branch_id:
        return []
    try:
        if tx.context.branch is not None:
            raise BranchNotFound
        if after.branch_id is not None:
            await require_branch(tx, after.branch_id)
    except BranchNotFound:
        return [FieldError("branch_id", "branch_not_known")]
    return []


async def _write(
    tx: Tx, before: Customer, changes: Changes, *, shared_phone: bool, sees_phones: bool
) -> Customer:
    after = replace(changes.after, verified=_still_verified(before, changes.after.person))
    await _move_identifiers(
        tx, before, after.person, shared_phone=shared_phone, sees_phones=sees_phones
    )
    await tell_unproven(tx, after.id, before.verified, after.verified)
    row = await tx.row(
        sql.change,
        id=after.id,
        stage=after.stage,
        kind=after.traits.kind,
        language=after.traits.language,
        gender=after.traits.gender,
        tags=list(after.traits.tags),
        branch_id=after.traits.branch_id,
        company_id=after.traits.company_id,
        currency=after.traits.currency,
        credit_limit_minor=after.traits.credit_limit_minor,
        payment_terms_days=after.traits.payment_terms_days,
        notification_preferences=list(after.traits.notification_preferences),
        birth_year_band=after.person.birth_year_band,
        phone_verified_at=after.verified.phone_at,
        email_verified_at=after.verified.email_at,
        completes=completeness_of(
            after.person, after.traits, after.stage, has_address=after.has_address
        ).is_whole,
        sealed=tx.people.seal(
            CUSTOMER_PERSON, after.person.document(), row_id=after.id, person=after.key
        ),
        tokens=search_tokens(tx, after.person),
        token_epoch=tx.keys.epoch,
        version=after.version,
    )
    if "branch_id" in changes.clear:
        # Where the customer is seen, so are the addresses.
        await tx.run(sql.show_addresses, id=after.id)
    assert row is not None
    return replace(after, updated_at=row["updated_at"], completed_at=row["completed_at"])


def _still_verified(before: Customer, after: Person) -> Verified:
    """What was proven stays so while it identifies: another writing of it is no other one."""
    old, new = dict(before.person.identifiers()), dict(after.identifiers())
    return Verified(
        before.verified.phone_at if old.get("phone") == new.get("phone") else None,
        before.verified.email_at if old.get("email") == new.get("email") else None,
    )


async def _move_identifiers(
    tx: Tx, before: Customer, after: Person, *, shared_phone: bool, sees_phones: bool
) -> None:
    old, new = identifiers(tx, before.person), identifiers(tx, after)
    gained = [identifier for identifier in new if identifier not in old]
    lost = [identifier for identifier in old if identifier not in new]
    if gained:
        is_guarded = not sees_phones and any(each.kind == "phone" for each in gained)
        if is_guarded:
            _require_budget(await search_wait_seconds(tx))
        is_known = await refuse_known_phone(
            tx, gained, is_shared=shared_phone, apart_from=before.id
        )
        if is_guarded and not is_known:
            # Taken, it says that nobody has it: numbers could be tried on a customer of one's own.
            _require_budget(await count_search_miss(tx))
        await tx.run(
            sql.take_identifiers,
            customer_id=before.id,
            kinds=[identifier.kind for identifier in gained],
            tokens=[identifier.token for identifier in gained],
            token_epoch=tx.keys.epoch,
        )
    if lost:
        await tx.run(
            sql.release_identifiers,
            customer_id=before.id,
            tokens=[identifier.token for identifier in lost],
        )


def _require_budget(wait_seconds: int) -> None:
    """Rolls its own miss back with the change: when there is none left, those that spent it have
    committed, and this one adds nothing to know."""
    if wait_seconds:
        raise SearchBudgetSpent(retry_after_seconds=wait_seconds)


def _sealed(changes: Changes) -> list[Changed]:
    return [Changed(CUSTOMER_CHANGES, changes.after.key, changes.sealed)] if changes.sealed else []
