"""The OpenAPI 3.1 description, made from the same declarations that the server is made from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from regulars.api.bodies import JSON_TYPES
from regulars.api.callers import CallerKind
from regulars.api.idempotency import KEY_LENGTH_MAX
from regulars.api.operations import SCOPED, Operation, Shape
from regulars.api.problems import PROBLEM_JSON, Problem
from regulars.runtime.context import PURPOSES
from regulars.runtime.form_parts import FORM_TYPE

Described = dict[str, Any]

PARAMETER = re.compile(r"\{(\w+)\}")

REFUSALS: Mapping[str, str] = {
    "400": "The body is not a JSON object, what it proves is not so, or the host is not clear.",
    "401": "No valid key or token.",
    "403": "The caller may not do this.",
    "404": "Not there, or not yours: the answer is the same.",
    "408": "The body took too long to arrive.",
    "409": "It contradicts how things stand.",
    "412": "Changed by somebody else since it was read.",
    "413": "The body is too large.",
    "415": "The body is not JSON, or is compressed.",
    "422": "Some fields cannot be accepted; all of them are named.",
    "429": "A budget of the key, of requests or of searches, is spent; see Retry-After.",
    "500": "A fault of ours. Nothing was saved.",
    "503": "Not just now; see Retry-After.",
}

# Who may call, in the order that they are told in.
SCHEMES: Mapping[CallerKind, tuple[str, str]] = {
    "key": ("rk_…", "A secret key of the tenant's, with scopes."),
    "staff": (
        "JWT",
        "The access token of staff: for what their role may, in their branch.",
    ),
    "account": ("JWT", "The access token of somebody who signed in: for what is their own."),
    "publishable": ("pk_…", "A key that apps carry: it begins sign-ins."),
}

HEADERS: Mapping[str, tuple[str, Described]] = {
    "Request-Id": ("Names this request in the logs.", {"type": "string"}),
    "RateLimit-Limit": ("How many requests the key may make at once.", {"type": "integer"}),
    "RateLimit-Remaining": ("How many of them are left.", {"type": "integer"}),
    "RateLimit-Reset": ("Seconds until all of them are back.", {"type": "integer"}),
    "Retry-After": ("Seconds to wait.", {"type": "integer"}),
    "ETag": ("The version, for If-Match and If-None-Match.", {"type": "string"}),
    "Idempotent-Replayed": ("This is what the first request was answered.", {"const": "true"}),
}
BUDGET = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")

ASKED: Mapping[str, Described] = {
    "Regulars-Purpose": {"type": "string", "enum": list(PURPOSES), "default": "integration"},
    "Accept-Language": {"type": "string"},
    "Idempotency-Key": {"type": "string", "maxLength": KEY_LENGTH_MAX, "pattern": r"\S"},
    "If-Match": {"type": "string"},
    "If-None-Match": {"type": "string"},
}


def describe(operations: Sequence[Operation]) -> Described:
    _, schemas = msgspec.json.schema_components(
        _shapes(operations), ref_template="#/components/schemas/{name}"
    )
    for schema in schemas.values():
        schema["description"] = " ".join(schema.get("description", "").split())
    paths: dict[str, Described] = {}
    for operation in operations:
        paths.setdefault(operation.address, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Regulars",
            "version": "1",
            "description": "One true record of every customer. Every list is paged by cursor;"
            " every refusal is problem+json with a stable code.",
        },
        "servers": [{"url": "/"}],
        "security": [{"key": []}, {"staff": []}],
        "tags": [{"name": name} for name in dict.fromkeys(map(_noun, operations))],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                kind: {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": form,
                    "description": text,
                }
                for kind, (form, text) in SCHEMES.items()
            },
            "headers": {
                name: {"description": text, "schema": schema}
                for name, (text, schema) in HEADERS.items()
            },
            "responses": {status: _refusal(status, text) for status, text in REFUSALS.items()},
        },
    }


def _shapes(operations: Sequence[Operation]) -> list[Shape]:
    found: dict[Shape, None] = {Problem: None}
    for operation in operations:
        found |= {shape: None for shape in (operation.body, *operation.answers.values()) if shape}
    return list(found)


def _described(operation: Operation) -> Described:
    described: Described = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [_noun(operation)],
        "description": _who(operation),
        "security": _security(operation),
        "parameters": [*_path_parameters(operation), *_query(operation), *_headers(operation)],
        "responses": {
            **{
                str(status): _answer(operation, status, shape)
                for status, shape in _answers(operation)
            },
            **{status: _ref("responses", status) for status in _refusals(operation)},
        },
    }
    if operation.body is not None:
        schema = {"schema": _ref("schemas", operation.body.__name__)}
        kinds = JSON_TYPES if operation.method == "PATCH" else JSON_TYPES[:1]
        described["requestBody"] = {
            "required": operation.needs_body,
            "content": dict.fromkeys(kinds, schema),
        }
    if operation.takes:
        binary = {"schema": {"type": "string", "format": "binary"}}
        described["requestBody"] = {
            "required": True,
            "content": dict.fromkeys(operation.takes, binary) | _form(operation),
        }
    return described


def _form(operation: Operation) -> Described:
    if not operation.parts:
        return {}
    binary = {"type": "string", "format": "binary"}
    schema = {
        "type": "object",
        "properties": dict.fromkeys(operation.parts, binary),
        "required": [operation.parts[0]],
        "additionalProperties": False,
    }
    return {FORM_TYPE: {"schema": schema}}


def _who(operation: Operation) -> str:
    said = [f"Scope: `{operation.scope}`."] if operation.scope else []
    if operation.scope and "staff" not in operation.callers:
        said.append("Not by staff: it signs a customer in.")
    if operation.scope is None and "staff" in operation.callers:
        said.append("With an access token of staff.")
    if operation.is_sensitive:
        said.append("Staff: within ten minutes of signing in, or of `/auth/prove`.")
    if "account" in operation.callers:
        whose = "of a full customer" if operation.needs_full else "of anybody who signed in"
        said.append(f"With an access token {whose}: what is one's own.")
    if "publishable" in operation.callers:
        said.append("With a publishable key.")
    return " ".join(said)


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    return [
        {kind: [str(operation.scope)] if operation.scope and kind in SCOPED else []}
        for kind in SCHEMES
        if kind in operation.callers
    ]


def _answers(operation: Operation) -> Iterator[tuple[int, Shape | None]]:
    yield from operation.answers.items()
    if operation.method == "GET" and operation.has_version:
        yield 304, None


def _answer(operation: Operation, status: int, shape: Shape | None) -> Described:
    names = ["Request-Id", *BUDGET]
    if operation.method == "GET" or shape is not None:
        names += ["ETag"] if operation.has_version else []
    if operation.method != "GET":
        names.append("Idempotent-Replayed")
    headers = {name: _ref("headers", name) for name in names}
    if status == 200 and operation.gives:
        schema = {"schema": {"type": "string", "format": "binary"}}
        content = {operation.gives: schema}
        return {
            "description": "The picture." if operation.gives.startswith("image/") else "The file.",
            "headers": headers,
            "content": content,
        }
    if shape is None:
        is_unchanged = operation.method == "GET"
        text = "You have this version already." if is_unchanged else "Done; no body."
        return {"description": text, "headers": headers}
    return {
        "description": (shape.__doc__ or shape.__name__).split("\n")[0],
        "headers": headers,
        "content": {"application/json": {"schema": _ref("schemas", shape.__name__)}},
    }


def _refusals(operation: Operation) -> list[str]:
    """What this operation can answer besides; the rest can happen to any."""
    unable = set()
    # Of one's own, a file may be missing without an id in the address.
    if "{" not in operation.path and not operation.gives:
        unable.add("404")
    if operation.method == "GET":
        unable.add("409")
    if not operation.is_of_one:
        unable.add("412")
    return [status for status in REFUSALS if status not in unable]


def _refusal(status: str, text: str) -> Described:
    names = ["Request-Id"] if status == "401" else ["Request-Id", *BUDGET]
    if status in ("409", "429", "503"):
        names.append("Retry-After")
    return {
        "description": text,
        "headers": {name: _ref("headers", name) for name in names},
        "content": {PROBLEM_JSON: {"schema": _ref("schemas", Problem.__name__)}},
    }


def _path_parameters(operation: Operation) -> list[Described]:
    schema = {"type": "string", "format": "uuid"}
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name in PARAMETER.findall(operation.address)
    ]


def _query(operation: Operation) -> list[Described]:
    if operation.query is None:
        return []
    schema = msgspec.json.schema(operation.query)
    fields = schema["$defs"][operation.query.__name__]["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": field}
        for name, field in fields.items()
    ]


def _headers(operation: Operation) -> list[Described]:
    names = ["Regulars-Purpose", "Accept-Language"]
    if operation.method != "GET":
        names.append("Idempotency-Key")
    if operation.is_of_one:
        names.append("If-Match")
    if operation.method == "GET" and operation.has_version:
        names.append("If-None-Match")
    return [
        {"name": name, "in": "header", "required": False, "schema": ASKED[name]} for name in names
    ]


def _noun(operation: Operation) -> str:
    return operation.path.split("/")[3]


def _ref(kind: str, name: str) -> Described:
    return {"$ref": f"#/components/{kind}/{name}"}
