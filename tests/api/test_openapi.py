"""The description is valid, complete, and true to the server."""

import json
import re
from typing import Any

import msgspec
import pytest
from httpx import AsyncClient
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from regulars import api
from regulars.api.openapi import describe
from regulars.api.operations import Operation
from regulars.api.problems import EDGE_STATUS, known_codes
from tests.api.samples import BODIES, WRITES, named

DOCUMENT: dict[str, Any] = json.loads(msgspec.json.encode(describe(api.OPERATIONS)))


def described(operation: Operation) -> dict[str, Any]:
    path = operation.address
    found: dict[str, Any] = DOCUMENT["paths"][path][operation.method.lower()]
    return found


def schema_of(shape: Any) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENT["components"]["schemas"][shape.__name__]
    return found


def test_the_document_is_openapi_3_1() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(DOCUMENT)] == []
    broken = DOCUMENT | {"paths": {"customers": {}}}
    assert list(OPENAPI_31_VALIDATOR.iter_errors(broken))


def test_every_reference_leads_somewhere() -> None:
    references = set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(DOCUMENT)))
    assert len(references) > 20
    for reference in references:
        place: Any = DOCUMENT
        for step in reference.split("/"):
            place = place[step]
        assert place


async def test_it_is_what_the_server_answers(client: AsyncClient) -> None:
    answer = await client.get("/api/v1/openapi.json", headers={"Authorization": ""})
    assert (answer.status_code, answer.json()) == (200, DOCUMENT)


@pytest.mark.parametrize("operation", api.OPERATIONS, ids=named)
def test_an_operation_says_all_it_may_answer(operation: Operation) -> None:
    said = described(operation)
    statuses = set(said["responses"])
    assert statuses >= {str(status) for status in operation.answers}
    assert statuses >= {"400", "401", "403", "413", "415", "422", "429", "500", "503"}
    assert ("404" in statuses) == ("{" in operation.path or bool(operation.gives))
    assert ("409" in statuses) == (operation.method != "GET")
    assert said["summary"].endswith(".")
    assert said["summary"] == " ".join(said["summary"].split())
    ways = {kind: scopes for way in said["security"] for kind, scopes in way.items()}
    assert set(ways) == operation.callers
    for kind in ("key", "staff"):
        assert ways.pop(kind, []) == (
            [operation.scope] if kind in operation.callers and operation.scope else []
        )
    assert not any(ways.values())


def test_operations_have_names_of_their_own() -> None:
    names = [operation.name for operation in api.OPERATIONS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("operation", WRITES, ids=named)
def test_what_the_tests_send_is_what_the_document_asks_for(operation: Operation) -> None:
    said = described(operation)
    if operation.body is None:
        assert ("requestBody" in said) is bool(operation.takes)
        return
    schema = schema_of(operation.body)
    assert schema["additionalProperties"] is False
    assert set(BODIES[operation.name]) <= set(schema["properties"])
    assert set(schema.get("required", ())) <= set(BODIES[operation.name])
    assert said["requestBody"]["required"] == operation.needs_body


def test_answers_name_every_field_as_certain() -> None:
    """A program may rely on each field of an answer to be there, if only as null."""
    for operation in api.OPERATIONS:
        for shape in filter(None, operation.answers.values()):
            schema = schema_of(shape)
            assert set(schema["required"]) == set(schema["properties"]), shape


def test_times_and_ids_say_what_they_are() -> None:
    view = DOCUMENT["components"]["schemas"]["CustomerView"]["properties"]
    assert view["id"]["format"] == "uuid"
    assert view["created_at"]["format"] == "date-time"


def test_every_status_of_a_code_is_documented() -> None:
    documented = set(DOCUMENT["components"]["responses"])
    beside = {EDGE_STATUS["method_not_allowed"]}
    assert {str(status) for status in set(known_codes().values()) - beside} <= documented
