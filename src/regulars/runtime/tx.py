"""A unit of work as operations see it: statements, seals, facts, and the log of reads."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from regulars.kernel.ids import FactId, TenantId
from regulars.runtime.context import Context
from regulars.runtime.conversation import Conversation, Row, Saying
from regulars.runtime.journal import Changed, Event, Journal
from regulars.runtime.opening import ALONG_INDEX, AS_EVER, IN_ANY_ORDER, IN_ITS_ORDER
from regulars.runtime.readlog import ReadKind, ReadLog
from regulars.runtime.sql import Statement
from regulars.runtime.vault.people import People
from regulars.runtime.vault.person_keys import PersonKey
from regulars.runtime.vault.tenant_keys import TenantKeys


class Tx:
    """One tenant's transaction. `tenant_id` is bound to every statement that names it."""

    def __init__(
        self, session: Conversation, context: Context, keys: TenantKeys, read_log: ReadLog
    ) -> None:
        self._session = session
        self._journal = Journal(context.tenant_id)
        self._read_log = read_log
        self._noted: dict[ReadKind, dict[UUID, None]] = {}
        self.afterwards: list[tuple[Event, UUID, int]] = []
        self._delayed: list[Saying] = []
        self.context = context
        self.keys = keys
        self.people = People(context.tenant_id, keys)

    @property
    def tenant_id(self) -> TenantId:
        return self.context.tenant_id

    async def run(self, statement: Statement, **values: Any) -> int:
        """How many rows the statement touched."""
        self._send_delayed()
        return await self._session.run(statement, self._bound(values))

    async def rows(self, statement: Statement, **values: Any) -> list[Row]:
        self._send_delayed()
        return await self._session.rows(statement, self._bound(values))

    async def page(self, statement: Statement, **values: Any) -> list[Row]:
        """Rows in the order of an index, and so many that it need not be walked to its end."""
        self._delayed.append((ALONG_INDEX, {}))
        rows = await self.rows(statement, **values)
        self._delayed.append((AS_EVER, {}))
        return rows

    async def walk(self, statement: Statement, **values: Any) -> list[Row]:
        """A page where an index has the order whatever narrows it: nothing is sorted either. So
        the parts of a table are walked side by side, and none is gathered whole."""
        self._delayed.append((IN_ITS_ORDER, {}))
        rows = await self.page(statement, **values)
        self._delayed.append((IN_ANY_ORDER, {}))
        return rows

    async def row(self, statement: Statement, **values: Any) -> Row | None:
        self._send_delayed()
        return await self._session.row(statement, self._bound(values))

    async def value(self, statement: Statement, **values: Any) -> Any:
        self._send_delayed()
        return await self._session.value(statement, self._bound(values))

    def later(self, statement: Statement, **values: Any) -> None:
        """A write of whose outcome nothing is wanted. It is sent before the next statement or
        with the commit, together with its neighbours, in one round trip."""
        self._delayed.append((statement, self._bound(values)))

    async def act_for(self, who: Context) -> None:
        """From here on in somebody's name and seeing no more than they do: what the worker does
        because a person asked for it. Facts and looks are theirs; what caused them stays."""
        if who.tenant_id != self.tenant_id or self.context.branch_setting != "all":
            raise RuntimeError("a unit of work is narrowed once, and within its tenant")
        if who.branch_setting != "all":
            await self._session.narrow(who.branch_setting)
        self.context = replace(who, origin=self.context.origin, cause_id=self.context.cause_id)

    def emit(
        self,
        event: Event,
        *,
        subject_id: UUID,
        seq: int,
        related_id: UUID | None = None,
        occurred_at: datetime | None = None,
        changed: Sequence[Changed] = (),
    ) -> FactId:
        """Announce what happened. Written with its pending row just before the commit."""
        if self.context.reading:
            raise RuntimeError("a unit of work opened for reading announces nothing")
        return self._journal.add(
            event,
            subject_id=subject_id,
            seq=seq,
            related_id=related_id,
            occurred_at=occurred_at,
            changed=changed,
        )

    def emit_afterwards(self, event: Event, *, subject_id: UUID, seq: int) -> None:
        """Announce what a unit of work for reading found out: in one of its own, right after
        this one is committed. A process that dies between the two has announced nothing."""
        self.afterwards.append((event, subject_id, seq))

    def note_reads(self, kind: ReadKind, subject_ids: Iterable[UUID]) -> None:
        """Say whose personal data is about to be shown; logged in this same transaction."""
        self._noted.setdefault(kind, {}).update(dict.fromkeys(subject_ids))

    def store_people(self, people: Iterable[PersonKey]) -> None:
        """Keep the keys of new people, before the rows that are sealed under them."""
        self._delayed.append(self.people.storing(people))

    async def load_people(self, key_ids: Iterable[UUID]) -> dict[UUID, PersonKey]:
        self._send_delayed()
        return await self.people.load(self._session, key_ids)

    def parting(self) -> list[Saying]:
        """What waited, was announced and was looked at, to be written with the commit."""
        sayings, self._delayed = self._delayed, []
        sayings += self._journal.sayings(self.context)
        for kind, ids in self._noted.items():
            sayings += self._read_log.sayings(self.context, kind, ids)
        return sayings

    async def flush(self) -> None:
        """Write the same now, in a unit of work that nobody commits."""
        if parting := self.parting():
            await self._session.say(parting)

    def settled(self) -> None:
        """After the commit: what was logged counts as logged for a while."""
        for kind, ids in self._noted.items():
            self._read_log.remember(self.context, kind, tuple(ids))

    def _send_delayed(self) -> None:
        if self._delayed:
            delayed, self._delayed = self._delayed, []
            self._session.before(delayed)

    def _bound(self, values: dict[str, Any]) -> dict[str, Any]:
        if "tenant_id" in values:
            raise TypeError("the tenant of a unit of work is not an argument")
        values["tenant_id"] = self.context.tenant_id
        return values
