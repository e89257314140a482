"""What arrives as a body: judged strictly, refused in the house's own form, never a 500."""

import json
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.api.bodies import path_id, read_fields, read_query
from regulars.api.customers import CustomerQuery, NewCustomer
from regulars.kernel.errors import NotFound
from tests.api.samples import JSON, WRITES, ask, named
from tests.api.wire import wire
from tests.world import World

CUSTOMERS = "/api/v1/customers"
GUEST = b'{"type": "guest", "preferences": {"a": %b}}'

NOT_JSON = {
    "nothing": b"",
    "a list": b"[]",
    "a text": b'"guest"',
    "a number": b"1",
    "null": b"null",
    "two objects": b"{}{}",
    "a trailing comma": b'{"type": "guest",}',
    "a comment": b'{"type": "guest"} // new',
    "a byte order mark": b'\xef\xbb\xbf{"type": "guest"}',
    "UTF-16": '{"type": "guest"}'.encode("utf-16"),
    "bytes that are no UTF-8": b'{"type": "guest", "name": "\xff\xfe"}',
    "an overlong slash": b'{"type": "guest", "name": "\xc0\xaf"}',
    "a raw NUL": b'{"type": "guest", "name": "a\x00b"}',
    "half a surrogate pair": b'{"type": "guest", "name": "\\ud800"}',
    "a lone half in a name": b'{"type": "guest", "\\udfff": 1}',
    "a name twice": b'{"type": "guest", "type": "stub"}',
    "a name twice, spelt two ways": b'{"type": "guest", "t\\u0079pe": "stub"}',
    "a name twice inside": GUEST % b'{"b": 1, "b": 2}',
    "a list a hundred thousand deep": b"[" * 100_000,
    "objects five thousand deep": b'{"preferences":' * 5_000 + b"1" + b"}" * 5_000,
    "a number beyond floats": GUEST % b"1e999",
    "a number of five thousand digits": GUEST % (b"9" * 5_000),
    "not a number": GUEST % b"NaN",
    "infinity": GUEST % b"-Infinity",
    "a number with a plus": GUEST % b"+1",
    "a number with a leading zero": GUEST % b"01",
}


@pytest.mark.parametrize("raw", NOT_JSON.values(), ids=NOT_JSON.keys())
async def test_what_is_no_json_object_is_refused(client: AsyncClient, raw: bytes) -> None:
    answer = await client.post(CUSTOMERS, content=raw, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "not_json")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "json"])
@pytest.mark.parametrize("operation", WRITES, ids=named)
async def test_a_body_of_another_type_is_refused(
    client: AsyncClient, operation: Any, kind: str
) -> None:
    answer = await ask(
        client, operation, "x" * 36, json=None, content=b"{}", headers={"Content-Type": kind}
    )
    is_of_an_id = "{" in operation.path
    assert answer.status_code in ((404, 415) if is_of_an_id else (415,)), answer.text


@pytest.mark.parametrize(
    "kind",
    ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"],
)
async def test_json_goes_by_these_names(client: AsyncClient, kind: str) -> None:
    body = b'{"type": "guest"}'
    answer = await client.post(CUSTOMERS, content=body, headers={"Content-Type": kind})
    assert answer.status_code == 201


HARD = {
    "deep but readable": GUEST % (b"[" * 900 + b"]" * 900),
    "a number beyond what browsers count": GUEST % b"9007199254740993",
    "a number beyond sixty-four bits": GUEST % b"99999999999999999999",
    "a fraction": GUEST % b"1.5",
    "a boolean for a name": b'{"type": "guest", "name": true}',
    "an object for a phone": b'{"type": "guest", "phone": {"$ne": null}}',
    "a number for a type": b'{"type": 1}',
    "a name of a quarter of a megabyte": b'{"type": "guest", "name": "%b"}' % (b"x" * 250_000),
    "two hundred thousand tags": json.dumps({"type": "guest", "tags": ["x"] * 200_000}).encode(),
    "an unknown field with an unwelcome name": b'{"type": "guest", "__proto__": {}}',
}


@pytest.mark.parametrize("raw", HARD.values(), ids=HARD.keys())
async def test_what_is_json_but_makes_no_sense_is_a_field_error(
    client: AsyncClient, raw: bytes
) -> None:
    answer = await client.post(CUSTOMERS, content=raw, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert len(answer.json()["errors"]) == 1


async def test_a_nul_in_a_name_is_cleaned_away_like_other_controls(client: AsyncClient) -> None:
    answer = await client.post(CUSTOMERS, json={"type": "guest", "name": "Sa\0lim\x1b[31m\n"})
    assert (answer.status_code, answer.json()["name"]) == (201, "Salim[31m")


async def test_ten_thousand_mistakes_are_not_all_told(client: AsyncClient) -> None:
    body = {"type": "guest"} | {f"f{place}": 0 for place in range(10_000)}
    answer = await client.post(CUSTOMERS, json=body)
    assert (answer.status_code, len(answer.json()["errors"])) == (422, 100)


@pytest.mark.parametrize("length", [b"1100002", None])
async def test_a_body_that_is_too_large_is_refused(
    app: Any, world: World, length: bytes | None
) -> None:
    headers = [(b"authorization", f"Bearer {world.laundry.api_key}".encode())]
    headers += [(b"content-length", length)] if length else []
    pieces = [b"{", *[b"x" * 100_000] * 11, b"}"]
    said = await wire(app, "POST", CUSTOMERS, headers=headers, pieces=pieces)
    assert (said.status, json.loads(said.body)["code"]) == (413, "body_too_large")
    assert said.headers["content-type"] == "application/problem+json"


async def test_a_caller_that_hangs_up_in_the_middle_is_no_fault_of_ours(
    app: Any, world: World
) -> None:
    headers = [
        (b"authorization", f"Bearer {world.laundry.api_key}".encode()),
        (b"content-type", b"application/json"),
    ]
    said = await wire(
        app, "POST", CUSTOMERS, headers=headers, pieces=[b'{"type":'], leaves_early=True
    )
    assert said.status == 400


async def test_where_nothing_has_to_be_said_the_body_may_be_absent(client: AsyncClient) -> None:
    made = (await client.post(CUSTOMERS, json={"type": "guest"})).json()
    path = f"{CUSTOMERS}/{made['id']}"
    assert (await client.delete(path)).status_code == 204
    assert (await client.post(f"{path}/restore")).status_code == 200
    assert (await client.patch(path)).status_code == 415
    assert (await client.patch(path, headers=JSON)).json()["code"] == "not_json"


async def test_an_operation_without_fields_accepts_none(client: AsyncClient) -> None:
    made = (await client.post(CUSTOMERS, json={"type": "guest"})).json()
    path = f"{CUSTOMERS}/{made['id']}"
    answer = await client.request("DELETE", path, json={"force": True})
    assert answer.json()["errors"] == [
        {"field": "force", "code": "unknown_field", "message": "There is no such field."}
    ]
    assert (await client.get(path)).json()["deleted_at"] is None
    assert (await client.request("GET", path, json={"force": True})).status_code == 422


def test_a_field_is_complained_of_once() -> None:
    read = read_fields({"type": 1, "tags": ["a", 2], "who": 0}, NewCustomer)
    assert read.values == {}
    assert [(error.field, error.code) for error in read.errors] == [
        ("type", "wrong_type"),
        ("tags", "wrong_type"),
        ("who", "unknown_field"),
    ]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ([("limit", "1"), ("limit", "1")], ["wrong_type"]),
        ([("who", "1"), ("who", "2")], ["unknown_field"]),
        ([("limit", "1"), ("limit", "2"), ("limit", "x")], ["wrong_type"]),
        ([("limit", "x"), ("limit", "1")], ["wrong_type"]),
        ([("limit", "0"), ("sort", "name"), ("state", "gone")],
         ["limit_out_of_range", "sort_not_supported", "unknown_value"]),
        ([("sort", "a, got b")], ["sort_not_supported"]),
        ([("type", "null")], ["unknown_value"]),
    ],
)  # fmt: skip
def test_a_query_is_judged_whole(given: list[tuple[str, str]], codes: list[str]) -> None:
    read = read_query(given, CustomerQuery)
    assert read.values == {}
    assert [error.code for error in read.errors] == codes


@pytest.mark.parametrize(
    "text",
    ["", "1", "x" * 36, "{01a1f8a5-a5b0-7614-9c09-5c2f3cc889}", "01a1f8a5a5b076149c095c2f3cc889c4",
     "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4\n", "٠1a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
     "0x01a1f8-a5b0-7614-9c09-5c2f3cc889c4", "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c_"],
)  # fmt: skip
def test_what_is_no_id_cannot_be_found(text: str) -> None:
    with pytest.raises(NotFound):
        path_id(text)
