"""Registering customers: find-or-make under a lock, the person sealed, the number drawn last."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from regulars.domains.customers.errors import Known, PhoneKnown
from regulars.domains.customers.model import CUSTOMER_PERSON, Customer, Draft, Traits
from regulars.domains.customers.records.companies import company_errors
from regulars.domains.customers.records.events import CustomersRegistered
from regulars.domains.customers.records.preferences import judge_preferences
from regulars.domains.customers.rows import customers_by_ids, visible_ids
from regulars.domains.customers.tokens import Identifier, identifiers, search_tokens
from regulars.domains.tenants import BranchNotFound, read_preference_shape, require_branch
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import BranchId, CustomerId, new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault.person_keys import PersonKey

sql = statements_beside(__file__)

CANDIDATES_MAX = 20


async def register(tx: Tx, draft: Draft) -> Customer:
    """Raises PhoneKnown when somebody has the number, unless the draft shares it on purpose."""
    (draft,) = await _settled(tx, [draft])
    if known := identifiers(tx, draft.person):
        await refuse_known_phone(tx, known, is_shared=draft.shared_phone)
    (customer,) = await _write(tx, [draft])
    return customer


async def register_many(tx: Tx, drafts: Sequence[Draft]) -> list[Customer]:
    """A batch in the same few statements as one. Checks no duplicates: the caller has, or
    shares numbers on purpose."""
    settled = await _settled(tx, drafts)
    return await _write(tx, settled) if settled else []


async def _settled(tx: Tx, drafts: Sequence[Draft]) -> list[Draft]:
    companies = {draft.traits.company_id for draft in drafts} - {None}
    for company_id in sorted(filter(None, companies)):
        errors = await company_errors(tx, None, Traits(), Traits(company_id=company_id))
        if errors:
            raise Invalid(*errors)
    return await _settle_branches(tx, await _settle_preferences(tx, drafts))


async def _settle_preferences(tx: Tx, drafts: Sequence[Draft]) -> list[Draft]:
    """As the shop declared them; not asked for when nobody has any."""
    if not any(draft.person.preferences for draft in drafts):
        return list(drafts)
    shape = await read_preference_shape(tx)
    settled = []
    for draft in drafts:
        values, errors = judge_preferences(
            shape,
            draft.person.preferences or {},
            {},
            stage=draft.stage,
            towards=draft.towards,
        )
        if errors:
            raise Invalid(*errors)
        settled.append(replace(draft, person=replace(draft.person, preferences=values or None)))
    return settled


async def _settle_branches(tx: Tx, drafts: Sequence[Draft]) -> list[Draft]:
    """Branch staff register in their own branch; any other branch has to exist."""
    mine = tx.context.branch
    wanted = {draft.traits.branch_id for draft in drafts} - {None, mine}
    try:
        if wanted and mine is not None:
            raise BranchNotFound
        for branch_id in filter(None, wanted):
            await require_branch(tx, branch_id)
    except BranchNotFound:
        raise Invalid(FieldError("branch_id", "branch_not_known")) from None
    if mine is None:
        return list(drafts)
    return [_in_branch(draft, mine) for draft in drafts]


async def refuse_known_phone(
    tx: Tx,
    known: Sequence[Identifier],
    *,
    is_shared: bool,
    apart_from: CustomerId | None = None,
) -> bool:
    """Locks the identifiers until the commit, then looks who has them; answers whether somebody
    has the phone. Two tills that type the same new number meet here: the second sees what the
    first made."""
    rows = await tx.rows(sql.claim, tokens=[identifier.token for identifier in known])
    holders = {
        row["customer_id"]
        for row in rows
        if row["kind"] == "phone" and row["customer_id"] != apart_from
    }
    if holders and not is_shared:
        seen = await visible_ids(tx, holders)
        shown = await customers_by_ids(tx, sorted(seen)[:CANDIDATES_MAX])
        raise PhoneKnown(Known(tuple(shown), len(holders) - len(seen)))
    return bool(holders)


async def claimed_tokens(tx: Tx, tokens: Sequence[bytes]) -> set[bytes]:
    """Those of the tokens that somebody has; all of them are locked until the commit."""
    rows = await tx.rows(sql.claim, tokens=list(tokens)) if tokens else []
    return {row["token"] for row in rows}


async def _write(tx: Tx, drafts: Sequence[Draft]) -> list[Customer]:
    ids = [CustomerId(new_id()) for _ in drafts]
    people = [tx.people.new() for _ in drafts]
    tx.store_people(people)
    _write_identifiers(tx, drafts, ids)
    rows = await tx.rows(sql.insert, **_columns(tx, drafts, ids, people))

    registered = {row["id"]: row for row in rows}
    customers = []
    for draft, id_, key in zip(drafts, ids, people, strict=True):
        row = registered[id_]
        customer = _customer(draft, id_, key, row)
        tx.emit(
            CustomersRegistered(id_, customer.number, customer.stage, customer.traits.kind),
            subject_id=id_,
            seq=1,
            related_id=customer.traits.branch_id,
            occurred_at=draft.created_at,
        )
        customers.append(customer)
    return customers


def _write_identifiers(tx: Tx, drafts: Sequence[Draft], ids: Sequence[CustomerId]) -> None:
    found = [
        (id_, identifier)
        for draft, id_ in zip(drafts, ids, strict=True)
        for identifier in identifiers(tx, draft.person)
    ]
    if found:
        tx.later(
            sql.insert_identifiers,
            customer_ids=[id_ for id_, _ in found],
            kinds=[identifier.kind for _, identifier in found],
            tokens=[identifier.token for _, identifier in found],
            token_epoch=tx.keys.epoch,
        )


def _columns(
    tx: Tx, drafts: Sequence[Draft], ids: Sequence[CustomerId], people: Sequence[PersonKey]
) -> Mapping[str, Any]:
    each = [draft.traits for draft in drafts]
    return {
        "ids": ids,
        "stages": [draft.stage for draft in drafts],
        "kinds": [traits.kind for traits in each],
        "languages": [traits.language for traits in each],
        "genders": [traits.gender for traits in each],
        "tags": ["\x1f".join(traits.tags) for traits in each],
        "branches": [traits.branch_id for traits in each],
        "companies": [traits.company_id for traits in each],
        "credit_limits": [traits.credit_limit_minor for traits in each],
        "currencies": [traits.currency for traits in each],
        "terms": [traits.payment_terms_days for traits in each],
        "wishes": ["\x1f".join(traits.notification_preferences) for traits in each],
        "bands": [draft.person.birth_year_band for draft in drafts],
        "person_keys": [person.id for person in people],
        "seals": [
            tx.people.seal(CUSTOMER_PERSON, draft.person.document(), row_id=id_, person=person)
            for draft, id_, person in zip(drafts, ids, people, strict=True)
        ],
        "tokens": [_array(search_tokens(tx, draft.person)) for draft in drafts],
        "token_epoch": tx.keys.epoch,
        "created": [draft.created_at for draft in drafts],
        "how_many": len(drafts),
    }


def _customer(draft: Draft, id_: CustomerId, key: PersonKey, row: Row) -> Customer:
    return Customer(
        id_,
        row["number"],
        draft.stage,
        "active",
        draft.person,
        draft.traits,
        version=1,
        created_at=row["created_at"],
        updated_at=row["created_at"],
        key=key,
    )


def _in_branch(draft: Draft, branch_id: BranchId) -> Draft:
    return replace(draft, traits=replace(draft.traits, branch_id=branch_id))


def _array(tokens: Sequence[int]) -> str:
    return "{" + ",".join(map(str, tokens)) + "}"
