"""What a tenant set about papers and ages; until it does, what is usual."""

from collections.abc import Mapping
from typing import Any

from regulars.domains.tenants.age_limits import (
    USUAL_LIMITS,
    VerificationRules,
    changed_rules,
    limit_of,
    read_rules,
)
from regulars.domains.tenants.errors import TenantNotFound
from regulars.domains.tenants.events import TenantsVerificationRulesChanged
from regulars.kernel.errors import Outdated
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

USUAL_KEPT_DAYS = USUAL_WAIT_DAYS = 30


async def read_verification_rules(tx: Tx) -> VerificationRules:
    row = await tx.row(sql.rules)
    if row is None:
        raise TenantNotFound
    if row["version"] is None:
        return VerificationRules(
            USUAL_KEPT_DAYS, USUAL_WAIT_DAYS, USUAL_LIMITS, 1, row["time_zone"], row["today"]
        )
    return VerificationRules(
        row["kept_days"],
        row["wait_days"],
        tuple(limit_of(written) for written in row["age_limits"]),
        row["version"],
        row["time_zone"],
        row["today"],
    )


async def change_verification_rules(
    tx: Tx, given: Mapping[str, Any], *, expected_version: int | None = None
) -> VerificationRules:
    """Changing nothing announces nothing."""
    before = await read_verification_rules(tx)
    if expected_version not in (None, before.version):
        raise Outdated

    after = read_rules(before, given)
    fields = changed_rules(before, after)
    if not fields:
        return before

    kept_days, wait_days, limits = after
    kept = await tx.run(
        sql.keep,
        kept_days=kept_days,
        wait_days=wait_days,
        age_limits=[limit.written() for limit in limits],
        version=before.version,
    )
    if not kept:
        raise Outdated

    tx.emit(
        TenantsVerificationRulesChanged(fields), subject_id=tx.tenant_id, seq=before.version + 1
    )
    return await read_verification_rules(tx)
