"""The only place that touches the driver: pools, units of work, and what a failure means."""

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Mapping,
    Sequence,
)
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any, TypeVar

import asyncpg

from regulars.kernel.errors import Unavailable
from regulars.runtime.context import Context
from regulars.runtime.conversation import Conversation, Row, Saying
from regulars.runtime.failures import (
    BROKEN,
    DRIVER_FAULTS,
    CommitUnknown,
    PlanOutdated,
    meaning_of,
)
from regulars.runtime.literals import in_full
from regulars.runtime.opening import Opening, is_silent, opening_of, without_sync
from regulars.runtime.pool import Pool
from regulars.runtime.pulse import Pulse
from regulars.runtime.readlog import ReadLog
from regulars.runtime.sql import Statement, statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault.keystore import KeyStore

T = TypeVar("T")
Opened = TypeVar("Opened")

sql = statements_beside(__file__)

# Who finds no free connection is told so within a second.
ACQUIRE_SECONDS = 0.8
# Longer than anybody waits: what is slow to open is there for the next. Not so long that an
# attempt begun while the network was away outlives its return by much.
CONNECT_SECONDS = 5
ROLLBACK_SECONDS = 5
# The server ends by itself what takes too long, and its word needs a moment to come. Who hears
# nothing for longer speaks into a line at whose other end nobody is.
ON_THE_WAY_SECONDS = 2


class DatabaseRefused(Exception):
    """The database may not be used like this; the text says why and how to mend it."""


class Database:
    """A pool of connections and the keys that belong to it."""

    def __init__(self, pool: Pool, keys: KeyStore, pulse: Pulse) -> None:
        self._pool = pool
        self._pulse = pulse
        self._keys = keys
        self._read_log = ReadLog()

    async def unit(self, context: Context, run: Callable[[Tx], Awaitable[T]]) -> T:
        """A unit of work that begins once more, from the start and only once, when the schema
        moved under one of its plans. Whatever `run` does beside `tx` it may do twice."""
        return await self._once_more(lambda: self.transaction(context), run)

    async def house_unit(self, run: Callable[[Conversation], Awaitable[T]]) -> T:
        """The same without a tenant."""
        return await self._once_more(self.house, run)

    async def _once_more(
        self,
        begin: Callable[[], AbstractAsyncContextManager[Opened]],
        run: Callable[[Opened], Awaitable[T]],
    ) -> T:
        """A plan is outdated before its statement does anything, and its transaction is rolled
        back before this is known: what runs again has had no effect, reads and writes alike."""
        try:
            async with begin() as opened:
                return await run(opened)
        except PlanOutdated:
            self._pool.forget_plans()
            async with begin() as opened:
                return await run(opened)

    @asynccontextmanager
    async def transaction(self, context: Context) -> AsyncIterator[Tx]:
        """One unit of work of one tenant. Commits on leaving, rolls back on any exception."""
        keys = self._keys.tenant(context.tenant_id)
        connection = await self._borrowed()
        session = _Session(connection, opening_of(context))
        try:
            tx = Tx(session, context, keys, self._read_log)
            yield tx
            await session.commit(tx.parting())
        except BaseException:
            if session.has_begun:
                await _to_the_end(_abandon(connection))
            raise
        finally:
            self._give_back(session, connection)
        tx.settled()
        if tx.afterwards:
            # These go without a plan, so none is outdated that would have the above done again.
            async with self.transaction(replace(context, reading=False)) as later:
                for event, subject_id, seq in tx.afterwards:
                    later.emit(event, subject_id=subject_id, seq=seq)

    @asynccontextmanager
    async def house(self) -> AsyncIterator[Conversation]:
        """A unit of work without a tenant: it sees the directory and the queue, nobody's rows."""
        connection = await self._borrowed()
        session = _Session(connection)
        try:
            await session.execute("BEGIN")
            yield session
            await session.commit()
        except BaseException:
            await _to_the_end(_abandon(connection))
            raise
        finally:
            self._give_back(session, connection)

    async def is_alive(self) -> bool:
        """Also true while every connection of the pool is taken."""
        return await self._pulse.beats()

    async def answers(self) -> bool:
        """Whether a unit of work can be begun just now."""
        try:
            async with self.house() as session:
                return bool(await session.value(sql.one, {}) == 1)
        except Unavailable:
            return False

    async def close(self) -> None:
        self._pulse.stop()
        await self._pool.close()

    def terminate(self) -> None:
        self._pulse.stop()
        self._pool.terminate()

    def _give_back(self, session: "_Session", connection: asyncpg.Connection) -> None:
        session.end()
        if session.fell_silent:
            # What cut this one off has most likely cut off those that lie idle: each of them
            # would keep somebody waiting as long.
            self._pool.drop_idle()
        self._pool.release(connection)

    async def _borrowed(self) -> asyncpg.Connection:
        try:
            return await self._pool.acquire(within_seconds=ACQUIRE_SECONDS)
        except DRIVER_FAULTS as error:
            raise Unavailable from error


async def open_database(
    dsn: str,
    keys: KeyStore,
    *,
    size: int = 10,
    statement_seconds: float = 60,
    statement_cache_size: int = 1024,
    application_name: str = "regulars",
) -> Database:
    """`statement_seconds` is after how long the server ends a statement of this role. Raises
    DatabaseRefused when the role could see past row security."""

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(
            dsn,
            statement_cache_size=statement_cache_size,
            timeout=CONNECT_SECONDS,
            command_timeout=statement_seconds + ON_THE_WAY_SECONDS,
            server_settings={"application_name": application_name},
        )

    pool = Pool(connect, size)
    try:
        connection = await pool.acquire(within_seconds=CONNECT_SECONDS)
        await _refuse_powerful_role(connection)
    except BaseException:
        pool.terminate()
        raise
    pool.release(connection)
    return Database(pool, keys, Pulse(connect, sql.one))


async def _refuse_powerful_role(connection: asyncpg.Connection) -> None:
    role = await connection.fetchrow(sql.role_at_hand.text)
    assert role is not None
    for is_so, what in (
        (role["is_superuser"], "is a superuser"),
        (role["bypasses"], "has BYPASSRLS"),
        (role["owns_tables"], "owns the tables"),
        (
            role["joins_owner"],
            "is a member of the owner of the tables, or of a role as powerful",
        ),
    ):
        if is_so:
            raise DatabaseRefused(
                f"The database role {role['name']} {what}: row security would not hold it."
                " Use the app or worker role that `regulars migrate` makes."
            )


async def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Shielded: a request that is cancelled here, once or again, must neither hand on its
    transaction nor a connection that is still rolling back."""
    task, cancelled = asyncio.ensure_future(work), None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as again:
            cancelled = again
    if cancelled is not None:
        raise cancelled


async def _abandon(connection: Any) -> None:
    """Never raises: what went wrong before is the answer."""
    try:
        if not connection.is_closed():
            async with asyncio.timeout(ROLLBACK_SECONDS):
                await connection.execute("ROLLBACK")
    except DRIVER_FAULTS:
        connection.terminate()


class _Session:
    """Statements on one borrowed connection, with the driver's failures given their meaning.
    What opens it waits for the first of them, and goes with it in one round trip."""

    def __init__(self, connection: Any, opening: Opening | None = None) -> None:
        self._lent: Any = connection
        self._opening = opening
        self._before: list[Saying] = []
        self.fell_silent = False

    @property
    def has_begun(self) -> bool:
        """Or may have: the server was told to begin."""
        return self._opening is None

    def end(self) -> None:
        """Whoever kept it would speak in another's unit of work, maybe another tenant's."""
        self._lent = None

    @property
    def _connection(self) -> Any:
        if self._lent is None:
            raise RuntimeError("this unit of work is over")
        return self._lent

    async def run(self, statement: Statement, values: Mapping[str, Any]) -> int:
        """How many rows the statement touched."""
        outcome = await self._ask(self._connection.execute, statement, values)
        last = outcome.rsplit(" ", 1)[-1]
        return int(last) if last.isdigit() else 0

    async def rows(self, statement: Statement, values: Mapping[str, Any]) -> list[Row]:
        return list(await self._ask(self._connection.fetch, statement, values))

    async def row(self, statement: Statement, values: Mapping[str, Any]) -> Row | None:
        found: Row | None = await self._ask(self._connection.fetchrow, statement, values)
        return found

    async def value(self, statement: Statement, values: Mapping[str, Any]) -> Any:
        return await self._ask(self._connection.fetchval, statement, values)

    def before(self, sayings: Sequence[Saying]) -> None:
        self._before += sayings

    async def say(self, sayings: Sequence[Saying]) -> None:
        await self.execute(self._joined(sayings))

    async def commit(self, parting: Sequence[Saying] = ()) -> None:
        """The last words and the commit are one round trip. A word that fails takes the commit
        with it: the server reads no further. Where nothing was said there is nothing to end."""
        if parting or self._before or self.has_begun:
            await self._commit(self._joined(parting, "COMMIT"))

    async def narrow(self, branch_setting: str) -> None:
        narrowed = f"SET LOCAL app.branch = '{branch_setting}'"
        await self.execute(self._joined((), narrowed))

    async def execute(self, text: str) -> None:
        try:
            await self._connection.execute(text)
        except DRIVER_FAULTS as error:
            self._hang_up_on_silence(error)
            raise meaning_of(error) from error

    async def _commit(self, text: str) -> None:
        try:
            outcome = await self._connection.execute(text)
        except (*BROKEN, asyncpg.InterfaceError) as error:
            self._hang_up_on_silence(error)
            raise CommitUnknown from error
        except asyncpg.PostgresError as error:
            # A server told to stop while committing may have committed and only not have said so.
            is_unknown = (error.sqlstate or "").startswith("57P0")
            raise CommitUnknown if is_unknown else meaning_of(error) from error
        if outcome != "COMMIT":
            raise RuntimeError("a failed transaction was about to be taken for a committed one")

    async def _ask(self, how: Any, statement: Statement, values: Mapping[str, Any]) -> Any:
        arguments = _arguments(statement, values)
        try:
            if self._opening is not None or self._before:
                await self._go_before(statement.text if arguments else None)
            return await how(statement.text, *arguments)
        except DRIVER_FAULTS as error:
            self._hang_up_on_silence(error)
            raise meaning_of(error) from error

    def _hang_up_on_silence(self, error: Exception) -> None:
        """A server that is there ends a statement before our patience does. On a line where
        nobody answers, rolling back would only be waited for as well."""
        if isinstance(error, TimeoutError):
            self.fell_silent = True
            self._connection.terminate()

    async def _go_before(self, prepared: str | None) -> None:
        """A statement that is prepared already is written by the driver before anything waits,
        so what is written here stands right before it, and its Sync ends both: the driver passes
        over answers without rows. Whatever is to be prepared first would come in between."""
        connection = self._connection
        statements = connection._stmt_cache  # noqa: SLF001 - the driver has no pipelines
        is_prepared = prepared is not None and statements.has((prepared, asyncpg.Record, False))
        if is_prepared and all(is_silent(statement.text) for statement, _ in self._before):
            opening, said = self._taken()
            ahead = b"" if opening is None else opening.ahead
            connection._transport.write(b"".join([ahead, *map(without_sync, said)]))  # noqa: SLF001
        else:
            await connection.execute(self._joined(()))

    def _taken(self) -> tuple[Opening | None, list[str]]:
        """What waited to be sent; it waits no more."""
        opening, self._opening = self._opening, None
        before, self._before = self._before, []
        return opening, [in_full(statement, values) for statement, values in before]

    def _joined(self, sayings: Sequence[Saying], *more: str) -> str:
        opening, before = self._taken()
        first = () if opening is None else (opening.text,)
        said = (in_full(statement, values) for statement, values in sayings)
        return ";\n".join([*first, *before, *said, *more])


def _arguments(statement: Statement, values: Mapping[str, Any]) -> list[Any]:
    try:
        return [values[name] for name in statement.parameters]
    except KeyError:
        missing = [name for name in statement.parameters if name not in values]
        wanted = f"{statement.source}:{statement.name} wants {', '.join(missing)}"
        raise TypeError(wanted) from None
