"""The messages of one language: found in their files by name, and read when first said.

Reading all of them took a sixth of a server's start, and a process says a part of them in its life.
"""

import re
from collections.abc import Iterable, Iterator

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern

# A message or term begins its line; whatever belongs to it stands further in.
ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
# Another message or term that is said within one, or a function.
NAMED = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")


class Words:
    def __init__(self, locale: str, texts: Iterable[str], *, isolates: bool) -> None:
        self.bundle = FluentBundle([locale], use_isolating=isolates)
        self._entries: dict[str, str] = {}
        self._read: set[str] = set()
        for text in texts:
            for name, entry in entries_of(text):
                self._entries.setdefault(name, entry)

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._entries

    def pattern(self, message_id: str) -> Pattern | None:
        """None where there is no such message, or none that can be read."""
        self._require(message_id)
        if not self.bundle.has_message(message_id):
            return None
        return self.bundle.get_message(message_id).value

    def _require(self, name: str) -> None:
        """With all that it names. Read twice, by two threads at once, it says the same."""
        if name in self._read or name not in self._entries:
            return
        entry = self._entries[name]
        self.bundle.add_resource(FluentResource(entry))
        self._read.add(name)
        for other in NAMED.findall(entry):
            self._require(other)


def entries_of(text: str) -> Iterator[tuple[str, str]]:
    """Each with its name; a remark about the next one goes along, and says nothing."""
    begins = list(ENTRY.finditer(text))
    ends = [*(each.start() for each in begins[1:]), len(text)]
    for found, end in zip(begins, ends, strict=False):
        yield found[1], text[found.start() : end]
