"""Answers and refusals as they go out: status, body, headers."""

from dataclasses import dataclass

import msgspec

from regulars.api.address_views import holder_view
from regulars.api.idempotency import Kept
from regulars.api.preconditions import etag, is_known
from regulars.api.problems import PROBLEM_JSON, problem_of
from regulars.api.sent import Pieces, Sent
from regulars.api.views import candidate_view
from regulars.domains.customers import AddressInUse, PhoneInUse, PhoneKnown
from regulars.domains.identity import SignInTooOld
from regulars.kernel.errors import TooOften
from regulars.runtime.language import Catalogue, Language
from regulars.runtime.telemetry import logger

_log = logger("api")


@dataclass(frozen=True, slots=True)
class Rendered:
    status: int
    content: bytes
    headers: dict[str, str]
    pieces: Pieces | None = None

    def sent(self, headers: dict[str, str]) -> Sent:
        """`headers` are those of every answer."""
        return Sent(self.status, self.content, headers | self.headers, self.pieces)


def answer(
    kept: Kept, *, is_read: bool, if_none_match: str | None, media_type: str | None = None
) -> Rendered:
    headers = {} if kept.version is None else {"ETag": etag(kept.version)}
    if kept.pieces is not None:
        headers["Content-Disposition"] = f'attachment; filename="{kept.pieces.name}"'
    elif media_type is not None:
        # A picture may be kept by whoever asked, and is asked for anew by its tag.
        headers["Cache-Control"] = "private, no-cache"
    if is_read and is_known(kept.version, if_none_match):
        return Rendered(304, b"", headers)
    if kept.is_replay:
        headers["Idempotent-Replayed"] = "true"
    if kept.body or kept.pieces:
        headers["Content-Type"] = media_type or "application/json"
    return Rendered(kept.status, kept.body, headers, kept.pieces)


def refusal(error: Exception, catalogue: Catalogue, language: Language) -> Rendered:
    """Logs what is ours, and why the database could not be reached."""
    problem = problem_of(error, catalogue, language)
    if problem.status == 500:
        _log.error("failed", error=error)
    if problem.status == 503:
        _log.warning("unavailable", error=error.__cause__ or error)
    if isinstance(error, PhoneKnown):
        problem.candidates = [candidate_view(c) for c in error.known.candidates]
        problem.elsewhere = error.known.elsewhere
    if isinstance(error, AddressInUse | PhoneInUse):
        problem.holders = [holder_view(one) for one in error.held]
    if isinstance(error, SignInTooOld):
        problem.prove_with = list(error.prove_with)
    headers = {"Content-Type": PROBLEM_JSON, "Content-Language": language}
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="regulars"'
    if problem.status == 503 or problem.code == "in_flight":
        headers["Retry-After"] = "1"
    if isinstance(error, TooOften):
        headers["Retry-After"] = str(error.retry_after_seconds)
    return Rendered(problem.status, msgspec.json.encode(problem), headers)
