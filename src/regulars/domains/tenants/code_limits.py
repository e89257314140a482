"""How many codes a tenant lets leave in a day, and to which countries."""

from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers

from regulars.domains.tenants.errors import TenantNotFound
from regulars.domains.tenants.events import TenantsSettingsChanged
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

A_DAY_MAX = 1_000_000
COUNTRIES_MAX = 250


@dataclass(frozen=True, slots=True)
class CodeLimits:
    """The tenant's own country is always served; `more_countries` are those besides."""

    a_day: int
    country: str
    more_countries: tuple[str, ...]

    def serves(self, country: str) -> bool:
        return country == self.country or country in self.more_countries


async def read_code_limits(tx: Tx) -> CodeLimits:
    row = await tx.row(sql.limits)
    if row is None:
        raise TenantNotFound
    return CodeLimits(row["codes_a_day"], row["default_country"], tuple(row["served_countries"]))


async def change_code_limits(tx: Tx, *, a_day: int, countries: Sequence[str]) -> CodeLimits:
    before = await read_code_limits(tx)
    errors = []
    if not 0 <= a_day <= A_DAY_MAX:
        errors.append(FieldError("codes_a_day", "not_a_number_here"))
    known = phonenumbers.SUPPORTED_REGIONS
    if len(countries) > COUNTRIES_MAX or any(each not in known for each in countries):
        errors.append(FieldError("served_countries", "unknown_value"))
    if errors:
        raise Invalid(*errors)
    more = tuple(sorted(set(countries) - {before.country}))
    after = CodeLimits(a_day, before.country, more)
    if after == before:
        return before
    version = await tx.value(sql.change, codes_a_day=a_day, served_countries=list(more))
    fields = tuple(
        name
        for name, was, is_now in (
            ("codes_a_day", before.a_day, after.a_day),
            ("served_countries", before.more_countries, after.more_countries),
        )
        if was != is_now
    )
    tx.emit(TenantsSettingsChanged(fields), subject_id=tx.tenant_id, seq=version)
    return after
