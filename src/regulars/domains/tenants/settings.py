"""What a tenant set: languages, default country, time zone, when a number is proven anew."""

from collections.abc import Mapping
from typing import Any

from regulars.domains.tenants import model
from regulars.domains.tenants.errors import TenantNotFound
from regulars.domains.tenants.events import TenantsSettingsChanged
from regulars.domains.tenants.model import TenantSettings
from regulars.kernel.errors import Outdated
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def read_settings(tx: Tx) -> TenantSettings:
    row = await tx.row(sql.settings)
    if row is None:
        raise TenantNotFound
    return TenantSettings(
        row["default_country"],
        row["time_zone"],
        tuple(row["languages"]),
        row["version"],
        row["reverify_after_months"],
    )


async def change_settings(
    tx: Tx, changes: Mapping[str, Any], *, expected_version: int | None = None
) -> TenantSettings:
    """Changing nothing announces nothing."""
    before = await read_settings(tx)
    if expected_version not in (None, before.version):
        raise Outdated
    after = model.read_changed_settings(before, changes)
    fields = model.changed_settings(before, after)
    if not fields:
        return before

    changed = await tx.run(
        sql.change,
        default_country=after.default_country,
        time_zone=after.time_zone,
        languages=list(after.languages),
        reverify_after_months=after.reverify_after_months,
        version=before.version,
    )
    if not changed:
        raise Outdated

    tx.emit(TenantsSettingsChanged(fields), subject_id=tx.tenant_id, seq=after.version)
    return after


async def change_profile(tx: Tx, *, name: str, locale: str) -> None:
    """How the business is called, and the language it starts in."""
    shown = model.read_profile(name, locale)
    await tx.run(sql.change_profile, name=shown, locale=locale)
    settings = await read_settings(tx)
    tx.emit(
        TenantsSettingsChanged(("locale", "name")), subject_id=tx.tenant_id, seq=settings.version
    )
