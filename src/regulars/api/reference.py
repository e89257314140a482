"""The API's description: as OpenAPI for programs, as a page for people."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from regulars.api.openapi import describe
from regulars.api.operations import Operation
from regulars.desk import Desk

HERE = Path(__file__).parent
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)


def reference_handlers(desk: Desk, operations: Sequence[Operation]) -> list[HTTPRouteHandler]:
    description = describe(operations)
    document = msgspec.json.encode(description)
    page = _page(desk, description)
    style = (HERE / "reference.css").read_bytes()

    @get("/api/v1/openapi.json", sync_to_thread=False)
    def openapi() -> Response[bytes]:
        return Response(document, media_type="application/json")

    @get("/api/v1/docs", sync_to_thread=False)
    def docs() -> Response[bytes]:
        return Response(
            page,
            media_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": PAGE_POLICY},
        )

    @get("/api/v1/docs.css", sync_to_thread=False)
    def stylesheet() -> Response[bytes]:
        return Response(style, media_type="text/css; charset=utf-8")

    return [openapi, docs, stylesheet]


def _page(desk: Desk, description: dict[str, Any]) -> bytes:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True)
    environment.filters["as_words"] = _as_words
    nouns: dict[str, list[dict[str, Any]]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            entry = {**operation, "method": method.upper(), "path": path}
            nouns.setdefault(operation["tags"][0], []).append(entry)
    return (
        environment.get_template("reference.html")
        .render(nouns=nouns, components=description["components"], port=desk.settings.port)
        .encode()
    )


def _as_words(shape: dict[str, Any]) -> str:
    """A JSON schema as a reader would say it: `string (uuid) | null`, `list of Customer`."""
    if "enum" in shape:
        return " | ".join("null" if value is None else str(value) for value in shape["enum"])
    if "anyOf" in shape:
        return " | ".join(_as_words(choice) for choice in shape["anyOf"])
    if "$ref" in shape:
        return str(shape["$ref"]).rsplit("/", 1)[1]
    if shape.get("type") == "array":
        return f"list of {_as_words(shape.get('items', {}))}"
    kind, form = shape.get("type", "anything"), shape.get("format")
    return f"{kind} ({form})" if form else str(kind)
