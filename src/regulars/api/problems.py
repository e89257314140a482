"""How the API refuses: problem+json (RFC 9457) with stable codes, in the reader's language."""

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import UNSET, UnsetType

from regulars.api.address_views import HolderView
from regulars.api.views import CandidateView
from regulars.domains.customers import ProfileIncomplete
from regulars.kernel.errors import (
    BadValue,
    DomainError,
    FieldError,
    Invalid,
    NotAllowed,
    NotFound,
    Outdated,
    Refused,
    TooOften,
    Unavailable,
)
from regulars.runtime.language import Catalogue, Language

PROBLEM_JSON = "application/problem+json"
# On every answer of the API: it is for one program, now, and no page to be framed.
ANSWER_HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
# Where each code is explained; relative, so that it holds on every installation.
EXPLAINED_AT = "/api/v1/docs#problem-{code}"
# A body of a megabyte has room for more mistakes than anybody reads.
ERRORS_MAX = 100

STATUS_OF: tuple[tuple[type[DomainError], int], ...] = (
    (Invalid, 422),
    (NotFound, 404),
    (NotAllowed, 403),
    (Outdated, 412),
    (TooOften, 429),
    (Unavailable, 503),
    (Refused, 409),
)

# What is refused before a domain is asked.
EDGE_STATUS: Mapping[str, int] = {
    "not_json": 400,
    "host_not_clear": 400,
    "otp_invalid": 400,
    "invalid_grant": 400,
    "sign_in_failed": 400,
    "factor_invalid": 400,
    "password_invalid": 400,
    "unauthenticated": 401,
    "method_not_allowed": 405,
    "in_flight": 409,
    "answered_once": 409,
    "body_too_large": 413,
    "body_too_slow": 408,
    "unsupported_media_type": 415,
    "encoding_not_taken": 415,
    "idempotency_mismatch": 422,
    "rate_limited": 429,
    "internal": 500,
}


class FieldProblem(msgspec.Struct):
    """One field that cannot be accepted. `message` is for people, `code` for programs."""

    field: str
    code: str
    message: str


class Problem(msgspec.Struct):
    """The body of every answer that is not a success. `candidates` and `elsewhere` come with
    `phone_known`: who has the number, and how many more the key may not see; `holders` with
    `address_in_use`: what uses the address; `prove_with` with `sign_in_too_old`: what `/auth/prove`
    wants of who is signed in."""

    type: str
    title: str
    status: int
    code: str
    errors: list[FieldProblem]
    candidates: list[CandidateView] | UnsetType = UNSET
    elsewhere: int | UnsetType = UNSET
    holders: list[HolderView] | UnsetType = UNSET
    prove_with: list[str] | UnsetType = UNSET


class EdgeRefusal(DomainError):
    """A request that never reached an operation; its code says which status it has."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code  # type: ignore[misc]
        self.status = EDGE_STATUS[code]


def problem_of(error: Exception, catalogue: Catalogue, language: Language) -> Problem:
    """Anything that is not a refusal is ours, and says nothing but that."""
    if isinstance(error, BadValue):
        error = Invalid(error.at(""))
    status, code = status_and_code(error)
    details = error.details if isinstance(error, DomainError) else {}
    errors = error.errors if isinstance(error, Invalid | ProfileIncomplete) else ()
    return Problem(
        type=EXPLAINED_AT.format(code=code),
        title=_said(catalogue, language, "error", code, details),
        status=status,
        code=code,
        errors=[_field_problem(catalogue, language, entry) for entry in errors[:ERRORS_MAX]],
    )


def status_and_code(error: Exception) -> tuple[int, str]:
    if isinstance(error, EdgeRefusal):
        return error.status, error.code
    for kind, status in STATUS_OF:
        if isinstance(error, kind):
            return status, error.code
    return EDGE_STATUS["internal"], "internal"


def known_codes() -> dict[str, int]:
    """Every code that a problem can have, with its status, the lowest first."""
    codes = dict(EDGE_STATUS)
    for kind, status in STATUS_OF:
        raised = [each for each in _tree(kind) if each not in (Refused, TooOften)]
        codes |= {each.code: status for each in raised}
    return dict(sorted(codes.items(), key=lambda entry: (entry[1], entry[0])))


def _tree(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    """The kinds that our own modules declare: whoever imports us may have some too."""
    if kind.__module__.startswith("regulars."):
        yield kind
    for child in kind.__subclasses__():
        yield from _tree(child)


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
