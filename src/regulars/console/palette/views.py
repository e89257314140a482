"""What the palette shows."""

from dataclasses import dataclass

from regulars.console.customers.views import CustomerRow
from regulars.console.palette.commands import Command


@dataclass(frozen=True, slots=True)
class Palette:
    """Commands and people for what was typed; `is_recent` when nothing was, and these are the
    people last served here."""

    typed: str = ""
    commands: tuple[Command, ...] = ()
    rows: tuple[CustomerRow, ...] = ()
    is_recent: bool = False
    wait_seconds: int = 0

    @property
    def is_people_first(self) -> bool:
        """Digits are a phone or a customer number, never a command."""
        return any(letter.isdecimal() for letter in self.typed)
