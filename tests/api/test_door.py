"""The short way in finds the same operation as the long one, or leaves the request to it."""

import re
from typing import Any

import pytest

from regulars import api
from regulars.api.asked import Asked
from regulars.api.door import Door
from regulars.api.operations import Operation
from regulars.api.sent import Sent
from tests.api.samples import named
from tests.api.wire import wire

ID = "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4"
LIMIT = 1_000


async def long_way(scope: Any, _: Any, send: Any) -> None:
    await Sent(418, b"", {})(scope, None, send)


async def short_way(operation: Operation, request: Asked) -> Sent:
    params = ",".join(f"{name}={value}" for name, value in request.path_params.items())
    headers = {"Found": operation.name, "Params": params, "Way": request.scope["path_template"]}
    return Sent(200, b"", headers)


DOOR = Door(long_way, short_way, api.OPERATIONS, body_limit=LIMIT)


@pytest.mark.parametrize("operation", api.OPERATIONS, ids=named)
async def test_every_operation_is_found_by_its_path(operation: Operation) -> None:
    address = operation.address.replace("{id}", ID).replace("{address_id}", ID)
    names = re.findall(r"{([a-z_]+)}", operation.address)
    said = await wire(DOOR, operation.method, address)
    assert said.status == 200
    assert said.headers["found"] == operation.name
    assert said.headers["params"] == ",".join(f"{name}={ID}" for name in names)
    assert said.headers["way"] == operation.address


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/api/v1/customers"),
        ("OPTIONS", "/api/v1/customers"),
        ("HEAD", "/api/v1/customers"),
        ("GET", "/api/v1/customers/"),
        ("GET", "//api/v1/customers"),
        ("GET", "/api/v1/nowhere"),
        ("GET", f"/api/v1/customers/{ID}/"),
        ("GET", f"/api/v1/customers/{ID}/restore"),
        ("POST", "/api/v1/customers//restore"),
        ("GET", "/c/laundry/customers"),
        ("GET", "/"),
    ],
)
async def test_anything_else_goes_the_long_way(method: str, path: str) -> None:
    assert (await wire(DOOR, method, path)).status == 418


async def test_an_id_that_looks_like_a_form_is_an_id_that_nobody_has() -> None:
    said = await wire(DOOR, "GET", "/api/v1/customers/*")
    assert said.headers["params"] == "id=*"
