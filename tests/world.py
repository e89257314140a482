"""The cast: two tenants that must never see each other, staff of each role, Ana who is twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from regulars.app import open_keys
from regulars.domains import customers, identity, tenants
from regulars.domains.customers import Address, Customer, Stage
from regulars.domains.identity import (
    AccountSession,
    Issuer,
    Opening,
    Session,
    SignIn,
    SignInOutcome,
    Staff,
    Tokens,
)
from regulars.domains.tenants import Branch, Tenant
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.instruments.installation import Installation

PASSWORD = "a long enough password"


@dataclass(frozen=True, slots=True)
class House:
    """One tenant with its people."""

    tenant: Tenant
    branches: tuple[Branch, Branch]
    owner: Staff
    admin: Staff
    cashier: Staff  # of the first branch only
    api_key: str  # every scope
    reading_key: str  # customers:read alone
    publishable_key: str  # in every copy of the house's app
    ana: Customer
    address: Address  # hers, and so her default

    @property
    def context(self) -> Context:
        return Context(self.tenant.id, actor_kind="staff", actor_id=self.owner.id)

    @property
    def issuer(self) -> Issuer:
        """As a server that has no public address calls itself."""
        return Issuer(f"http://localhost:8400/p/{self.tenant.slug}", self.tenant.ref, "test")

    @property
    def cashier_context(self) -> Context:
        return Context(
            self.tenant.id,
            actor_kind="staff",
            actor_id=self.cashier.id,
            branch=self.branches[0].id,
        )


@dataclass(frozen=True, slots=True)
class World:
    """`laundry` and `bakery` share no row, though the same Ana is a customer of both."""

    laundry: House
    bakery: House


async def app_sign_in(
    tx: Tx, house: House, holder_id: UUID | None = None
) -> tuple[AccountSession, Tokens]:
    """Somebody, Ana where nobody is named, signed in with an app."""
    account = await identity.open_account(tx, "customer", holder_id or house.ana.id)
    begun = await identity.begin_account_session(
        tx,
        account.id,
        "app",
        device_id=None,
        seen_with="app",
        environment="test",
        tenant_ref=house.tenant.ref,
    )
    assert begun is not None
    session, _ = begun
    return session, await identity.issue_tokens(tx, session, house.issuer)


async def staff_sign_in(
    tx: Tx, house: House, staff: Staff, branch: Branch | None = None
) -> tuple[Session, Tokens]:
    """Somebody of the staff, with no second factor, signed in with an app."""
    opening = Opening(
        "test",
        house.tenant.ref,
        timedelta(hours=12),
        seen_with="app",
        client="app",
        branch_id=branch.id if branch else None,
    )
    signed = await identity.open_session(tx, staff.id, opening, came=identity.Came())
    assert signed.session is not None
    tokens = await identity.issue_staff_tokens(tx, signed.session, house.issuer)
    assert tokens is not None
    return signed.session, tokens


class _RollBack(Exception):
    """Leaves a unit of work without keeping it."""


@asynccontextmanager
async def rolled_back(database: Database, context: Context) -> AsyncIterator[Tx]:
    """One transaction that is written to the journal and then forgotten."""
    try:
        async with database.transaction(context) as tx:
            yield tx
            await tx.flush()
            raise _RollBack
    except _RollBack:
        pass


async def people_the_world(installation: Installation) -> World:
    async with (
        installation.database("work") as operator,
        installation.database("app") as database,
    ):
        return World(
            laundry=await _house(installation, operator, database, "laundry", "en"),
            bakery=await _house(installation, operator, database, "bakery", "ar"),
        )


async def registered(tx: Tx, stage: Stage = "stub", **given: Any) -> Customer:
    """A customer of the Muscat kind, in one line; full ones as if they had proven their phone."""
    shared = given.pop("shared_phone", False)
    begun: Stage = "stub" if stage == "full" else stage
    draft = customers.read_draft(begun, given, country="OM", shared_phone=shared)
    return await customers.register(tx, replace(draft, stage=stage))


async def phone_proven(tx: Tx, customer_id: UUID) -> Customer:
    """As after a right code at the counter: whoever has all the rest is full with it."""
    customer = await customers.customer_by_id(tx, customer_id)
    token = tx.keys.token("phone", str(customer.person.phone))
    await customers.mark_proven(tx, customer.id, "phone", token)
    return await customers.rise(tx, customer.id)


async def sign_in_whole(
    tx: Tx, *, email: str, password: str, environment: str, tenant_ref: str, lifetime: timedelta
) -> SignIn:
    """The steps of the sign-in page in one unit of work, without its commits between them."""
    attempt = await identity.begin_sign_in(tx, email)
    if not await identity.is_proven(attempt, password):
        return SignIn(SignInOutcome.REFUSED)
    return await identity.sign_in(tx, attempt, Opening(environment, tenant_ref, lifetime))


async def _house(
    installation: Installation, operator: Database, database: Database, slug: str, locale: Any
) -> House:
    tenant = await tenants.open_tenant(
        operator,
        open_keys(installation.settings),
        slug=slug,
        name=f"The {slug}",
        locale=locale,
        default_country="OM",
        time_zone="Asia/Muscat",
    )
    context = Context(tenant.id, actor_kind="operator", origin="system")
    async with database.transaction(context) as tx:
        first = await tenants.add_branch(tx, name="Qurum", name2="القرم")
        second = await tenants.add_branch(tx, name="Seeb", name2="السيب")
        owner = await _staff(tx, slug, "owner")
        admin = await _staff(tx, slug, "admin")
        cashier = await _staff(tx, slug, "branch", first)
        api_key = await _key(tx, tenant, tuple(identity.SCOPES))
        reading_key = await _key(tx, tenant, ("customers:read",))
        publishable_key = await _key(tx, tenant, (), "publishable")
    async with database.transaction(replace(context, origin="live")) as tx:
        ana = await registered(tx, name="Ana Al Balushi", phone="+968 9111 2233")
        _, address = await customers.add_address(
            tx, ana.id, {"city": "Muscat", "building": "7"}, country="OM"
        )
        ana = await customers.customer_by_id(tx, ana.id)
    staff = (owner, admin, cashier)
    keys = (api_key, reading_key, publishable_key)
    return House(tenant, (first, second), *staff, *keys, ana, address)


async def _staff(tx: Tx, slug: str, role: str, branch: Branch | None = None) -> Staff:
    return await identity.add_staff(
        tx,
        name=f"{role.title()} of {slug}",
        email=f"{role}@{slug}.example.com",
        password=await identity.new_password(PASSWORD),
        role=role,
        branch_ids=(branch.id,) if branch else (),
    )


async def _key(
    tx: Tx, tenant: Tenant, scopes: tuple[str, ...], kind: identity.KeyKind = "secret"
) -> str:
    _, credential = await identity.create_api_key(
        tx,
        name="a program",
        scopes=scopes,
        environment="test",
        tenant_ref=tenant.ref,
        kind=kind,
    )
    return credential.secret
