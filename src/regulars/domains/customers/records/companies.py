"""Companies and their contacts: people who belong to one, and what only a company may have."""

from uuid import UUID

from regulars.domains.customers.model import Customer, Traits
from regulars.domains.customers.tokens import identifiers
from regulars.domains.identity import account_of
from regulars.kernel.errors import FieldError
from regulars.kernel.ids import CustomerId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def company_errors(
    tx: Tx, customer_id: UUID | None, before: Traits, after: Traits
) -> list[FieldError]:
    """A contact's company has to be one, and there, and seen by whoever says so; a company with
    contacts stays one. Whoever has an account is a person: companies sign in nowhere."""
    if after.company_id is not None and after.company_id != before.company_id:
        row = await tx.row(sql.held_company, id=after.company_id)
        if row is None or row["kind"] != "company":
            return [FieldError("company_id", "company_not_known")]
    stops = before.kind == "company" and after.kind == "person"
    if stops and customer_id and await tx.value(sql.has_contacts, company_id=customer_id):
        return [FieldError("kind", "company_has_contacts")]
    begins = before.kind == "person" and after.kind == "company"
    if begins and customer_id and await account_of(tx, "customer", customer_id):
        return [FieldError("kind", "person_has_account")]
    return []


async def shares_phone(tx: Tx, customer: Customer) -> bool:
    """Whether somebody else has the same number, whoever it is."""
    tokens = [each.token for each in identifiers(tx, customer.person) if each.kind == "phone"]
    if not tokens or customer.deleted_at is not None:
        return False
    is_shared: bool = await tx.value(
        sql.somebody_else_has, token=tokens[0], customer_id=CustomerId(customer.id)
    )
    return is_shared
