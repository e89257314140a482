"""What an operator does from the command line: a tenant opened, figures recounted, dead letters."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

from regulars.app import opened_database, refuse_unusable_database
from regulars.domains import customers, identity, tenants
from regulars.domains.tenants import Directory, Tenant
from regulars.kernel.errors import DomainError
from regulars.kernel.ids import TenantId
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.dead_letters import FIRST, dead_letters, held_jobs, requeue_dead
from regulars.runtime.settings import Settings
from regulars.runtime.tx import Tx
from regulars.runtime.vault.keystore import KeyStore
from regulars.runtime.vault.master import MasterKey

PAGE = 100
RECOUNT_BATCH = 1_000
# Held under these reasons a job was not what it claimed to be: no delivery waits for it.
REJECTED = frozenset({"undecodable", "unknown_tenant", "wrong_mac"})
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Opening:
    """A new tenant."""

    slug: str
    name: str
    locale: tenants.Language
    country: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who may do everything in a tenant."""

    name: str
    email: str
    password: str


class OwnerRefused(Exception):
    """The tenant stands, and nobody can sign in to it yet."""

    def __init__(self, tenant: Tenant, refusal: DomainError) -> None:
        super().__init__(
            f"{tenant.name} is open at /c/{tenant.slug} without an owner. Add one:"
            f" regulars tenant owner {tenant.slug}"
        )
        self.refusal = refusal


async def open_tenant(settings: Settings, opening: Opening, owner: Owner) -> Tenant:
    """Raises OwnerRefused when the tenant was opened and its owner could not be added: that is
    a second unit of work, and `add_owner` makes up for it."""
    async with _operators_database(settings) as (operator, keys):
        tenant = await tenants.open_tenant(
            operator,
            keys,
            slug=opening.slug,
            name=opening.name,
            locale=opening.locale,
            default_country=opening.country,
            time_zone=opening.time_zone,
        )
        try:
            await _add_owner(operator, tenant, owner)
        except DomainError as refusal:
            raise OwnerRefused(tenant, refusal) from None
    return tenant


async def add_owner(settings: Settings, slug: str, owner: Owner) -> Tenant:
    async with _operators_database(settings) as (operator, _):
        tenant = await Directory(operator).by_slug(slug)
        await _add_owner(operator, tenant, owner)
    return tenant


async def rotate_signing_key(settings: Settings, slug: str) -> tuple[Tenant, str | None]:
    """The new key's name; none for a tenant in which nobody signed in with an app yet."""
    async with _operators_database(settings) as (operator, _):
        tenant = await Directory(operator).by_slug(slug)
        name = await operator.unit(_context(tenant), identity.rotate_signing_key)
    return tenant, name


async def reset_second_factor(settings: Settings, slug: str, email: str) -> Tenant:
    """For the last owner, who has nobody else to ask. A fact in the trail, and a letter to them."""
    async with _operators_database(settings) as (operator, _):
        tenant = await Directory(operator).by_slug(slug)

        async def reset(tx: Tx) -> None:
            staff = await identity.staff_by_email(tx, email)
            await identity.reset_factors(tx, staff.id)

        await operator.unit(_context(tenant), reset)
    return tenant


async def show_given_up(settings: Settings, *, requeue: bool, say: Say) -> int:
    """How many there were. With `requeue` each is tried again from the start; what was rejected
    is only shown, for it would be rejected again."""
    found = 0
    async with _operators_database(settings) as (operator, _):
        async with operator.house() as session:
            everyone = await tenants.list_tenants(session)
        for tenant in everyone:
            found += await _of_tenant(operator, tenant, requeue=requeue, say=say)
        await _show_rejected(operator, say)
    return found


async def roll_out(settings: Settings, name: str, percent: int) -> None:
    async with _operators_database(settings) as (operator, _), operator.house() as session:
        await tenants.roll_out(session, name, percent)


async def show_flags(settings: Settings, *, today: date, say: Say) -> None:
    async with _operators_database(settings) as (operator, _), operator.house() as session:
        rolled_out = await tenants.read_rollouts(session)
    late = tenants.overdue(today)
    for flag in tenants.FLAGS:
        percent = rolled_out.get(flag.name)
        extent = f"{percent} % of tenants" if percent is not None else "as it comes"
        standing = f"{flag.name}: {'on' if flag.is_on else 'off'} by default, {extent}"
        ends = f"{flag.owner} takes it out by {flag.expires}"
        say(f"{standing}; {ends}{' (overdue)' if flag in late else ''}")


async def recount(settings: Settings, slug: str | None, *, mend: bool, say: Say) -> int:
    """How much differed, of one tenant or of all; each figure that did is said."""
    async with _operators_database(settings) as (operator, _):
        if slug is None:
            async with operator.house() as session:
                wanted = await tenants.list_tenants(session)
        else:
            wanted = [await Directory(operator).by_slug(slug)]
        return sum([await _recount_tenant(operator, one, mend=mend, say=say) for one in wanted])


@asynccontextmanager
async def _operators_database(settings: Settings) -> AsyncIterator[tuple[Database, KeyStore]]:
    """As the worker role. A foreign master key is refused before it seals a new tenant's keys."""
    master = MasterKey.load(settings.master_key_file)
    keys = KeyStore(settings.keys_dir, master)
    async with opened_database(settings, keys, part="work", size=1) as operator:
        await refuse_unusable_database(settings, master, part="work")
        yield operator, keys


async def _add_owner(operator: Database, tenant: Tenant, owner: Owner) -> None:
    password = await identity.new_password(owner.password)
    async with operator.transaction(_context(tenant)) as tx:
        await identity.add_staff(
            tx,
            name=owner.name,
            email=owner.email,
            password=password,
            role="owner",
            language=tenant.locale,
        )


async def _recount_tenant(operator: Database, tenant: Tenant, *, mend: bool, say: Say) -> int:
    """First everybody one by one, then the sums: these follow from how each was counted."""
    many, corrected, after = 0, 0, customers.FIRST
    while True:
        async with operator.transaction(_context(tenant)) as tx:
            walked = await customers.recount_some(tx, after=after, most=RECOUNT_BATCH, mend=mend)
        many, corrected = many + walked.many, corrected + walked.corrected
        if walked.next is None:
            break
        after = walked.next
    async with operator.transaction(_context(tenant)) as tx:
        wrong = await customers.recount_figures(tx, mend=mend)
    for figure in wrong:
        say(f"{tenant.slug}  {figure}")
    say(
        f"{tenant.slug}  {many} customers, {corrected} counted otherwise than they are,"
        f" {len(wrong)} figures that did not add up"
    )
    return corrected + len(wrong)


async def _of_tenant(operator: Database, tenant: Tenant, *, requeue: bool, say: Say) -> int:
    found, after = 0, FIRST
    while True:
        async with operator.transaction(_context(tenant)) as tx:
            letters = await dead_letters(tx, after=after, most=PAGE)
            for letter in letters:
                say(f"{tenant.slug}  {letter.reaction}  {letter.fact_id}  {letter.reason}")
                if requeue:
                    await requeue_dead(tx, fact_id=letter.fact_id, reaction=letter.reaction)
        found += len(letters)
        if len(letters) < PAGE:
            return found
        after = letters[-1].place


async def _show_rejected(operator: Database, say: Say) -> None:
    after = 0
    while True:
        async with operator.house() as session:
            held = await held_jobs(session, after=after, most=PAGE)
        for job in held:
            if job.reason in REJECTED:
                say(f"rejected  queue {job.queue_id}  {job.reason}")
        if len(held) < PAGE:
            return
        after = held[-1].queue_id


def _context(tenant: Tenant) -> Context:
    return Context(TenantId(tenant.id), actor_kind="operator", origin="system")
