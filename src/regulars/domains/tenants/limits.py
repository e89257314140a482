"""A tenant's limits together: of codes in a day, of countries, and of what is a large file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regulars.domains.tenants.code_limits import CodeLimits, change_code_limits, read_code_limits
from regulars.domains.tenants.errors import TenantNotFound
from regulars.domains.tenants.export_alarm import change_export_alarm, read_export_alarm
from regulars.kernel.errors import FieldError, Invalid, Outdated
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class Limits:
    """The version is that of all settings."""

    codes: CodeLimits
    export_alarm_rows: int
    version: int


async def read_limits(tx: Tx) -> Limits:
    version = await tx.value(sql.version)
    if version is None:
        raise TenantNotFound
    return Limits(await read_code_limits(tx), await read_export_alarm(tx), version)


async def change_limits(
    tx: Tx, changes: Mapping[str, Any], *, expected_version: int | None = None
) -> Limits:
    """Absent fields stay; every fault is named. Changing nothing announces nothing."""
    await tx.value(sql.lock)
    before = await read_limits(tx)
    if expected_version not in (None, before.version):
        raise Outdated
    errors: list[FieldError] = []
    try:
        await change_code_limits(
            tx,
            a_day=changes.get("codes_a_day", before.codes.a_day),
            countries=changes.get("served_countries", before.codes.more_countries),
        )
    except Invalid as invalid:
        errors += invalid.errors
    try:
        await change_export_alarm(tx, changes.get("export_alarm_rows", before.export_alarm_rows))
    except Invalid as invalid:
        errors += invalid.errors
    if errors:
        raise Invalid(*errors)
    return await read_limits(tx)
