"""A conversation with the database that is overheard."""

from collections.abc import Sequence
from typing import Any

from regulars.runtime.conversation import Conversation, Saying
from regulars.runtime.tx import Tx


class Listening:
    """Hears what is said ahead of what is asked."""

    def __init__(self, inner: Conversation) -> None:
        self._inner = inner
        self.ahead: list[str] = []

    def before(self, sayings: Sequence[Saying]) -> None:
        self.ahead += [statement.text for statement, _ in sayings]
        self._inner.before(sayings)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def listened_to(tx: Tx) -> tuple[Listening, Tx]:
    """The same unit of work, and who hears it."""
    listening = Listening(tx._session)
    heard: Any = listening
    return listening, Tx(heard, tx.context, tx.keys, tx._read_log)
