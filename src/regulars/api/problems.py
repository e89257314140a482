"""How the API refuses: problem+json (RFC 9457) with stable codes, in the reader's language."""

from collections.abc import Mapping
from typing import Any

import msgspec

from regulars.kernel.errors import (
    BadValue,
    DomainError,
    FieldError,
    Invalid,
    NotAllowed,
    NotFound,
    Outdated,
    Refused,
    Unavailable,
)
from regulars.runtime.language import Catalogue, Language

PROBLEM_JSON = "application/problem+json"
# Where each code is explained; relative, so that it holds on every installation.
EXPLAINED_AT = "/api/v1/docs#problem-{code}"

STATUS_OF: tuple[tuple[type[DomainError], int], ...] = (
    (Invalid, 422),
    (NotFound, 404),
    (NotAllowed, 403),
    (Outdated, 412),
    (Unavailable, 503),
    (Refused, 409),
)


class FieldProblem(msgspec.Struct):
    field: str
    code: str
    message: str


class Problem(msgspec.Struct, omit_defaults=True):
    """The body of every answer that is not a success."""

    type: str
    title: str
    status: int
    code: str
    errors: list[FieldProblem] = []
    candidates: list[Any] | None = None
    elsewhere: int | None = None


class Unauthenticated(DomainError):
    """Send a valid API key."""

    code = "unauthenticated"


class TooMany(DomainError):
    """Slow down."""

    code = "rate_limited"


class EdgeRefusal(DomainError):
    """A request that never reached an operation; carries its own status and code."""

    def __init__(self, status: int, code: str, **details: str | int) -> None:
        super().__init__(**details)
        self.status = status
        self.code = code  # type: ignore[misc]


def problem_of(error: Exception, catalogue: Catalogue, language: Language) -> Problem:
    """Anything that is not a refusal is ours, and says nothing but that."""
    if isinstance(error, BadValue):
        error = Invalid(error.at(""))
    status, code = status_and_code(error)
    details = error.details if isinstance(error, DomainError) else {}
    errors = error.errors if isinstance(error, Invalid) else ()
    return Problem(
        type=EXPLAINED_AT.format(code=code),
        title=_said(catalogue, language, "error", code, details),
        status=status,
        code=code,
        errors=[_field_problem(catalogue, language, entry) for entry in errors],
    )


def status_and_code(error: Exception) -> tuple[int, str]:
    if isinstance(error, EdgeRefusal):
        return error.status, error.code
    if isinstance(error, Unauthenticated):
        return 401, error.code
    if isinstance(error, TooMany):
        return 429, error.code
    for kind, status in STATUS_OF:
        if isinstance(error, kind):
            return status, error.code
    return 500, "internal"


def _field_problem(catalogue: Catalogue, language: Language, error: FieldError) -> FieldProblem:
    message = _said(catalogue, language, "field", error.code, error.details)
    return FieldProblem(error.field, error.code, message)


def _said(
    catalogue: Catalogue,
    language: Language,
    prefix: str,
    code: str,
    details: Mapping[str, str | int],
) -> str:
    return catalogue.say(language, f"{prefix}-{code.replace('_', '-')}", **details)
