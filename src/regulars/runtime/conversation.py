"""What plumbing may ask of a transaction: statements and rows, without the driver."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from regulars.runtime.sql import Statement

# A statement of whose outcome nothing is wanted but that it did not fail.
Saying: TypeAlias = tuple[Statement, Mapping[str, Any]]


class Row(Protocol):
    """One row, by column name."""

    def __getitem__(self, name: str, /) -> Any: ...


class Conversation(Protocol):
    """Statements sent to the database within one transaction."""

    async def run(self, statement: Statement, values: Mapping[str, Any]) -> int:
        """How many rows the statement touched."""

    async def rows(self, statement: Statement, values: Mapping[str, Any]) -> list[Row]: ...
    async def row(self, statement: Statement, values: Mapping[str, Any]) -> Row | None: ...
    async def value(self, statement: Statement, values: Mapping[str, Any]) -> Any: ...

    def before(self, sayings: Sequence[Saying]) -> None:
        """To be said before whatever is asked next, in the same round trip where that can be."""

    async def say(self, sayings: Sequence[Saying]) -> None:
        """All of them in one round trip, in their order; what fails ends them."""

    async def narrow(self, branch_setting: str) -> None:
        """From here on to the end of the transaction, row security shows this branch alone."""
