"""The OpenAPI 3.1 description, made from the same declarations that the server is made from."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from regulars.api.operations import Operation
from regulars.api.problems import Problem
from regulars.runtime.context import PURPOSES

REF = "#/components/schemas/{name}"
PARAMETER = re.compile(r"\{(\w+):str\}")

REFUSALS = {
    "400": "The body is not a JSON object.",
    "401": "No valid API key.",
    "403": "The key lacks the scope.",
    "404": "Not there, or not yours: the answer is the same.",
    "405": "The path has no such method.",
    "409": "It contradicts how things stand.",
    "412": "Changed by somebody else since it was read.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "422": "Some fields cannot be accepted; all of them are named.",
    "429": "The key's budget is spent; see Retry-After.",
    "503": "Not just now; see Retry-After.",
}


def describe(operations: Sequence[Operation]) -> dict[str, Any]:
    shapes = _shapes(operations)
    _, components = msgspec.json.schema_components(shapes, ref_template=REF)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        path = PARAMETER.sub(r"{\1}", operation.path)
        paths.setdefault(path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Regulars",
            "version": "1",
            "description": "One true record of every customer. Every list is paged by cursor;"
            " every refusal is problem+json with a stable code.",
        },
        "servers": [{"url": "/"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "responses": {
                status: {
                    "description": text,
                    "content": {
                        "application/problem+json": {"schema": {"$ref": REF.format(name="Problem")}}
                    },
                }
                for status, text in REFUSALS.items()
            },
        },
    }


def _shapes(operations: Sequence[Operation]) -> list[type[msgspec.Struct]]:
    found: dict[type[msgspec.Struct], None] = {Problem: None}
    for operation in operations:
        found |= {shape: None for shape in (operation.body, *operation.answers.values()) if shape}
    return list(found)


def _described(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.path.split("/")[3]],
        "description": f"Scope: `{operation.scope}`.",
        "parameters": [*_path_parameters(operation), *_query(operation), *_headers(operation)],
        "responses": {
            **{str(status): _answer(shape) for status, shape in operation.answers.items()},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in REFUSALS},
        },
    }
    if operation.body is not None:
        described["requestBody"] = {
            "required": any(entry.required for entry in msgspec.structs.fields(operation.body)),
            "content": {
                "application/json": {"schema": {"$ref": REF.format(name=operation.body.__name__)}}
            },
        }
    return described


def _answer(shape: type[msgspec.Struct] | None) -> dict[str, Any]:
    if shape is None:
        return {"description": "Done; no body."}
    return {
        "description": (shape.__doc__ or shape.__name__).split("\n")[0],
        "headers": {"ETag": {"schema": {"type": "string"}}},
        "content": {"application/json": {"schema": {"$ref": REF.format(name=shape.__name__)}}},
    }


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "format": "uuid"},
        }
        for name in PARAMETER.findall(operation.path)
    ]


def _query(operation: Operation) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    schema = msgspec.json.schema(operation.query)
    fields = schema["$defs"][operation.query.__name__]["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": _without_null(field)}
        for name, field in fields.items()
    ]


def _without_null(field: dict[str, Any]) -> dict[str, Any]:
    """A query string has no null: an absent parameter is simply not there."""
    kept = {name: value for name, value in field.items() if name != "default"}
    if "enum" in kept:
        kept["enum"] = [value for value in kept["enum"] if value is not None]
    if "anyOf" in kept:
        kept["anyOf"] = [choice for choice in kept["anyOf"] if choice.get("type") != "null"]
    return kept


def _headers(operation: Operation) -> list[dict[str, Any]]:
    names: dict[str, dict[str, Any]] = {
        "Regulars-Purpose": {"type": "string", "enum": list(PURPOSES)}
    }
    if operation.method != "GET":
        names["Idempotency-Key"] = {"type": "string", "minLength": 1, "maxLength": 255}
        names["If-Match"] = {"type": "string"}
    return [
        {"name": name, "in": "header", "required": False, "schema": schema}
        for name, schema in names.items()
    ]
