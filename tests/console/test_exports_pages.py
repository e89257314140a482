"""Exports in the console: the count first, few rows at once, many by the worker, theirs alone."""

import csv
import io
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from regulars.domains import customers
from regulars.runtime.database import Database
from regulars.runtime.tasks import own_tasks
from tests.console.visitors import Served, Visitor
from tests.domains.exports.files import made
from tests.instruments.installation import Installation
from tests.world import House, World, registered

EVERYTHING = {"columns": "all", "phones": "full"}


@pytest.fixture
async def own_database(installation: Installation) -> AsyncIterator[Database]:
    async with installation.database() as opened:
        yield opened


async def fill(database: Database, house: House, many: int) -> None:
    async with database.transaction(house.context) as tx:
        drafts = [customers.read_draft("guest", {}, country="OM") for _ in range(many)]
        await customers.register_many(tx, drafts)


async def facts_of(installation: Installation, name: str) -> int:
    async with installation.connection() as connection:
        counted = "SELECT count(*) FROM journal.facts WHERE name = $1"
        return int(await connection.fetchval(counted, name))


async def newest_task(database: Database, house: House) -> UUID:
    async with database.transaction(house.context) as tx:
        return (await own_tasks(tx))[0].id


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


async def test_the_count_and_how_it_will_come_are_told_before_anything_is_made(
    own_owner: Visitor, own_database: Database, world: World, installation: Installation
) -> None:
    dialog = (await own_owner.post("/customers/exports/draft", {})).text
    assert "1 row" in dialog
    assert "The file comes at once." in dialog
    await fill(own_database, world.laundry, 1_000)
    dialog = (await own_owner.post("/customers/exports/draft", {})).text
    assert "1,001 rows" in dialog
    assert "made in the background" in dialog
    nobody = (await own_owner.post("/customers/exports/draft", {"stage": "full"})).text
    assert "nothing to export" in nobody
    assert "Download" not in nobody
    assert await facts_of(installation, "exports.made") == 0


async def test_few_customers_come_at_once_and_each_is_written_down(
    own_owner: Visitor, world: World, installation: Installation
) -> None:
    for many in (1, 2):
        file = await own_owner.post("/customers/exports", EVERYTHING, htmx=False)
        assert file.headers["content-type"] == "text/csv; charset=utf-8"
        assert file.content.startswith(b"\xef\xbb\xbf")
        (header, row) = rows_of(file.content)
        assert row[header.index("phone")] == "'+96891112233"
        async with installation.connection() as connection:
            looks = await connection.fetch(
                "SELECT subject_ids, actor_id, route FROM audit.reads WHERE kind = 'exported'"
            )
        # Never deduplicated, as other looks are.
        assert [look["subject_ids"] for look in looks] == [[world.laundry.ana.id]] * many
        assert {look["actor_id"] for look in looks} == {world.laundry.owner.id}
        assert await facts_of(installation, "exports.made") == many


async def test_a_file_has_the_columns_of_the_list_and_masks_when_asked(
    own_owner: Visitor,
) -> None:
    own_owner.client.cookies.set("columns", "customer.number.phone")
    file = await own_owner.post("/customers/exports", {"phones": "masked"}, htmx=False)
    header, _ = rows_of(file.content)
    assert header == ["number", "name", "name2", "phone_masked"]
    assert "91112233" not in file.text


@pytest.mark.parametrize(
    "narrowed",
    [{"tongue": "ar"}, {"kind": "company"}, {"tag": "VIP"}, {"tag": "VIP", "kind": "company"}],
)
async def test_a_list_that_is_narrowed_is_exported_as_narrow_as_it_stands(
    own_owner: Visitor, own_database: Database, world: World, narrowed: dict[str, str]
) -> None:
    """Whoever looks at twelve customers does not take everybody along."""
    async with own_database.transaction(world.laundry.context) as tx:
        meant = await registered(
            tx,
            name="Of the list",
            phone="90001111",
            kind="company",
            language="ar",
            tags=["VIP"],
        )
        await registered(tx, name="Of nobody's list", phone="90002222", language="en")
    dialog = (await own_owner.post("/customers/exports/draft", narrowed)).text
    assert "1 row" in dialog
    file = await own_owner.post("/customers/exports", {**EVERYTHING, **narrowed}, htmx=False)
    (header, *rows) = rows_of(file.content)
    assert [row[header.index("number")] for row in rows] == [meant.shown_number]


async def test_words_of_a_search_stand_in_no_file_name(own_owner: Visitor) -> None:
    found = await own_owner.search("Ana")
    sealed = found.headers["hx-replace-url"].partition("?s=")[2]
    file = await own_owner.post("/customers/exports", {**EVERYTHING, "s": sealed}, htmx=False)
    assert len(rows_of(file.content)) == 2
    assert "ana" not in file.headers["content-disposition"].lower()
    # A search that cannot be opened must not become everybody.
    lost = await own_owner.post("/customers/exports", {**EVERYTHING, "s": "xx"}, htmx=False)
    assert lost.status_code == 422
    assert "content-disposition" not in lost.headers


async def test_many_are_made_by_the_worker_and_taken_from_a_page(
    own_owner: Visitor, own_database: Database, world: World, installation: Installation
) -> None:
    house = world.laundry
    await fill(own_database, house, 1_200)
    asked = await own_owner.post("/customers/exports", EVERYTHING, htmx=False)
    assert (asked.status_code, asked.headers["location"]) == (303, "/c/laundry/customers")
    assert "find it in the tray" in (await own_owner.get("/customers")).text
    id_ = await newest_task(own_database, house)
    page = f"/exports/{id_}"
    assert "waiting" in (await own_owner.get(page)).text
    assert (await own_owner.get(f"{page}/file")).status_code == 404
    async with installation.database("work") as work:
        await made(installation, own_database, work, house, house.context, id_)
    assert f"/c/laundry{page}/file" in (await own_owner.get("/tasks", htmx=True)).text
    assert "1,201 rows" in (await own_owner.get(page)).text
    file = await own_owner.get(f"{page}/file")
    assert 'filename="laundry-customers-' in file.headers["content-disposition"]
    assert file.headers["cache-control"] == "no-store"
    assert int(file.headers["content-length"]) == len(file.content)
    assert len(rows_of(file.content)) == 1_202
    assert await facts_of(installation, "exports.downloaded") == 1


async def test_somebody_elses_file_is_as_unknown_as_nobodys(
    own_owner: Visitor,
    own_console: Served,
    own_database: Database,
    world: World,
    installation: Installation,
) -> None:
    house = world.laundry
    await fill(own_database, house, 1_001)
    await own_owner.post("/customers/exports", EVERYTHING, htmx=False)
    id_ = await newest_task(own_database, house)
    async with installation.database("work") as work:
        await made(installation, own_database, work, house, house.context, id_)
    others = [
        (house, house.admin),
        (house, house.cashier),
        (world.bakery, world.bakery.owner),
    ]
    for of_house, person in others:
        async with own_console.visitor(of_house, person) as other:
            for shown in (id_, uuid4()):
                assert (await other.get(f"/exports/{shown}")).status_code == 404
                assert (await other.get(f"/exports/{shown}/file")).status_code == 404
                calling_off = await other.post(f"/exports/{shown}/calling-off", {}, htmx=False)
                assert calling_off.status_code == 404
    assert (await own_owner.get(f"/exports/{id_}/file")).status_code == 200


async def test_what_goes_on_can_be_called_off_by_page_and_by_tray(
    own_owner: Visitor, own_database: Database, world: World
) -> None:
    await fill(own_database, world.laundry, 1_001)
    for htmx in (False, True):
        await own_owner.post("/customers/exports", EVERYTHING, htmx=False)
        id_ = await newest_task(own_database, world.laundry)
        answer = await own_owner.post(f"/exports/{id_}/calling-off", {}, htmx=htmx)
        assert answer.status_code == (204 if htmx else 303)
        assert "called off" in (await own_owner.get(f"/exports/{id_}")).text
    assert (await own_owner.get("/tasks", htmx=True)).text.count("called off") >= 2


async def test_branch_staff_take_out_their_branch_alone_and_no_trail(
    own_console: Served, own_database: Database, world: World
) -> None:
    house = world.laundry
    async with own_database.transaction(house.context) as tx:
        for place, branch in enumerate(house.branches):
            await registered(tx, "guest", name=f"At {place}", branch_id=str(branch.id))
    async with own_console.visitor(house, house.cashier) as cashier:
        file = await cashier.post("/customers/exports", EVERYTHING, htmx=False)
        assert ("At 0" in file.text, "At 1" in file.text) == (True, False)
        for path in ("/audit/exports", "/audit/exports/draft"):
            assert (await cashier.post(path, {}, htmx=False)).status_code == 403
