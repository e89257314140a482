"""A live screen hears of its own tenant's newest fact, also after the connection was lost."""

import asyncio

from regulars.runtime.live import CHANNEL, LiveFeed, Subscription
from tests.instruments.installation import Installation

ONE, OTHER = "aaaa0000", "bbbb0000"


async def notify(installation: Installation, *payloads: str) -> None:
    async with installation.connection("work") as connection:
        for payload in payloads:
            await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, payload)


# A server that asks for SCRAM, and goes on with no words of it.
NONSENSE = b"".join(
    b"R" + (8 + len(rest)).to_bytes(4, "big") + code.to_bytes(4, "big") + rest
    for code, rest in ((10, b"SCRAM-SHA-256\0\0"), (11, b"nonsense"))
)


async def test_a_reader_hears_of_its_own_tenant_only(installation: Installation) -> None:
    async with LiveFeed(installation.settings.database_url).running() as feed:
        await feed.listening()
        async with feed.subscription(ONE) as reader, feed.subscription(OTHER) as neighbour:
            await notify(installation, f"{OTHER}:7", f"{ONE}:8")
            assert await anext(reader) == 8
            assert await anext(neighbour) == 7


async def test_what_comes_while_a_reader_is_busy_becomes_one() -> None:
    reader = Subscription()
    for seq in (3, 5, 4):
        reader.tell(seq)
    assert await anext(reader) == 5
    assert not reader._news.is_set()


async def test_every_reader_of_a_tenant_hears_and_one_that_left_is_forgotten(
    installation: Installation,
) -> None:
    async with LiveFeed(installation.settings.database_url).running() as feed:
        await feed.listening()
        async with feed.subscription(ONE) as first:
            async with feed.subscription(ONE) as second:
                await notify(installation, f"{ONE}:1")
                assert (await anext(first), await anext(second)) == (1, 1)
            await notify(installation, f"{ONE}:2")
            assert await anext(first) == 2
        assert feed._readers == {}


async def test_a_notification_that_is_nobodys_is_passed_over(installation: Installation) -> None:
    async with LiveFeed(installation.settings.database_url).running() as feed:
        await feed.listening()
        async with feed.subscription(ONE) as reader:
            await notify(installation, "", ":", f"{ONE}:", f"{ONE}:-1", f"{ONE}:٣", f"{ONE}:9")
            assert await anext(reader) == 9


async def test_a_lost_connection_is_made_anew_and_wakes_everybody(
    installation: Installation,
) -> None:
    async with LiveFeed(installation.settings.database_url).running() as feed:
        await feed.listening()
        async with feed.subscription(ONE) as reader:
            await notify(installation, f"{ONE}:4")
            assert await anext(reader) == 4
            await installation.as_superuser(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{installation.name}' AND query LIKE '%LISTEN%'"
            )
            # Woken by the reconnection itself: what was said meanwhile is looked for.
            assert await asyncio.wait_for(anext(reader), 30) == 4
            await feed.listening()
            await notify(installation, f"{ONE}:5")
            assert await anext(reader) == 5


async def test_a_feed_outlives_whatever_answers_in_the_databases_place() -> None:
    """The driver calls it a fault of its own; live screens come back after it all the same."""
    calls = asyncio.Queue[None]()

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.put_nowait(None)
        writer.write(NONSENSE)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    dsn = f"postgresql://somebody:secret@127.0.0.1:{port}/none?sslmode=disable"
    async with server, LiveFeed(dsn).running(), asyncio.timeout(30):
        for _ in range(2):
            await calls.get()


async def test_a_feed_ends_while_the_database_is_away() -> None:
    async with LiveFeed("postgresql://nobody@/none?host=/nowhere").running():
        await asyncio.sleep(0)
