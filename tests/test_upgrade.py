"""A house from before there were codes and accounts comes up to date whole: nobody is lost, locked
out or let in."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from regulars.app import open_keys
from regulars.domains import customers, identity
from regulars.domains.identity import Opening, SignInOutcome
from regulars.domains.identity.factors.passwords import hash_password
from regulars.runtime.context import Context
from regulars.runtime.database import Database, open_database
from regulars.runtime.embedded import EmbeddedServer
from regulars.runtime.migrations import migrate, read_migrations
from regulars.runtime.tx import Tx
from regulars.runtime.vault.durable import private_folder
from regulars.runtime.vault.master import MasterKey
from tests.domains.customers.coming_in import ask, come_in, is_real, owners, wanting
from tests.domains.evidence import asking
from tests.instruments.before_codes import LAST, OldHouse, old_house
from tests.instruments.installation import settings_for
from tests.world import PASSWORD, registered, rolled_back

WAITING = asking(
    "SELECT other_id FROM customers.possible_duplicates"
    " WHERE tenant_id = $1 AND customer_id = $2 AND state = 'open'",
    "customer_id",
)


@pytest.fixture(scope="module")
async def upgraded(
    server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Database, OldHouse]]:
    """Migrated as far as it was known then, lived in, and migrated to today."""
    name = "of_before"
    settings = settings_for(server, name, tmp_path_factory.mktemp("of_before"))
    private_folder(settings.keys_dir)
    master = MasterKey.create(settings.master_key_file)
    maintenance = await asyncpg.connect(server.dsn(database="postgres"))
    await maintenance.execute(f"CREATE DATABASE {name} STRATEGY wal_log")
    known = [each for each in read_migrations() if each.name <= LAST]
    await migrate(settings, master, migrations=known)
    connection = await asyncpg.connect(settings.migrate_database_url)
    hashed = await hash_password(PASSWORD)
    house = await old_house(connection, open_keys(settings), hashed)
    await connection.close()
    assert len(await migrate(settings, master)) == len(read_migrations()) - len(known)
    database = await open_database(settings.database_url, open_keys(settings), size=2)
    yield database, house
    await database.close()
    await maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await maintenance.close()


@pytest.fixture
def house(upgraded: tuple[Database, OldHouse]) -> OldHouse:
    return upgraded[1]


@pytest.fixture
async def tx(upgraded: tuple[Database, OldHouse]) -> AsyncIterator[Tx]:
    database, house = upgraded
    owner = Context(house.tenant_id, actor_kind="staff", actor_id=house.staff["owner"])
    async with rolled_back(database, owner) as opened:
        yield opened


async def signed_in(tx: Tx, house: OldHouse, role: str) -> identity.SignIn:
    attempt = await identity.begin_sign_in(tx, f"{role}@wash.example.com")
    if not await identity.is_proven(attempt, PASSWORD):
        return identity.SignIn(SignInOutcome.REFUSED)
    return await identity.sign_in(tx, attempt, Opening("test", house.ref, timedelta(hours=12)))


async def test_staff_sign_in_with_the_password_they_had(tx: Tx, house: OldHouse) -> None:
    owner, cashier = await signed_in(tx, house, "owner"), await signed_in(tx, house, "branch")
    assert owner.session
    assert owner.session.role == "owner"
    assert cashier.session
    assert cashier.session.branch == house.branches[0]
    assert (await signed_in(tx, house, "admin")).outcome is SignInOutcome.REFUSED


async def test_who_was_signed_in_stays_so_and_has_proven_nothing_by_the_upgrade(
    tx: Tx, house: OldHouse
) -> None:
    for named, branch in (("owner, test", None), ("branch, test", house.branches[0])):
        session = await identity.recognise_session(tx, house.sessions[named])
        assert session
        assert (session.branch, session.needs, session.is_fresh) == (branch, "nothing", False)


async def test_a_live_owner_who_is_signed_in_has_to_set_a_second_step_up(
    tx: Tx, house: OldHouse
) -> None:
    session = await identity.recognise_session(tx, house.sessions["owner, live"])
    assert session
    assert session.needs == "enrolment"


async def test_keys_open_what_they_opened(tx: Tx, house: OldHouse) -> None:
    key = await identity.recognise_api_key(tx, house.keys["everything"])
    assert key
    assert key.kind == "secret"
    assert set(key.scopes) == {"customers:read", "customers:write", "settings:write"}
    assert await identity.recognise_api_key(tx, house.keys["revoked"]) is None


async def test_everybody_is_who_they_were(tx: Tx, house: OldHouse) -> None:
    for place, (name, customer_id) in enumerate(house.customers.items(), 1):
        customer = await customers.customer_by_id(tx, customer_id)
        assert (customer.person.name, customer.number) == (name, place)
        assert not customer.is_shut_out or name == "Blocked"
        assert (customer.deleted_at is not None) == (name == "Deleted")
        assert await identity.account_of(tx, "customer", customer_id) is None
    made = await registered(tx, name="Newest", phone="+96891110099")
    assert made.number == len(house.customers) + 1


async def test_a_cashier_sees_the_customers_of_their_branch_alone(tx: Tx, house: OldHouse) -> None:
    seen = await customers.visible_ids(tx, house.customers.values())
    assert seen == set(house.customers.values())
    await tx._session.narrow(str(house.branches[0]))
    seen = await customers.visible_ids(tx, house.customers.values())
    assert seen == {house.customers["Ana"]}


@pytest.mark.parametrize(
    ("phone", "opens"),
    [
        ("91110001", "Ana"),
        ("91110002", "new"),
        ("91110003", "nothing"),
        ("91110004", "new"),
        ("91110005", "Full"),
        ("91110006", "Proven"),
        ("91110007", "new"),
    ],
)
async def test_a_number_of_before_opens_what_it_would_today(
    tx: Tx, house: OldHouse, phone: str, opens: str
) -> None:
    entered = await come_in(tx, phone=phone)
    if opens == "nothing":
        assert entered is None
        return
    assert entered
    assert entered.is_new == (opens == "new")
    assert entered.customer_id
    if opens != "new":
        assert entered.customer_id == house.customers[opens]
    assert await owners(tx, "phone", f"+968{phone}") == [entered.customer_id]


async def test_who_shared_a_number_waits_for_staff(tx: Tx, house: OldHouse) -> None:
    entered = await come_in(tx, phone="91110002")
    assert entered
    waiting: set[UUID] = {
        row["other_id"] for row in await tx.rows(WAITING, customer_id=entered.customer_id)
    }
    assert waiting == {house.customers["Huda"], house.customers["Salim"]}


async def test_who_was_full_stays_so_and_who_proved_a_phone_signs_in(
    tx: Tx, house: OldHouse
) -> None:
    for name in ("Full", "Linen LLC"):
        assert (await customers.customer_by_id(tx, house.customers[name])).stage == "full"
    assert await is_real(tx, await ask(tx, wanting("login", phone="91110006")))
    assert not await is_real(tx, await ask(tx, wanting("login", phone="91110005")))
