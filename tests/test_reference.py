"""The reference leaves no address out: what the server answers stands on a page, once."""

import re
from typing import Any

from litestar import Litestar
from litestar.routes import HTTPRoute

from regulars.app import build
from regulars.reference import reference_pages
from regulars.runtime.settings import Settings

ROW = re.compile(r"^\| (GET|POST|PUT|PATCH|DELETE) \| `([^`]+)` \|")
# The framework answers these for every address.
FOR_ALL = {"OPTIONS", "HEAD"}


def told() -> list[tuple[str, str]]:
    lines = [
        line
        for name in ("api.md", "console.md", "portal.md")
        for line in reference_pages()[name].splitlines()
    ]
    return [(found[1], found[2]) for line in lines if (found := ROW.match(line))]


def served() -> set[tuple[str, str]]:
    house: Any = build(Settings())
    while not isinstance(house, Litestar):
        house = house._app
    return {
        (method, route.path_format)
        for route in house.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods - FOR_ALL
    }


def test_every_address_of_the_server_stands_in_the_reference_once() -> None:
    assert sorted(told()) == sorted(served())


def test_every_operation_says_who_may_call() -> None:
    rows = [
        line.split(" | ") for line in reference_pages()["api.md"].splitlines() if ROW.match(line)
    ]
    assert [row[1] for row in rows if not row[2].strip()] == []
    who = {row[1]: row[2] for row in rows}
    assert who["`/api/v1/auth/session`"] == "staff"
    assert who["`/api/v1/auth/sign-out`"] == "staff, account, publishable"


def test_a_row_of_a_table_is_one_line() -> None:
    for name, page in reference_pages().items():
        table = page[page.index("\n| ") :].strip().splitlines()
        assert [line for line in table if not re.match(r"\|.*\|$", line)] == [], name
