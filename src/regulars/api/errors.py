"""What never reached an operation: unknown paths, wrong methods, bodies that are too large."""

from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from regulars.api.problems import PROBLEM_JSON, EdgeRefusal, problem_of
from regulars.desk import Desk
from regulars.runtime.language import pick_language
from regulars.runtime.telemetry import logger

CODES = {
    400: "not_json",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
}

_log = logger("http")


def error_handlers(desk: Desk) -> dict[Any, Any]:
    def refuse(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 500:
            _log.error("failed", error=error)
        refusal: Exception = error
        if status in CODES:
            refusal = EdgeRefusal(status, CODES[status])
        language = pick_language(request.headers.get("accept-language"), "en")
        problem = problem_of(refusal, desk.catalogue, language)
        headers = {"Content-Language": language, "Cache-Control": "no-store"}
        if isinstance(error, HTTPException) and "allow" in (error.headers or {}):
            headers["Allow"] = error.headers["allow"]  # type: ignore[index]
        return Response(
            msgspec.json.encode(problem),
            status_code=problem.status,
            media_type=PROBLEM_JSON,
            headers=headers,
        )

    return {HTTPException: refuse, Exception: refuse}
