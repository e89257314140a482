"""The demo's two shops, made through the operations that anybody's customers go through."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from regulars.demo.names import PREFERENCES, TAGS, Inventor
from regulars.domains import customers, identity, tenants
from regulars.domains.customers import Customer, Draft, Stage
from regulars.domains.tenants import Branch, Tenant
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from regulars.runtime.vault.keystore import KeyStore

COUNTRY = "OM"
BATCH = 500
STORIED = 200
DAYS = 365


@dataclass(frozen=True, slots=True)
class Shop:
    slug: str
    name: str
    locale: Literal["en", "ar"]
    branches: tuple[tuple[str, str], ...]
    customers_count: int
    seed: int


SHOPS = (
    Shop(
        "muscat-laundry",
        "Muscat Laundry",
        "en",
        (("Qurum", "القرم"), ("Seeb", "السيب"), ("Al Khuwair", "الخوير")),
        5_000,
        seed=11,
    ),
    Shop(
        "dar-al-ward",
        "دار الورد",
        "ar",
        (("نزوى", "Nizwa"), ("صحار", "Sohar")),
        800,
        seed=23,
    ),
)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may enter a shop of the demo."""

    tenant: Tenant
    api_key: str
    staff: tuple[dict[str, str], ...]


async def make_shop(operator: Database, database: Database, keys: KeyStore, shop: Shop) -> Access:
    tenant = await tenants.open_tenant(
        operator,
        keys,
        slug=shop.slug,
        name=shop.name,
        locale=shop.locale,
        default_country=COUNTRY,
        time_zone="Asia/Muscat",
    )
    context = Context(tenant.id, actor_kind="system", origin="backfill")
    async with database.transaction(context) as tx:
        branches = [await tenants.add_branch(tx, name=n, name2=n2) for n, n2 in shop.branches]
        access = await _let_in(tx, tenant, branches, shop)
    inventor = Inventor(shop.seed)
    storied = await _register(database, context, shop, inventor, branches)
    await _tell_a_year(database, context, inventor, storied)
    return access


async def _let_in(tx: Tx, tenant: Tenant, branches: list[Branch], shop: Shop) -> Access:
    staff = []
    for role, name in (("owner", "Muna"), ("admin", "Tariq"), ("branch", "Asma")):
        password = secrets.token_urlsafe(9)
        email = f"{role}@{shop.slug}.example.com"
        await identity.add_staff(
            tx,
            name=name,
            email=email,
            password=password,
            role=role,
            branch_ids=(branches[0].id,) if role == "branch" else (),
            language=shop.locale,
        )
        staff.append({"email": email, "password": password, "role": role})
    _, credential = await identity.create_api_key(
        tx,
        name="demo",
        scopes=tuple(identity.SCOPES),
        environment="demo",
        tenant_ref=tenant.ref,
    )
    return Access(tenant, credential.secret, tuple(staff))


async def _register(
    database: Database,
    context: Context,
    shop: Shop,
    inventor: Inventor,
    branches: list[Branch],
) -> list[Customer]:
    """Oldest first, so that numbers rise with time. The first of them get a story."""
    now = datetime.now(UTC)
    moments = sorted(
        now - timedelta(days=DAYS * inventor.chance.random() ** 1.6, minutes=1)
        for _ in range(shop.customers_count)
    )
    storied: list[Customer] = []
    for start in range(0, len(moments), BATCH):
        drafts = [_draft(inventor, branches, moment) for moment in moments[start : start + BATCH]]
        async with database.transaction(context) as tx:
            made = await customers.register_many(tx, drafts)
        storied.extend(made[: STORIED - len(storied)])
    return storied


def _draft(inventor: Inventor, branches: list[Branch], moment: datetime) -> Draft:
    chance, person = inventor.chance, inventor.person()
    stage: Stage = chance.choices(("guest", "stub", "full"), (15, 60, 25))[0]
    given: dict[str, Any] = {}
    if stage != "guest":
        given = {"name": person.name, "phone": person.phone}
        if chance.random() < 0.85:
            given["name2"] = person.name2
        given["language"] = chance.choice(("en", "ar", "ar"))
    if stage == "full":
        given["email"] = person.email
        given["birth_date"] = f"{chance.randrange(1950, 2008)}-{chance.randrange(1, 13):02d}-15"
        given["preferences"] = chance.choice(PREFERENCES)
    if chance.random() < 0.12:
        given["tags"] = [chance.choice(TAGS)]
    given["branch_id"] = str(chance.choice(branches).id)
    return customers.read_draft(stage, given, country=COUNTRY, created_at=moment)


async def _tell_a_year(
    database: Database, context: Context, inventor: Inventor, storied: list[Customer]
) -> None:
    """Day by day what happened to some of them; each day is one unit of work of that day."""
    now = datetime.now(UTC)
    for days_ago in range(DAYS - 1, 0, -1):
        moment = now - timedelta(days=days_ago, seconds=inventor.chance.randrange(40_000))
        alive = [customer for customer in storied if customer.created_at < moment]
        chosen = inventor.chance.sample(alive, k=min(len(alive), 3))
        if not chosen:
            continue
        async with database.transaction(replace(context, as_of=moment)) as tx:
            for customer in chosen:
                await _something_happens(tx, inventor, customer)


async def _something_happens(tx: Tx, inventor: Inventor, customer: Customer) -> None:
    """Whatever fits how the customer stands; most days it is a small change."""
    chance, person = inventor.chance, inventor.person()
    now = await customers.customer_by_id(tx, customer.id)
    if now.deleted_at is not None:
        if chance.random() < 0.4:
            await customers.restore_customer(tx, now.id, shared_phone=True)
    elif now.state == "blocked":
        await customers.unblock_customer(tx, now.id)
    elif now.stage == "guest":
        given = {"name": person.name, "name2": person.name2, "phone": person.phone}
        await customers.upgrade_customer(tx, now.id, "stub", given, country=COUNTRY)
    elif (fate := chance.random()) < 0.04:
        await customers.block_customer(tx, now.id, reason="Three orders were not collected")
    elif fate < 0.08:
        await customers.delete_customer(tx, now.id)
    elif fate < 0.2 and now.stage == "stub":
        given = {"email": person.email}
        await customers.upgrade_customer(tx, now.id, "full", given, country=COUNTRY)
    elif fate < 0.35:
        given = {"phone": person.phone}
        await customers.change_customer(tx, now.id, given, country=COUNTRY)
    else:
        changes = {"tags": [chance.choice(TAGS)], "preferences": chance.choice(PREFERENCES)}
        await customers.change_customer(tx, now.id, changes, country=COUNTRY)
