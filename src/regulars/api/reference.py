"""The API's description: as OpenAPI for programs, as a page for people."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from markupsafe import Markup, escape

from regulars.api.callers import CallerKind
from regulars.api.openapi import describe
from regulars.api.operations import Operation
from regulars.api.problems import known_codes
from regulars.desk import Desk
from regulars.domains.identity import SCOPES
from regulars.runtime.context import PURPOSES

HERE = Path(__file__).parent
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
}


def reference_handlers(desk: Desk, operations: Sequence[Operation]) -> list[HTTPRouteHandler]:
    """Drawn once, when somebody first asks: most servers are never asked, and start sooner."""
    style = (HERE / "reference.css").read_bytes()

    @cache
    def document() -> bytes:
        return msgspec.json.encode(describe(operations))

    @cache
    def page() -> bytes:
        return reference_page(desk, describe(operations))

    @get("/api/v1/openapi.json", sync_to_thread=False)
    def openapi() -> Response[bytes]:
        return Response(document(), media_type="application/json", headers=PAGE_HEADERS)

    @get("/api/v1/docs", sync_to_thread=False)
    def docs() -> Response[bytes]:
        return Response(page(), media_type="text/html", headers=PAGE_HEADERS)

    @get("/api/v1/docs.css", sync_to_thread=False)
    def stylesheet() -> Response[bytes]:
        return Response(style, media_type="text/css", headers=PAGE_HEADERS)

    return [openapi, docs, stylesheet]


def reference_page(desk: Desk, description: dict[str, Any]) -> bytes:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "as_words": _as_words,
        "as_code": _as_code,
        "as_title": _as_title,
        "as_shape": _as_shape,
    }
    page = environment.get_template("reference.html").render(
        nouns=_by_noun(description),
        schemas=description["components"]["schemas"],
        problems=_problems(desk),
        purposes=PURPOSES,
        scopes=[str(scope) for scope in SCOPES],
        callers=CALLERS,
        address=desk.settings.public_url or f"http://localhost:{desk.settings.port}",
    )
    return page.encode()


CALLERS: Mapping[CallerKind, str] = {
    "key": "secret key",
    "staff": "access token of staff",
    "account": "access token of a customer",
    "publishable": "publishable key",
}


def _by_noun(description: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    nouns: dict[str, list[dict[str, Any]]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            entry = {"body": None, **operation, "method": method.upper(), "path": path}
            ways = operation["security"]
            entry["scopes"] = [scope for way in ways for scope in way.get("key", ())]
            entry["callers"] = [kind for way in ways for kind in way]
            if "requestBody" in operation:
                entry["body"] = operation["requestBody"]
            nouns.setdefault(operation["tags"][0], []).append(entry)
    return nouns


def _problems(desk: Desk) -> list[tuple[str, int, str]]:
    """Each code with its status and what it says."""
    found = []
    for code, status in known_codes().items():
        message = f"error-{code.replace('_', '-')}"
        said = desk.catalogue.say("en", message) if desk.catalogue.has(message) else ""
        found.append((code, status, said))
    return found


def _as_shape(content: dict[str, Any]) -> Markup:
    """The schema that a body or an answer has; of what is no JSON, its types."""
    schema = next(iter(content["content"].values()))["schema"]
    if "$ref" in schema:
        return _as_words(schema)
    return Markup(", ").join(Markup("<code>{}</code>").format(kind) for kind in content["content"])


def _as_title(noun: str) -> str:
    words = noun.replace("-", " ").replace("api", "API")
    return words[0].upper() + words[1:]


def _as_code(text: str) -> Markup:
    """What stands between backticks, as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


def _as_words(shape: dict[str, Any]) -> Markup:
    """A JSON schema as a reader would say it: `uuid or null`, `list of CustomerView`."""
    if "enum" in shape:
        return Markup(" · ").join(
            Markup("<code>{}</code>").format("null" if value is None else value)
            for value in shape["enum"]
        )
    if "anyOf" in shape:
        return Markup(" or ").join(_as_words(choice) for choice in shape["anyOf"])
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[1]
        return Markup('<a href="#schema-{0}">{0}</a>').format(name)
    if shape.get("type") == "array":
        return Markup("list of ") + _as_words(shape.get("items", {}))
    word = shape.get("format") or shape.get("type", "anything")
    bounds = [str(shape[name]) for name in ("minimum", "maximum") if name in shape]
    return escape(f"{word} {'…'.join(bounds)}".strip())
