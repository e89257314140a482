"""Who has an identifier, held until the commit so that nobody comes in between."""

from collections.abc import Sequence
from uuid import UUID

from regulars.domains.customers.reach.entry import Holder, ProvenKind
from regulars.domains.identity import accounts_of
from regulars.domains.tenants import read_settings
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# Of more than one unverified record only the number counts: a shop's own phone may stand on many.
HOLDERS_MAX = 50


async def lock_holders(
    tx: Tx, kind: ProvenKind, token: bytes, *, about: UUID | None = None
) -> list[Holder]:
    """`about` is a record that is asked for: it is there if it has the identifier, on however many
    others that is."""
    await hold_tokens(tx, [token], others=[about] if about else [])
    return await holders_of(tx, kind, token, about=about)


async def hold_tokens(
    tx: Tx, tokens: Sequence[bytes], *, others: Sequence[UUID] = (), only_proven: bool = False
) -> None:
    """Records first and identifiers second, as everybody who changes a customer takes them; of all
    that are to be held at once. Nobody who has one of them came in between."""
    await tx.run(
        sql.hold,
        tokens=list(tokens),
        others=list(others),
        only_proven=only_proven,
        most=HOLDERS_MAX,
    )


async def holders_of(
    tx: Tx, kind: ProvenKind, token: bytes, *, about: UUID | None = None
) -> list[Holder]:
    """Who is asked for, then the one who proved it, then who is shut out, then who came first. An
    identifier may pass on: whoever proves one that was not proven for so long as the shop says is
    not taken for its last owner."""
    months = (await read_settings(tx)).reverify_after_months
    rows = await tx.rows(
        sql.holders, kind=kind, token=token, about=about, months=months, most=HOLDERS_MAX
    )
    accounts = await accounts_of(tx, "customer", [row["customer_id"] for row in rows])
    return [_holder(row, {account.holder_id for account in accounts}, kind) for row in rows]


def _holder(row: Row, with_account: set[UUID], kind: ProvenKind) -> Holder:
    others: Sequence[tuple[ProvenKind, bool]] = (
        ("phone", row["has_phone"]),
        ("email", row["has_email"]),
    )
    return Holder(
        customer_id=row["customer_id"],
        held_by=row["held_by"],
        is_company=row["kind"] == "company",
        is_verified=row["verified_at"] is not None,
        is_stale=row["is_stale"],
        is_shut_out=row["is_shut_out"],
        has_account=row["customer_id"] in with_account,
        also=next((other for other, has in others if has and other != kind), None),
    )
