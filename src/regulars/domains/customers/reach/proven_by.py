"""Who has a number or an address proven that a code is asked for in another's name."""

from uuid import UUID

from regulars.domains.identity import ProvenBy, account_of
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

NOBODY = UUID(int=0)


async def proven_by(tx: Tx, kind: str, value: str) -> ProvenBy | None:
    """Without an account where whoever has it never signed in. The same statements either way.
    Needs a unit of work that is not narrowed to somebody's own rows."""
    found = await tx.value(sql.proven_by, kind=kind, token=tx.keys.token(kind, value))
    account = await account_of(tx, "customer", found or NOBODY)
    if account is None:
        return ProvenBy(None, found) if found else None
    return ProvenBy(account.id, account.holder_id)
