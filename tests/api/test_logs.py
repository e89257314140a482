"""What requests leave in the log: one line each, and of people nothing, whatever they typed."""

import dataclasses
import json
from typing import Any

from httpx import AsyncClient

from regulars import api
from tests.api.samples import BODIES, JSON, STUB, own_id, path_of
from tests.api.serving import served
from tests.instruments.faultproxy import fault_proxy
from tests.instruments.installation import Installation
from tests.instruments.leakscan import scan
from tests.runtime.test_telemetry import NAUGHTY, Lines, lines
from tests.world import World

__all__ = ["lines"]

CUSTOMERS = "/api/v1/customers"
PERSON: dict[str, Any] = {
    "name": "Zubaida Al Kindi",
    "name2": "زبيدة الكندي",
    "phone": "+968 9123 4567",
    "email": "zubaida@example.com",
    "birth_date": "1987-06-05",
    "preferences": {"note": "prefers starch in collars"},
}
PLANTED = [
    "Zubaida Al Kindi",
    "زبيدة الكندي",
    "+96891234567",
    "zubaida@example.com",
    "1987-06-05",
    "prefers starch in collars",
    "shouts at cashiers",
]


async def test_a_life_in_the_api_leaves_no_personal_value_in_the_log(
    client: AsyncClient, world: World, lines: Lines
) -> None:
    made = await client.post(CUSTOMERS, json={"type": "stub", **PERSON})
    path = f"{CUSTOMERS}/{made.json()['id']}"
    requests: list[tuple[str, str, Any]] = [
        ("POST", CUSTOMERS, {"type": "stub", **PERSON}),
        ("PATCH", path, {"phone": "+968 9123 45", "name": PERSON["name"]}),
        ("PATCH", path, {**PERSON, PERSON["name"]: 1}),
        ("POST", f"{path}/block", {"reason": PLANTED[-1]}),
        ("GET", f"{CUSTOMERS}?q=%2B96891234567", None),
        ("GET", f"{CUSTOMERS}?q=Zubaida%20Al%20Kindi&zubaida@example.com=1", None),
        ("GET", f"{CUSTOMERS}/Zubaida%20Al%20Kindi", None),
        ("GET", "/Zubaida%20Al%20Kindi/zubaida@example.com", None),
        ("PUT", f"{path}?phone=%2B96891234567", None),
    ]
    for method, address, body in requests:
        headers = {"Request-Id": "Zubaida Al Kindi", "User-Agent": PLANTED[0]}
        await client.request(method, address, json=body, headers=headers)
    logged = lines()
    assert [line["event"] for line in logged] == ["answered"] * (len(requests) + 1)
    text = json.dumps(logged, ensure_ascii=False).encode()
    assert scan([("log", text)], [*PLANTED, world.laundry.api_key]) == []


async def test_a_broken_seal_is_a_fault_that_tells_nothing(
    client: AsyncClient, common: Installation, world: World, lines: Lines
) -> None:
    made = await client.post(CUSTOMERS, json={"type": "stub", **PERSON, "shared_phone": True})
    id_ = made.json()["id"]
    async with common.connection() as connection:
        await connection.execute(
            "UPDATE customers.customers SET sealed = sealed || '\\x00' WHERE id = $1", id_
        )
    lines()
    answers = [
        await client.get(f"{CUSTOMERS}/{id_}"),
        await client.get(CUSTOMERS),
        await client.get(CUSTOMERS, params={"q": PERSON["name"]}),
        await client.patch(f"{CUSTOMERS}/{id_}", json={"name": PERSON["name"]}),
        await client.post(CUSTOMERS, json={**STUB, "phone": PERSON["phone"]}),
    ]
    logged = lines()
    async with common.connection() as connection:
        await connection.execute("DELETE FROM customers.identifiers WHERE customer_id = $1", id_)
        await connection.execute("DELETE FROM customers.customers WHERE id = $1", id_)
    codes = [(answer.status_code, answer.json().get("code")) for answer in answers]
    unreadable, known = (500, "internal"), (409, "phone_known")
    assert codes == [unreadable, (200, None), (200, None), unreadable, known]
    (shown,) = (c for c in answers[1].json()["data"] if c["id"] == id_)
    assert (shown["name"], shown["phone"]) == (None, None)
    for answer in (answers[0], answers[3]):
        assert scan([("answer", answer.content)], PLANTED) == []
    broken = [line for line in logged if line["event"] == "seal_broken"]
    assert {line["customer"] for line in broken} == {id_}
    assert len({line["request_id"] for line in broken}) == len(answers)
    assert scan([("log", json.dumps(logged, ensure_ascii=False).encode())], PLANTED) == []


async def test_naughty_words_in_every_field_and_header_take_one_line_a_request(
    client: AsyncClient, world: World, lines: Lines
) -> None:
    sent = 0
    for operation in api.OPERATIONS:
        for text in NAUGHTY.values():
            body = {**BODIES.get(operation.name, {})} if operation.body else None
            if body is not None and operation.body is not None:
                body |= dict.fromkeys(operation.body.__struct_fields__, text)
            raw = text.encode("utf-8", "replace").replace(b"\n", b" ").replace(b"\r", b" ")
            headers = [
                (name, raw.replace(b"\0", b" ")[:2_000])
                for name in (b"Request-Id", b"User-Agent", b"Regulars-Purpose", b"If-Match")
            ]
            id_ = own_id(operation, world.laundry, "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4")
            content = json.dumps(body).encode() if body is not None else None
            answer = await client.request(
                operation.method,
                path_of(operation, id_),
                content=content,
                params={"q": text.encode("utf-8", "replace")},
                headers=[*headers, (b"Content-Type", b"application/json")],
            )
            assert 400 <= answer.status_code < 500, answer.text
            sent += 1
    for text in NAUGHTY.values():
        content = json.dumps({"type": "guest", "name": text}).encode()
        await client.post(CUSTOMERS, content=content, headers=JSON)
        sent += 1
    logged = lines()
    assert len(logged) == sent
    assert {line["event"] for line in logged} == {"answered"}
    assert not [line for line in logged if "forged" in json.dumps(line)]


async def test_a_database_that_is_lost_is_told_by_its_cause(
    installation: Installation, world: World, lines: Lines
) -> None:
    async with fault_proxy(installation.server) as proxy:
        address = proxy.through(installation.settings.database_url)
        settings = dataclasses.replace(installation.settings, database_url=address)
        behind = dataclasses.replace(installation, settings=settings)
        async with served(behind, world.laundry.api_key) as client:
            proxy.cut_at(b"customers.customers")
            answer = await client.get(CUSTOMERS)
            (told,) = [line for line in lines() if line.get("part") == "api"]
            assert (await client.get(CUSTOMERS)).status_code == 200
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "1"
    assert (told["event"], told["level"]) == ("unavailable", "warning")
    assert told["error"].endswith("Error")
    assert address not in json.dumps(told)
