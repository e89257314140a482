"""Finding a tenant by reference or slug: the one look-up that needs no tenant."""

import re
import time
from typing import Literal

from regulars.domains.tenants.errors import TenantNotFound
from regulars.domains.tenants.model import SLUG, Tenant
from regulars.kernel.ids import TenantId
from regulars.runtime.conversation import Conversation, Row
from regulars.runtime.database import Database
from regulars.runtime.sql import statements_beside

sql = statements_beside(__file__)

# A suspension must bite within half a second, in every process.
FRESH_SECONDS = 0.5
KEPT_MAX = 10_000
FORMS = {"ref": re.compile(r"[0-9a-z]{8}"), "slug": SLUG}


class Directory:
    """Tenants as this process last saw them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[tuple[str, str], tuple[float, Tenant | None]] = {}

    async def by_ref(self, ref: str) -> Tenant:
        """Raises TenantNotFound; a suspended or closed tenant is not found either."""
        return await self._find("ref", ref)

    async def by_slug(self, slug: str) -> Tenant:
        return await self._find("slug", slug)

    async def _find(self, by: Literal["ref", "slug"], value: str) -> Tenant:
        if not FORMS[by].fullmatch(value):
            raise TenantNotFound  # anything may stand in an address, also what cannot be asked
        now = time.monotonic()
        at, tenant = self._kept.get((by, value), (float("-inf"), None))
        if now - at >= FRESH_SECONDS:
            tenant = await self._look_up(by, value)
            if len(self._kept) >= KEPT_MAX:
                self._kept.clear()
            self._kept[by, value] = (now, tenant)
        if tenant is None or tenant.state != "open":
            raise TenantNotFound
        return tenant

    async def _look_up(self, by: Literal["ref", "slug"], value: str) -> Tenant | None:
        statement = sql.by_ref if by == "ref" else sql.by_slug
        row = await self._database.house_unit(
            lambda session: session.row(statement, {"value": value})
        )
        return _tenant(row) if row else None


async def list_tenants(session: Conversation) -> list[Tenant]:
    return [_tenant(row) for row in await session.rows(sql.all_tenants, {})]


def _tenant(row: Row) -> Tenant:
    return Tenant(
        TenantId(row["id"]), row["ref"], row["slug"], row["name"], row["locale"], row["state"]
    )
