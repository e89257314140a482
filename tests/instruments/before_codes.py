"""A house as it stood before customers had accounts: rows as that version wrote them, by
statements of its own, on the migrations that it knew. Nothing here follows later changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from regulars.domains.customers.model import CUSTOMER_PERSON
from regulars.domains.identity.credentials import Credential, mint_credential
from regulars.domains.identity.staff.model import STAFF_PERSON
from regulars.kernel.ids import TenantId, new_id, new_ref
from regulars.runtime.vault.documents import SealedDocument
from regulars.runtime.vault.keystore import KeyStore
from regulars.runtime.vault.people import People

LAST = "202611201708_customers_fewer_steps"
BEGUN = datetime(2026, 11, 1, 8, tzinfo=UTC)


@dataclass
class OldHouse:
    """`customers` and `staff` by what they are called below."""

    tenant_id: TenantId
    ref: str
    branches: tuple[UUID, UUID]
    staff: dict[str, UUID] = field(default_factory=dict)
    customers: dict[str, UUID] = field(default_factory=dict)
    sessions: dict[str, Credential] = field(default_factory=dict)
    keys: dict[str, Credential] = field(default_factory=dict)


class OldWriter:
    """Writes rows of one tenant past row security, as a restored dump would."""

    def __init__(self, connection: asyncpg.Connection, store: KeyStore, house: OldHouse) -> None:
        self._connection = connection
        self._house = house
        self._keys = store.tenant(house.tenant_id)
        self._people = People(house.tenant_id, self._keys)

    async def _insert(self, table: str, **values: Any) -> None:
        row = {"tenant_id": self._house.tenant_id, **values}
        places = ", ".join(f"${number}" for number in range(1, len(row) + 1))
        await self._connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})",
            *row.values(),
        )

    async def _sealed(
        self, document: SealedDocument, values: Mapping[str, Any], row_id: UUID
    ) -> dict[str, Any]:
        person = self._people.new()
        wrapped = self._keys.wrap(person.id, person.secret)
        await self._insert("vault.person_keys", id=person.id, wrapped=wrapped)
        sealed = self._people.seal(document, values, row_id=row_id, person=person)
        return {"person_key_id": person.id, "sealed": sealed, "token_epoch": self._keys.epoch}

    async def settle_in(self) -> None:
        house = self._house
        await self._connection.execute(
            "INSERT INTO tenants.directory (id, ref, slug, name, locale)"
            " VALUES ($1, $2, 'wash', 'The wash', 'en')",
            house.tenant_id,
            house.ref,
        )
        await self._insert(
            "tenants.settings",
            default_country="OM",
            time_zone="Asia/Muscat",
            languages=["en", "ar"],
        )
        for branch_id, name in zip(house.branches, ("Qurum", "Seeb"), strict=True):
            await self._insert("tenants.branches", id=branch_id, name=name)

    async def staff(
        self, role: str, password_hash: str, *, branches: Sequence[UUID] = (), **more: Any
    ) -> None:
        staff_id, email = new_id(), f"{role}@wash.example.com"
        words = {"name": role.title(), "email": email}
        await self._insert(
            "identity.staff",
            id=staff_id,
            role=role,
            branch_ids=list(branches),
            language="en",
            email_token=self._keys.token("staff_email", email),
            password_hash=password_hash,
            created_at=BEGUN,
            **await self._sealed(STAFF_PERSON, words, staff_id),
            **more,
        )
        self._house.staff[role] = staff_id

    async def session(self, role: str, *, environment: str, branch: UUID | None = None) -> None:
        """Signed in three hours ago, with nine to go."""
        credential = mint_credential("rs", environment, self._house.ref)
        now = datetime.now(UTC)
        await self._insert(
            "identity.sessions",
            id=new_id(),
            staff_id=self._house.staff[role],
            secret_hash=credential.hashed,
            branch_id=branch,
            created_at=now - timedelta(hours=3),
            last_seen_at=now,
            expires_at=now + timedelta(hours=9),
        )
        self._house.sessions[f"{role}, {environment}"] = credential

    async def key(self, name: str, scopes: Sequence[str], **more: Any) -> None:
        credential = mint_credential("rk", "test", self._house.ref)
        await self._insert(
            "identity.api_keys",
            id=new_id(),
            name=name,
            hint=credential.hint,
            secret_hash=credential.hashed,
            scopes=list(scopes),
            **more,
        )
        self._house.keys[name] = credential

    async def customer(
        self,
        name: str,
        stage: str,
        *,
        proven: datetime | None = None,
        released: datetime | None = None,
        branch: UUID | None = None,
        kind: str = "person",
        person: Mapping[str, str],
        **more: Any,
    ) -> None:
        """`proven` is when their phone was, `released` when their identifiers were let go."""
        customer_id = new_id()
        for which in ("phone", "email"):
            if value := person.get(which):
                await self._insert(
                    "customers.identifiers",
                    customer_id=customer_id,
                    kind=which,
                    token=self._keys.token(which, value),
                    token_epoch=self._keys.epoch,
                    verified_at=proven if which == "phone" else None,
                    released_at=released,
                )
        await self._insert(
            "customers.customers",
            id=customer_id,
            number=len(self._house.customers) + 1,
            stage=stage,
            kind=kind,
            branch_id=branch,
            branch_refs=[str(branch)] if branch else [],
            phone_verified_at=proven,
            created_at=BEGUN,
            updated_at=BEGUN,
            **await self._sealed(CUSTOMER_PERSON, {"name": name, **person}, customer_id),
            **more,
        )
        self._house.customers[name] = customer_id


async def old_house(
    connection: asyncpg.Connection, store: KeyStore, password_hash: str
) -> OldHouse:
    house = OldHouse(TenantId(new_id()), new_ref(), (new_id(), new_id()))
    store.create(house.tenant_id)
    write = OldWriter(connection, store, house)
    first, second = house.branches
    now = datetime.now(UTC)
    async with connection.transaction():
        await write.settle_in()
        await write.staff("owner", password_hash)
        await write.staff("admin", password_hash, state="disabled")
        await write.staff("branch", password_hash, branches=[first])
        await write.session("owner", environment="test")
        await write.session("owner", environment="live")
        await write.session("branch", environment="test", branch=first)
        await write.key("everything", ["customers:read", "customers:write", "settings:write"])
        await write.key("revoked", ["customers:read"], revoked_at=now)
        await write.customer("Ana", "stub", branch=first, person={"phone": "+96891110001"})
        for name in ("Huda", "Salim"):
            await write.customer(name, "stub", branch=second, person={"phone": "+96891110002"})
        await write.customer(
            "Blocked", "stub", state="blocked",
            person={"phone": "+96891110003", "block_reason": "Owes us"},
        )  # fmt: skip
        await write.customer(
            "Deleted", "stub", deleted_at=now, released=now, person={"phone": "+96891110004"}
        )
        full = {"phone": "+96891110005", "email": "full@example.com"}
        await write.customer("Full", "full", person=full, completed_at=BEGUN)
        await write.customer("Proven", "stub", proven=now, person={"phone": "+96891110006"})
        linen = {"phone": "+96891110007", "email": "linen@example.com"}
        await write.customer("Linen LLC", "full", kind="company", person=linen)
        await write.customer("Guest", "guest", person={})
        await connection.execute(
            "INSERT INTO customers.counters (tenant_id, last) VALUES ($1, $2)",
            house.tenant_id,
            len(house.customers),
        )
    return house
