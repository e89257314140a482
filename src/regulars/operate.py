"""What an operator does for a tenant from the command line: opening one, and its dead letters."""

from collections.abc import Callable
from dataclasses import dataclass

from regulars.app import open_keys
from regulars.domains import identity, tenants
from regulars.domains.tenants import Tenant
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import Database, open_database
from regulars.runtime.dead_letters import dead_letters, requeue_dead
from regulars.runtime.settings import Settings

PAGE = 100
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Opening:
    """A new tenant and its first owner."""

    slug: str
    name: str
    locale: tenants.Language
    country: str
    time_zone: str
    owner_name: str
    owner_email: str
    owner_password: str


async def open_tenant(settings: Settings, opening: Opening) -> Tenant:
    """The owner is added in a second unit of work: without one the tenant is merely empty, and
    `regulars tenant owner` adds one."""
    keys = open_keys(settings)
    operator = await open_database(settings.work_database_url, keys, size=1)
    try:
        tenant = await tenants.open_tenant(
            operator,
            keys,
            slug=opening.slug,
            name=opening.name,
            locale=opening.locale,
            default_country=opening.country,
            time_zone=opening.time_zone,
        )
        context = Context(tenant.id, actor_kind="operator", origin="system")
        async with operator.transaction(context) as tx:
            await identity.add_staff(
                tx,
                name=opening.owner_name,
                email=opening.owner_email,
                password=opening.owner_password,
                role="owner",
                language=opening.locale,
            )
    finally:
        await operator.close()
    return tenant


async def show_dead_letters(settings: Settings, *, requeue: bool, say: Say) -> int:
    """How many there were. With `requeue` each is tried again from the start."""
    operator = await open_database(settings.work_database_url, open_keys(settings), size=1)
    found = 0
    try:
        async with operator.house() as session:
            everyone = await tenants.list_tenants(session)
        for tenant in everyone:
            found += await _of_tenant(operator, tenant, requeue=requeue, say=say)
    finally:
        await operator.close()
    return found


async def _of_tenant(operator: Database, tenant: Tenant, *, requeue: bool, say: Say) -> int:
    context = Context(TenantId(tenant.id), actor_kind="operator", origin="system")
    async with operator.transaction(context) as tx:
        letters = await dead_letters(tx, most=PAGE)
        for letter in letters:
            say(f"{tenant.slug}  {letter.reaction}  {letter.fact_id}  {letter.reason}")
            if requeue:
                await requeue_dead(tx, fact_id=letter.fact_id, reaction=letter.reaction)
    return len(letters)
