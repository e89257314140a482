"""How many rows a file may have before owners are warned of it."""

from regulars.domains.tenants.errors import TenantNotFound
from regulars.domains.tenants.events import TenantsSettingsChanged
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

ALARM_ROWS_MAX = 1_000_000


async def read_export_alarm(tx: Tx) -> int:
    rows = await tx.value(sql.rows)
    if rows is None:
        raise TenantNotFound
    return int(rows)


async def change_export_alarm(tx: Tx, rows: int) -> None:
    """Changing nothing announces nothing."""
    if not 1 <= rows <= ALARM_ROWS_MAX:
        raise Invalid(FieldError("export_alarm_rows", "number_out_of_range"))
    version = await tx.value(sql.change, rows=rows)
    if version is not None:
        tx.emit(
            TenantsSettingsChanged(("export_alarm_rows",)), subject_id=tx.tenant_id, seq=version
        )
