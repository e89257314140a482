"""A unit of work that remembers what it asked, to compare what the known and the unknown cost."""

from typing import Any

from regulars.runtime.conversation import Row
from regulars.runtime.sql import Statement
from regulars.runtime.tx import Tx


class Recorded(Tx):
    """A unit of work that says which statements it ran, in their order; `counted` is how much a
    wrong code was counted to."""

    @classmethod
    def around(cls, tx: Tx) -> "Recorded":
        recorded = cls(tx._session, tx.context, tx.keys, tx._read_log)
        recorded.names = []
        recorded.counted = 0
        return recorded

    names: list[str]
    counted: int

    async def run(self, statement: Statement, **values: Any) -> int:
        self.names.append(statement.name)
        return await super().run(statement, **values)

    async def rows(self, statement: Statement, **values: Any) -> list[Row]:
        self.names.append(statement.name)
        found = await super().rows(statement, **values)
        if statement.name == "count_failures":
            self.counted += len(found)
        return found

    async def row(self, statement: Statement, **values: Any) -> Row | None:
        self.names.append(statement.name)
        return await super().row(statement, **values)

    async def value(self, statement: Statement, **values: Any) -> Any:
        self.names.append(statement.name)
        return await super().value(statement, **values)

    def later(self, statement: Statement, **values: Any) -> None:
        self.names.append(statement.name)
        super().later(statement, **values)
