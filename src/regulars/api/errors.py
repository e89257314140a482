"""What never reached an operation: unknown paths, wrong methods, bodies that are too large."""

from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from regulars.api.problems import ANSWER_HEADERS, PROBLEM_JSON, EdgeRefusal, problem_of
from regulars.desk import Desk
from regulars.kernel.errors import NotFound
from regulars.runtime.language import pick_language
from regulars.runtime.telemetry import logger

CODES = {
    400: "not_json",
    401: "unauthenticated",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
}

_log = logger("http")


def error_handlers(desk: Desk) -> dict[Any, Any]:
    def refuse(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        language = pick_language(request.headers.get("accept-language"), "en")
        problem = problem_of(refusal_of(error), desk.catalogue, language)
        if problem.status == 500:
            _log.error("failed", error=error)
        headers = {**ANSWER_HEADERS, "Content-Language": language}
        if isinstance(error, HTTPException) and "allow" in (error.headers or {}):
            headers["Allow"] = _in_order(error.headers["allow"])  # type: ignore[index]
        return Response(
            msgspec.json.encode(problem),
            status_code=problem.status,
            media_type=PROBLEM_JSON,
            headers=headers,
        )

    return {HTTPException: refuse, Exception: refuse}


def refusal_of(error: Exception) -> Exception:
    """What the framework refuses, in the words of the house; anything else is itself."""
    if not isinstance(error, HTTPException) or error.status_code >= 500:
        return error
    if error.status_code == 404:
        return NotFound()
    return EdgeRefusal(CODES.get(error.status_code, "not_json"))


def _in_order(methods: str) -> str:
    return ", ".join(sorted(methods.split(", ")))
