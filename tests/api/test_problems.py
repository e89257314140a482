"""How the API refuses: every field at once, in the reader's language, in one form."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient

import regulars
from regulars import api
from regulars.api.problems import known_codes
from regulars.runtime.language import LANGUAGES, Catalogue
from tests.api.samples import JSON, WRITES, ask, named

CUSTOMERS = "/api/v1/customers"
CODE = re.compile(r"[a-z]+(_[a-z]+)*")
# The last part of a code that a model puts together from a field's name.
MISSING = ("name_missing", "phone_missing", "email_missing")


def fields(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


WRONG = {
    "type": "stub",
    "kind": "ghost",
    "name": "",
    "phone": "12",
    "email": "ana@",
    "birth_date": "2100-01-01",
    "gender": 3,
    "tags": ["ana@example.com"],
    "preferences": {"Bad Name": 1},
    "branch_id": "not-an-id",
    "colour": "red",
}
ALL_WRONG = {
    ("kind", "unknown_value"),
    ("name", "name_missing"),
    ("phone", "phone_too_short"),
    ("email", "email_not_valid"),
    ("birth_date", "date_in_future"),
    ("gender", "wrong_type"),
    ("tags", "tag_not_valid"),
    ("preferences", "unknown_value"),
    ("branch_id", "branch_not_known"),
    ("colour", "unknown_field"),
}


async def test_every_wrong_field_is_named_at_once_and_once(client: AsyncClient) -> None:
    found = fields(await client.post(CUSTOMERS, json=WRONG))
    assert set(found) == ALL_WRONG
    assert len(found) == len(ALL_WRONG)


async def test_without_a_type_the_other_fields_are_judged_all_the_same(client: AsyncClient) -> None:
    body = {"name": 5, "phone": "12", "email": "ana@", "colour": "red"}
    expected = {
        ("type", "required"),
        ("name", "wrong_type"),
        ("phone", "phone_too_short"),
        ("email", "email_not_valid"),
        ("colour", "unknown_field"),
    }
    made = (await client.post(CUSTOMERS, json={"type": "guest"})).json()
    for path in (CUSTOMERS, f"{CUSTOMERS}/{made['id']}/upgrade"):
        found = fields(await client.post(path, json=body))
        assert sorted(found) == sorted(expected)


async def test_a_change_is_judged_by_edge_and_domain_together(client: AsyncClient) -> None:
    made = (await client.post(CUSTOMERS, json={"type": "guest"})).json()
    answer = await client.patch(
        f"{CUSTOMERS}/{made['id']}", json={"name": 5, "phone": "12", "type": "full"}
    )
    assert sorted(fields(answer)) == [
        ("name", "wrong_type"),
        ("phone", "phone_too_short"),
        ("type", "unknown_field"),
    ]


async def test_headers_query_and_body_are_told_together(client: AsyncClient) -> None:
    answer = await client.post(
        f"{CUSTOMERS}?dry_run=1",
        json={"type": "guest", "phone": "12"},
        headers={"Regulars-Purpose": "curiosity", "Idempotency-Key": " "},
    )
    assert sorted(fields(answer)) == [
        ("Idempotency-Key", "required"),
        ("Regulars-Purpose", "unknown_value"),
        ("dry_run", "unknown_field"),
        ("phone", "phone_too_short"),
    ]


async def test_settings_and_branches_tell_everything_too(client: AsyncClient) -> None:
    settings = {"default_country": "XX", "time_zone": "Mars/Olympus", "languages": [], "x": 1}
    assert sorted(fields(await client.patch("/api/v1/settings", json=settings))) == [
        ("default_country", "unknown_value"),
        ("languages", "unknown_value"),
        ("time_zone", "unknown_value"),
        ("x", "unknown_field"),
    ]
    branch = {"name": 5, "name2": "x" * 200}
    assert sorted(fields(await client.post("/api/v1/branches", json=branch))) == [
        ("name", "wrong_type"),
        ("name2", "text_too_long"),
    ]
    key = {"name": "", "scopes": ["customers:everything"], "expires_at": "tomorrow"}
    assert sorted(fields(await client.post("/api/v1/api-keys", json=key))) == [
        ("expires_at", "wrong_type"),
        ("name", "name_missing"),
        ("scopes", "unknown_value"),
    ]


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("ar", "ar"),
        ("ar-OM, en;q=0.8", "ar"),
        ("fr, ar;q=0.5, en;q=0.4", "ar"),
        ("en", "en"),
        ("fr", "en"),
        ("", "en"),
        ("ar;q=0, en", "en"),
        (";;;,q=,ar;q=x", "en"),
    ],
)
async def test_messages_are_in_the_readers_language(
    client: AsyncClient, asked: str, spoken: str
) -> None:
    answer = await client.post(CUSTOMERS, json=WRONG, headers={"Accept-Language": asked})
    assert answer.headers["content-language"] == spoken
    problem = answer.json()
    for text in (problem["title"], *(error["message"] for error in problem["errors"])):
        is_arabic = any("\u0600" <= letter <= "\u06ff" for letter in text)
        assert is_arabic == (spoken == "ar"), text


async def test_every_refusal_has_the_same_form(client: AsyncClient) -> None:
    refusals = [
        await client.get("/api/v1/nowhere"),
        await client.put(CUSTOMERS, json={}),
        await client.get(f"{CUSTOMERS}/x"),
        await client.get(CUSTOMERS, params={"limit": "0"}),
        await client.post(CUSTOMERS, content=b"{", headers=JSON),
        await client.post(CUSTOMERS, json={"type": "stub", "name": "A", "phone": "91112233"}),
        await client.get(CUSTOMERS, headers={"Authorization": "Bearer none"}),
    ]
    assert [answer.status_code for answer in refusals] == [404, 405, 404, 422, 400, 409, 401]
    for answer in refusals:
        problem = answer.json()
        assert list(problem)[:5] == ["type", "title", "status", "code", "errors"]
        assert problem["status"] == answer.status_code
        assert problem["type"] == f"/api/v1/docs#problem-{problem['code']}"
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["cache-control"] == "no-store"
        assert problem["title"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (CUSTOMERS, "GET, OPTIONS, POST"),
        ("/api/v1/settings", "GET, OPTIONS, PATCH"),
        (f"{CUSTOMERS}/01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4", "DELETE, GET, OPTIONS, PATCH"),
        ("/healthz", "GET, HEAD, OPTIONS"),
    ],
)
async def test_another_method_is_told_which_ones_there_are(
    client: AsyncClient, path: str, allowed: str
) -> None:
    answer = await client.put(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    if path.startswith("/api"):
        assert (await client.options(path)).headers["allow"] == allowed


@pytest.mark.parametrize("operation", WRITES, ids=named)
async def test_no_field_is_refused_twice(client: AsyncClient, operation: Any) -> None:
    known = operation.body.__struct_fields__ if operation.body else ()
    body = {name: [0] for name in (*known, "x")}
    answer = await ask(client, operation, "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4", json=body)
    if answer.status_code == 422:
        names = [error["field"] for error in answer.json()["errors"]]
        assert len(names) == len(set(names))
        assert "x" in names


def source() -> Iterator[ast.AST]:
    """Everything below the console: its pages have words of their own."""
    folder = Path(regulars.__file__).parent
    for part in ("api", "domains", "kernel"):
        for path in (folder / part).rglob("*.py"):
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def field_codes() -> set[str]:
    """Every code that some line of the source gives a field."""
    found = set(MISSING)
    for node in source():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "FieldError" and not isinstance(node.args[1], ast.Subscript):
                found |= texts(node.args[1])
            if node.func.id.startswith("Bad") and node.args:
                found |= texts(node.args[0])
        if isinstance(node, ast.Dict):
            # A table of complaints, or what a declaration says of its own refusal.
            said = {text for value in node.values for text in texts(value)}
            found |= {text for text in said if text.startswith(("phone_", "email_"))}
            pairs = zip(node.keys, node.values, strict=True)
            found |= {c for k, v in pairs if k and "code" in texts(k) for c in texts(v)}
    return {code for code in found if CODE.fullmatch(code)}


def texts(node: ast.AST) -> set[str]:
    constants = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant)]
    return {text for text in constants if isinstance(text, str)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_message(language: Any) -> None:
    assert len(api.OPERATIONS) > 10
    known = Catalogue.load().words[language]
    wanted = {f"error-{code}" for code in known_codes()} | {f"field-{c}" for c in field_codes()}
    messages = {name.replace("_", "-") for name in wanted}
    assert len(messages) > 50
    assert sorted(name for name in messages if known.pattern(name) is None) == []


def test_the_search_for_codes_finds_what_is_known_to_be_there() -> None:
    assert {"phone_not_valid", "unknown_field", "limit_out_of_range", "tags_too_many"} <= (
        field_codes()
    )
    assert {"phone_known", "not_json", "version_conflict", "commit_unknown"} <= set(known_codes())
