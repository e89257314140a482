"""A business moves in: its keys, its place in the directory, its first settings."""

from regulars.domains.tenants import model
from regulars.domains.tenants.errors import SlugTaken
from regulars.domains.tenants.events import TenantsOpened
from regulars.domains.tenants.model import Language, Tenant, TenantSettings
from regulars.kernel.ids import TenantId, new_id, new_ref
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.failures import Conflict
from regulars.runtime.sql import statements_beside
from regulars.runtime.vault.keystore import KeyStore

sql = statements_beside(__file__)


async def open_tenant(
    database: Database,
    keys: KeyStore,
    *,
    slug: str,
    name: str,
    locale: Language,
    default_country: str,
    time_zone: str,
) -> Tenant:
    """Opens its own unit of work: before it there is no tenant to open one for. Keys come first,
    so that no row is ever written that could not be sealed. Raises SlugTaken."""
    tenant = Tenant(
        TenantId(new_id()),
        new_ref(),
        model.read_slug(slug),
        model.read_profile(name, locale),
        locale,
        "open",
    )
    blank = TenantSettings("OM", "Asia/Muscat", model.LANGUAGES, version=0)
    settings = model.read_changed_settings(
        blank, {"default_country": default_country, "time_zone": time_zone}
    )
    async with database.house() as session:
        if await session.row(sql.slug_is_taken, {"slug": tenant.slug}):
            raise SlugTaken
    keys.create(tenant.id)
    try:
        await _move_in(database, tenant, settings)
    except Conflict:
        raise SlugTaken from None
    return tenant


async def _move_in(database: Database, tenant: Tenant, settings: TenantSettings) -> None:
    context = Context(tenant.id, actor_kind="operator", origin="system")
    async with database.transaction(context) as tx:
        await tx.run(
            sql.enter_directory,
            id=tenant.id,
            ref=tenant.ref,
            slug=tenant.slug,
            name=tenant.name,
            locale=tenant.locale,
        )
        await tx.run(
            sql.first_settings,
            default_country=settings.default_country,
            time_zone=settings.time_zone,
            languages=list(settings.languages),
        )
        tx.emit(TenantsOpened(tenant.id), subject_id=tenant.id, seq=1)
