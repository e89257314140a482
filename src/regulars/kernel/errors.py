"""What a domain says when it refuses: a few kinds, which the edges turn into answers."""

import dataclasses
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field. `code` is public and permanent; `details` are the words
    its message needs, and never what the person typed."""

    field: str
    code: str
    details: Mapping[str, str | int] = dataclasses.field(default_factory=dict, hash=False)


class DomainError(Exception):
    """Something went wrong."""

    # A subclass's docstring is its message, with the details as fields: "Order {number} is closed."
    code: ClassVar[str] = "error"

    def __init__(self, **details: str | int | UUID) -> None:
        super().__init__()
        self.details: dict[str, str | int] = {
            name: str(value) if isinstance(value, UUID) else value
            for name, value in details.items()
        }

    def __str__(self) -> str:
        # The first paragraph only: what follows is for the reader of the code.
        message = (inspect.getdoc(type(self)) or self.code).split("\n\n")[0]
        return " ".join(message.split()).format_map(_Patient(self.details))


class Refused(DomainError):
    """The request contradicts how things stand."""

    code = "refused"


class Outdated(DomainError):
    """This was changed by somebody else since it was read."""

    code = "version_conflict"


class NotFound(DomainError):
    """There is nothing here by that name."""

    code = "not_found"


class NotAllowed(DomainError):
    """The caller may not do this."""

    code = "not_allowed"


class TooOften(DomainError):
    """This was tried too often; wait."""

    # What counted the tries is committed before this is said, so rooms hand it over as seconds
    # and the edge raises it; a room does where losing the last try tells nothing.
    code = "too_often"

    def __init__(self, *, retry_after_seconds: int) -> None:
        super().__init__(retry_after_seconds=retry_after_seconds)
        self.retry_after_seconds = retry_after_seconds


class Unavailable(DomainError):
    """This cannot be done just now; try again later."""

    code = "unavailable"


class Invalid(DomainError):
    """Some fields cannot be accepted."""

    code = "invalid"

    def __init__(self, *errors: FieldError) -> None:
        super().__init__()
        self.errors = errors


class BadValue(ValueError):
    """Something typed that cannot be read. Carries a code, and never what was typed."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def at(self, field: str) -> FieldError:
        return FieldError(field, self.code, self.details)


class _Patient(dict[str, str | int]):
    """A message that lacks a detail is still a message: raising here would hide the refusal."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
