"""A shop of the demo, made through the operations that anybody's customers go through."""

import random
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from regulars.demo.homes import furnish
from regulars.demo.hours import shop_moments
from regulars.demo.names import Invented, Inventor
from regulars.demo.papers import hand_in_papers
from regulars.demo.pictures import drawn_face
from regulars.demo.shops import Shop
from regulars.demo.stories import tell_a_year
from regulars.domains import customers, identity, tenants
from regulars.domains.customers import Customer, Draft, Stage
from regulars.domains.identity import KeyKind, NewPassword, Staff
from regulars.domains.tenants import Branch, Tenant
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from regulars.runtime.vault.keystore import KeyStore

COUNTRY = "OM"
ROLES = ("owner", "admin", "branch")
BY_PHONE = ("vendor", "driver")
ZONE = ZoneInfo("Asia/Muscat")
BATCH = 500
STAGES: tuple[Stage, ...] = ("guest", "stub", "full")
COMPANIES = 0.03
COMPANIES_STAFFED = 12
CURRENCY = "OMR"
PORTRAYED = 24


@dataclass(frozen=True, slots=True)
class Access:
    """Who may enter a shop of the demo."""

    tenant: Tenant
    api_key: str
    publishable_key: str
    staff: tuple[dict[str, str], ...]


async def make_shop(operator: Database, database: Database, keys: KeyStore, shop: Shop) -> Access:
    tenant = await tenants.open_tenant(
        operator,
        keys,
        slug=shop.slug,
        name=shop.name,
        locale=shop.locale,
        default_country=COUNTRY,
        time_zone=ZONE.key,
    )
    context = Context(tenant.id, actor_kind="system", origin="backfill")
    passwords = {role: secrets.token_urlsafe(9) for role in ROLES}
    hashed = {role: await identity.new_password(text) for role, text in passwords.items()}
    async with database.transaction(context) as tx:
        branches = [
            await tenants.add_branch(tx, name=n, name2=n2, latitude=north, longitude=east)
            for n, n2, north, east in shop.branches
        ]
        await tenants.set_preference_shape(tx, shop.asks)
        team, access = await _let_in(tx, tenant, branches, shop, passwords, hashed)
    inventor = Inventor(shop.seed)
    as_admin = replace(context, actor_kind="staff", actor_id=team[1].id)
    registered = await _register(database, as_admin, shop, inventor, branches)
    await _employ(database, as_admin, registered)
    await _portray(database, as_admin, inventor.chance, registered)
    await furnish(database, as_admin, shop, registered, COUNTRY)
    await tell_a_year(
        database, context, shop, inventor, registered, team, zone=ZONE, country=COUNTRY
    )
    await hand_in_papers(database, as_admin, inventor.chance, registered)
    return access


async def _let_in(
    tx: Tx,
    tenant: Tenant,
    branches: list[Branch],
    shop: Shop,
    passwords: Mapping[str, str],
    hashed: Mapping[str, NewPassword],
) -> tuple[list[Staff], Access]:
    team, staff = [], []
    for role, name in zip(ROLES, shop.staff, strict=True):
        email = f"{role}@{shop.slug}.example.com"
        somebody = await identity.add_staff(
            tx,
            name=name,
            email=email,
            password=hashed[role],
            role=role,
            branch_ids=(branches[0].id,) if role == "branch" else (),
            language=shop.locale,
        )
        team.append(somebody)
        staff.append({"email": email, "password": passwords[role], "role": role})
    staff += [
        await _by_phone(tx, role, name, phone, branches, shop)
        for role, (name, phone) in zip(BY_PHONE, shop.by_phone, strict=True)
    ]
    key = await _key(tx, tenant, "demo", "secret")
    app_key = await _key(tx, tenant, "app", "publishable")
    return team, Access(tenant, key, app_key, tuple(staff))


async def _key(tx: Tx, tenant: Tenant, name: str, kind: KeyKind) -> str:
    _, credential = await identity.create_api_key(
        tx,
        name=name,
        scopes=tuple(identity.SCOPES) if kind == "secret" else (),
        environment="demo",
        tenant_ref=tenant.ref,
        kind=kind,
    )
    return credential.secret


async def _by_phone(
    tx: Tx, role: str, name: str, phone: str, branches: list[Branch], shop: Shop
) -> dict[str, str]:
    """They have no password: the code is read where the demo's messages are shown."""
    await identity.add_staff(
        tx,
        name=name,
        phone=phone,
        role=role,
        branch_ids=(branches[-1].id,) if role == "vendor" else (),
        language=shop.locale,
    )
    return {"phone": phone, "role": role}


async def _register(
    database: Database,
    context: Context,
    shop: Shop,
    inventor: Inventor,
    branches: list[Branch],
) -> list[Customer]:
    """Oldest first, so that numbers rise with time."""
    many = shop.customers_count + shop.deleted_count
    moments = shop_moments(inventor.chance, ZONE, now=datetime.now(UTC), count=many)
    registered: list[Customer] = []
    for start in range(0, len(moments), BATCH):
        batch = moments[start : start + BATCH]
        drafts = [_draft(shop, inventor, branches, moment) for moment in batch]
        async with database.transaction(context) as tx:
            registered += await customers.register_many(tx, drafts)
    return registered


def _draft(shop: Shop, inventor: Inventor, branches: list[Branch], moment: datetime) -> Draft:
    chance = inventor.chance
    (stage,) = chance.choices(STAGES, shop.stages)
    given: dict[str, Any] = {}
    if stage != "guest":
        is_company = chance.random() < COMPANIES
        somebody = inventor.company() if is_company else inventor.person()
        given = {
            "kind": "company" if is_company else "person",
            **_named(shop, inventor, somebody),
            "phone": somebody.phone,
            "language": chance.choices((shop.locale, "ar", "en"), (3, 1, 1))[0],
        }
        if stage == "full":
            given |= _in_full(shop, inventor, somebody)
        if is_company:
            given |= _terms(chance)
    if chance.random() < 0.12:
        given["tags"] = [chance.choice(shop.tags)]
    given["branch_id"] = str(chance.choice(branches).id)
    begun: Stage = "stub" if stage == "full" else stage
    draft = customers.read_draft(begun, given, country=COUNTRY, created_at=moment)
    return replace(draft, stage=stage)


def _in_full(shop: Shop, inventor: Inventor, somebody: Invented) -> dict[str, Any]:
    chance = inventor.chance
    given: dict[str, Any] = {"email": somebody.email}
    if somebody.gender and chance.random() < 0.7:
        born = (chance.randrange(1950, 2008), chance.randrange(1, 13), chance.randrange(1, 29))
        given |= {"gender": somebody.gender, "birth_date": "{}-{:02d}-{:02d}".format(*born)}
    if chance.random() < 0.8:
        given["preferences"] = chance.choice(shop.preferences)
    return given


def _terms(chance: random.Random) -> dict[str, Any]:
    """Tax numbers of a form that none is given in."""
    return {
        "tax_id": f"OM0000{chance.randrange(10**6):06d}",
        "credit_limit_minor": chance.choice((100_000, 250_000, 500_000, 1_500_000)),
        "currency": CURRENCY,
        "payment_terms_days": chance.choice((7, 14, 30, 45)),
    }


async def _employ(database: Database, context: Context, registered: list[Customer]) -> None:
    """Companies of a shop have people who come by for them."""
    companies = [each for each in registered if each.traits.kind == "company"]
    people = [e for e in registered if e.traits.kind == "person" and e.stage != "guest"]
    staffed = [company for company in companies if company.stage == "full"][:COMPANIES_STAFFED]
    for place, company in enumerate(staffed):
        for contact in people[place * 9 : place * 9 + 1 + place % 4]:
            moment = max(company.created_at, contact.created_at) + timedelta(minutes=20)
            told = replace(context, as_of=min(moment, datetime.now(UTC)))
            async with database.transaction(told) as tx:
                given = {"company_id": str(company.id)}
                await customers.change_customer(tx, contact.id, given, country=COUNTRY)


async def _portray(
    database: Database, context: Context, chance: random.Random, registered: list[Customer]
) -> None:
    """The newest regulars, so that the first page of the list shows some faces."""
    people = [e for e in registered if e.traits.kind == "person" and e.stage == "full"]
    for customer in people[-PORTRAYED * 2 :: 2]:
        moment = min(customer.created_at + timedelta(minutes=5), datetime.now(UTC))
        picture = await customers.draw_avatar(drawn_face(chance))
        async with database.transaction(replace(context, as_of=moment)) as tx:
            await customers.set_avatar(tx, customer.id, picture)


def _named(shop: Shop, inventor: Inventor, somebody: Invented) -> dict[str, str]:
    """In the shop's own script, most in the other one too; a few in the other one alone."""
    own, other = somebody.latin, somebody.arabic
    if shop.locale == "ar":
        own, other = other, own
    lot = inventor.chance.random()
    if lot < 0.08:
        return {"name": other}
    return {"name": own, "name2": other} if lot < 0.75 else {"name": own}
