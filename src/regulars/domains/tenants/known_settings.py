"""A tenant's settings as this process last saw them: every request wants the default country."""

import time

from regulars.domains.tenants.model import TenantSettings
from regulars.domains.tenants.settings import read_settings
from regulars.kernel.ids import TenantId
from regulars.runtime.tx import Tx

FRESH_SECONDS = 0.5
KEPT_MAX = 10_000


class KnownSettings:
    def __init__(self) -> None:
        self._kept: dict[TenantId, tuple[float, TenantSettings]] = {}

    async def of(self, tx: Tx) -> TenantSettings:
        now = time.monotonic()
        kept = self._kept.get(tx.tenant_id)
        if kept and now - kept[0] < FRESH_SECONDS:
            return kept[1]
        settings = await read_settings(tx)
        if len(self._kept) >= KEPT_MAX:
            self._kept.clear()
        self._kept[tx.tenant_id] = (now, settings)
        return settings
