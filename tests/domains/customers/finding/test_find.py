"""Finding: one field for number, phone, e-mail and words; pages that hold under inserts."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regulars.domains import customers
from regulars.domains.customers import SORTS, Customer, Filter, Place, Sort
from regulars.runtime.database import Database
from regulars.runtime.opening import ALONG_INDEX
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.instruments.listening import listened_to
from tests.world import World, registered, rolled_back

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


async def find(tx: Tx, q: str = "", **wanted: Any) -> list[Customer]:
    page = await customers.list_customers(tx, Filter(q, **wanted), limit=50, country="OM")
    assert page.next is None
    return list(page.customers)


async def walk(tx: Tx, sort: Sort, *, q: str = "", limit: int = 3) -> list[Customer]:
    """Every page, one after the other."""
    seen: list[Customer] = []
    after: Place | None = None
    while True:
        page = await customers.list_customers(
            tx, Filter(q), limit=limit, country="OM", sort=sort, after=after
        )
        seen += page.customers
        if page.next is None:
            return seen
        assert len(page.customers) == limit
        after = page.next


async def many(tx: Tx, moments: Sequence[datetime], name: str = "Guest") -> list[Customer]:
    drafts = [
        customers.read_draft("guest", {"name": name}, country="OM", created_at=moment)
        for moment in moments
    ]
    return await customers.register_many(tx, drafts)


async def fatma(tx: Tx) -> Customer:
    return await registered(
        tx,
        "full",
        name="Fatma Al-Zadjali",
        name2="فاطمة الزدجالية",
        phone="9987 6543",
        email="Fatma.Z@Example.com",
    )


@pytest.mark.parametrize(
    "q",
    [
        *("+96899876543", "0096899876543", "9987 6543", "99-87-65-43", "٩٩٨٧٦٥٤٣", "۹۹۸۷۶۵۴۳"),
        *("fatma.z@example.com", "FATMA.Z@EXAMPLE.COM", " fatma.z@example.com "),
        *("fatma", "zadjali fatma", "FATMA  AL ZADJALI", "Fátma", "al-zadjali"),
        *("فاطمه", "الزدجاليه فاطمة", "فَاطِمَة", "فاطمة fatma"),
    ],
)
async def test_a_customer_is_found_in_any_writing(tx: Tx, q: str) -> None:
    made = await fatma(tx)
    assert await find(tx, q) == [made]


@pytest.mark.parametrize("form", ["CUST-{:05d}", "cust {}", "Cust-{}", "{}", "  {:04d} "])
async def test_a_customer_is_found_by_number_in_any_writing(tx: Tx, form: str) -> None:
    made = await fatma(tx)
    assert await find(tx, form.format(made.number)) == [made]


@pytest.mark.parametrize(
    "q",
    [
        *("fat", "fatma suleiman", "9987 6544", "fatma@example.com", "CUST-00099", "cust"),
        *("99876", "@", "fatma@", "+", "...", "🙂", "\x00", "%", "99999999"),
    ],
)
async def test_what_nobody_has_finds_nobody(tx: Tx, q: str) -> None:
    await fatma(tx)
    assert await find(tx, q) == []


@pytest.mark.parametrize(
    ("kind", "value", "q"),
    [
        ("word", "fatma", "fatma"),
        ("word", "fatma", "fatma zadjali"),
        ("phone", "+96899876543", "99876543"),
        ("email", "fatma.z@example.com", "fatma.z@example.com"),
    ],
)
async def test_a_collision_of_tokens_is_no_hit(tx: Tx, kind: str, value: str, q: str) -> None:
    """Search tokens are short on purpose, so what they find is judged in the clear."""
    made = await fatma(tx)
    stranger = await registered(tx, name="Stranger Zadjali", phone="91234567")
    collide = asking(
        "UPDATE customers.customers SET tokens = tokens || $3::int4"
        " WHERE tenant_id = $1 AND id = $2",
        "id",
        "token",
    )
    assert await tx.run(collide, id=stranger.id, token=tx.keys.number_token(kind, value))
    assert await find(tx, q) == [made]


async def test_two_tenants_make_different_tokens_of_one_word(
    shared_database: Database, world: World
) -> None:
    tokens = []
    for house in (world.laundry, world.bakery):
        async with rolled_back(shared_database, house.context) as tx:
            tokens.append((tx.keys.number_token("word", "ana"), tx.keys.token("phone", "+968")))
    assert tokens[0][0] != tokens[1][0]
    assert tokens[0][1] != tokens[1][1]


async def test_a_search_sees_its_own_tenant_only(shared_database: Database, world: World) -> None:
    for house in (world.laundry, world.bakery):
        async with rolled_back(shared_database, house.context) as tx:
            for q in ("ana", "91112233", "1"):
                assert await find(tx, q) == [house.ana]


async def test_the_search_function_answers_for_the_tenant_of_the_transaction_only(
    tx: Tx, world: World
) -> None:
    spy = asking(
        "SELECT count(*) FROM customers.ids_by_tokens("
        "$2, '{}', NULL, NULL, false, NULL, NULL, NULL, NULL, 'number',"
        " NULL, 0, NULL, 100), (SELECT $1::uuid) AS mine",
        "other",
    )
    assert await tx.value(spy, other=world.laundry.tenant.id) == 1
    assert await tx.value(spy, other=world.bakery.tenant.id) == 0


@pytest.mark.parametrize("q", ["", "walk-in"])
async def test_each_state_and_stage_lists_its_own(tx: Tx, world: World, q: str) -> None:
    guest = await registered(tx, "guest", name="Walk-in")
    stub = await registered(tx, name="Walk-in", phone="91234567")
    gone = await registered(tx, "guest", name="Walk-in")
    await customers.block_customer(tx, stub.id, reason="did not pay")
    await customers.delete_customer(tx, gone.id)
    ana = [] if q else [world.laundry.ana.id]

    async def ids(**wanted: Any) -> list[Any]:
        return [customer.id for customer in await find(tx, q, **wanted)]

    assert sorted(await ids()) == sorted([*ana, guest.id, stub.id])
    assert await ids(state="deleted") == [gone.id]
    assert await ids(state="blocked") == [stub.id]
    assert await ids(state="active") == ana
    assert await ids(state="temporary") == [guest.id]
    assert await ids(state="suspended") == []
    assert await ids(stage="guest") == [guest.id]
    assert sorted(await ids(stage="stub")) == sorted([*ana, stub.id])
    assert await ids(stage="full") == []


@pytest.mark.parametrize("q", ["", "walk-in"])
async def test_language_kind_and_tag_narrow_a_list_and_a_search_alone_and_together(
    tx: Tx, q: str
) -> None:
    ana = await registered(tx, "guest", name="Walk-in", language="en", tags=["vip", "2026"])
    noor = await registered(tx, "guest", name="Walk-in", language="ar", tags=["vip"])
    shop = await registered(tx, "guest", name="Walk-in", kind="company", language="ar")
    await customers.block_customer(tx, noor.id, reason="did not pay")

    async def ids(**wanted: Any) -> set[Any]:
        return {customer.id for customer in await find(tx, q, **wanted)} & {
            ana.id,
            noor.id,
            shop.id,
        }

    assert await ids(language="ar") == {noor.id, shop.id}
    assert await ids(kind="company") == {shop.id}
    assert await ids(tag="vip") == {ana.id, noor.id}
    assert await ids(tag="VIP") == set()
    assert await ids(tag="vip\x00") == set()
    assert await ids(language="ar", kind="person") == {noor.id}
    assert await ids(language="en", tag="vip", state="temporary", stage="guest") == {ana.id}
    assert await ids(tag="vip", state="blocked") == {noor.id}
    assert await ids(language="en", kind="company") == set()


async def test_contacts_of_a_company_are_narrowed_too(tx: Tx) -> None:
    company = await registered(tx, "guest", name="Laundry of the port", kind="company")
    mine = [
        await registered(tx, "guest", name="Contact", company_id=str(company.id), tags=[tag])
        for tag in ("driver", "office")
    ]
    for q in ("", "contact"):
        found = await find(tx, q, company_id=company.id, tag="office")
        assert [customer.id for customer in found] == [mine[1].id]


@pytest.mark.parametrize("sort", SORTS)
async def test_pages_of_a_narrowed_list_show_everybody_meant_once_however_few_are_looked_at(
    tx: Tx, sort: Sort
) -> None:
    """A page stops after so many looked at, and the next one goes on exactly there."""
    moments = [LONG_AGO + timedelta(days=day) for day in (5, 1, 1, 1, 3, 3, 1, 4, 4, 4)]
    drafts = [
        customers.read_draft(
            "guest",
            {"name": "Guest", "tags": ["odd"] if place % 4 == 1 else []},
            country="OM",
            created_at=moment,
        )
        for place, moment in enumerate(moments)
    ]
    made = await customers.register_many(tx, drafts)
    wanted = sorted(
        (c for c in made if c.traits.tags),
        key=lambda c: (c.number if sort.endswith("number") else c.created_at, c.id),
    )
    for reach, limit in ((1, 5), (3, 5), (3, 1), (4, 2), (100, 1), (100, 50)):
        seen: list[Customer] = []
        pages, after = 0, None
        while pages == 0 or after is not None:
            page = await customers.list_customers(
                tx,
                Filter(tag="odd"),
                limit=limit,
                country="OM",
                sort=sort,
                after=after,
                reach=reach,
            )
            seen += page.customers
            after, pages = page.next, pages + 1
            assert len(page.customers) <= limit
        assert seen == (wanted[::-1] if sort.startswith("-") else wanted), (reach, limit)


async def test_the_tags_offered_are_those_in_use_the_most_used_first(tx: Tx) -> None:
    for tags in (["b", "a"], ["a"], ["c", "a", "b"], []):
        await registered(tx, "guest", name="Walk-in", tags=tags)
    assert [tag for tag in await customers.used_tags(tx) if tag in "abc"] == ["a", "b", "c"]


async def test_a_deleted_customer_is_found_by_nothing_but_asking_for_deleted_ones(tx: Tx) -> None:
    gone = await fatma(tx)
    await customers.delete_customer(tx, gone.id)
    for q in ("fatma", "99876543", "fatma.z@example.com", gone.shown_number):
        assert await find(tx, q) == []
        assert [c.id for c in await find(tx, q, state="deleted")] == [gone.id]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("q", ["", "guest"])
async def test_pages_show_everybody_once_in_order_though_many_came_at_one_moment(
    tx: Tx, sort: Sort, q: str
) -> None:
    moments = [LONG_AGO + timedelta(days=day) for day in (5, 1, 1, 1, 3, 3, 1, 4, 4, 4)]
    made = await many(tx, moments)
    seen = [c for c in await walk(tx, sort, q=q) if c.person.name == "Guest"]
    wanted = sorted(
        made, key=lambda c: (c.number if sort.endswith("number") else c.created_at, c.id)
    )
    assert seen == (wanted[::-1] if sort.startswith("-") else wanted)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("q", ["", "guest"])
async def test_pages_neither_repeat_nor_skip_while_others_come_and_go(
    tx: Tx, sort: Sort, q: str
) -> None:
    made = await many(tx, [LONG_AGO + timedelta(days=day) for day in range(8)])
    first = await customers.list_customers(tx, Filter(q), limit=4, country="OM", sort=sort)
    await many(tx, [LONG_AGO - timedelta(days=1), LONG_AGO + timedelta(days=90)])
    last_seen = first.customers[-1]
    await customers.delete_customer(tx, last_seen.id)
    rest = await customers.list_customers(
        tx, Filter(q), limit=50, country="OM", sort=sort, after=first.next
    )
    seen = [c.id for c in (*first.customers, *rest.customers)]
    assert len(seen) == len(set(seen))
    assert {c.id for c in made} <= set(seen)


async def test_the_last_page_promises_no_other(tx: Tx) -> None:
    await many(tx, [LONG_AGO] * 3)
    for limit, is_more in [(3, True), (4, False), (5, False)]:
        page = await customers.list_customers(tx, Filter(), limit=limit, country="OM")
        assert (page.next is not None) == is_more


async def test_branch_staff_see_and_find_the_customers_of_their_branch_only(
    installation: Installation, world: World
) -> None:
    first, second = world.laundry.branches
    async with installation.database() as database:
        async with database.transaction(world.laundry.context) as tx:
            mine = await registered(
                tx, name="Mine", phone="91234501", email="a@example.com", branch_id=str(first.id)
            )
            other = await registered(
                tx, name="Other", phone="91234502", email="b@example.com", branch_id=str(second.id)
            )
            nowhere = await registered(tx, name="Nowhere", phone="91234503")
        async with database.transaction(world.laundry.cashier_context) as tx:
            assert await find(tx) == [mine]
            for hidden in (other, nowhere):
                email = hidden.person.email or "none-such@example.com"
                for q in (hidden.person.name, hidden.person.phone, email, str(hidden.number)):
                    assert await find(tx, q or "") == []
                for attempt in (
                    customers.customer_by_id(tx, hidden.id),
                    customers.change_customer(tx, hidden.id, {"name": "X"}, country="OM"),
                    customers.delete_customer(tx, hidden.id),
                ):
                    with pytest.raises(customers.CustomerNotFound):
                        await attempt
            for q in ("mine", "91234501", "a@example.com", mine.shown_number):
                assert await find(tx, q) == [mine]
            assert await customers.customers_by_ids(tx, [other.id, mine.id]) == [mine]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("wanted", [Filter(), Filter(tag="VIP")], ids=["everybody", "some"])
async def test_a_page_is_asked_for_along_the_index_of_its_order_and_nothing_after_it(
    tx: Tx, sort: Sort, wanted: Filter
) -> None:
    """A plan for any tenant would fetch and sort a large one whole."""
    listening, reading = listened_to(tx)
    await customers.list_customers(reading, wanted, limit=5, country="OM", sort=sort)
    assert ALONG_INDEX.text in listening.ahead
    as_ever = asking("SELECT current_setting('enable_bitmapscan') WHERE $1::uuid IS NOT NULL")
    assert await reading.value(as_ever) == "on"
