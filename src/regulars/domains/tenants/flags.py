"""Features switched on by degrees: what a tenant has, and what it chose itself."""

from collections.abc import Mapping

from regulars.domains.tenants import flag_model
from regulars.domains.tenants.events import TenantsFlagSet
from regulars.domains.tenants.flag_model import FLAGS, Flag, FlagState, decide, require_flag
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def read_flags(tx: Tx) -> tuple[FlagState, ...]:
    """Every flag of the catalogue, as this tenant has it."""
    rows = {row["flag"]: row for row in await tx.rows(sql.of_tenant)}
    return tuple(_state(tx, flag, rows.get(flag.name)) for flag in FLAGS)


async def set_flags(tx: Tx, choices: Mapping[str, bool | None]) -> tuple[FlagState, ...]:
    """The tenant's own word on some flags; None follows the roll-out again. Saying what was said
    already announces nothing. Raises Invalid for a flag that does not exist."""
    for name in choices:
        require_flag(name)
    await tx.run(sql.alone)
    before = {state.flag.name: state for state in await read_flags(tx)}
    for name, choice in choices.items():
        was = before[name].choice
        if was == choice:
            continue
        version = await tx.value(sql.choose, flag=name, is_on=choice)
        tx.emit(
            TenantsFlagSet(name, was, choice),
            subject_id=flag_model.subject_of(name, tx.tenant_id),
            seq=version,
        )
    return await read_flags(tx)


def _state(tx: Tx, flag: Flag, row: Row | None) -> FlagState:
    if row is None:
        return decide(flag, tx.tenant_id)
    return decide(
        flag,
        tx.tenant_id,
        choice=row["is_on"],
        percent=row["percent"],
        version=row["version"] or 0,
    )
