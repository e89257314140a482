"""The page for people: complete, linked, and without anything that could run."""

import re
from html.parser import HTMLParser
from typing import Any

from httpx import AsyncClient

from regulars import api
from regulars.api.problems import known_codes
from regulars.api.reference import CALLERS


class Page(HTMLParser):
    """What a page names, leads to, and would run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            self.links.append(found["href"])


class Facts(HTMLParser):
    """What each <dd> of a page says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._is_inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        del attrs
        if tag == "dd":
            self.said.append("")
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "dd":
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.said[-1] += data


async def page(client: AsyncClient) -> Page:
    answer = await client.get("/api/v1/docs", headers={"Authorization": ""})
    assert answer.status_code == 200
    return Page(answer.text)


async def test_every_operation_and_every_problem_has_its_place(client: AsyncClient) -> None:
    ids = (await page(client)).ids
    assert len(ids) == len(set(ids))
    assert {operation.name for operation in api.OPERATIONS} <= set(ids)
    assert {f"problem-{code}" for code in known_codes()} <= set(ids)


async def test_who_calls_is_said_of_every_kind_and_no_fact_is_empty(client: AsyncClient) -> None:
    answer = await client.get("/api/v1/docs", headers={"Authorization": ""})
    said = [fact.strip() for fact in Facts(answer.text).said]
    assert len(said) > len(api.OPERATIONS)
    assert not [fact for fact in said if not fact or fact.endswith(",") or ", ," in fact]
    kinds = {kind for operation in api.OPERATIONS for kind in operation.callers}
    assert kinds == set(CALLERS)
    assert {"secret key, access token of staff", "access token of staff"} <= set(said)


async def test_the_type_of_a_problem_leads_to_its_explanation(client: AsyncClient) -> None:
    problem = (await client.get("/api/v1/customers/x")).json()
    path, _, anchor = problem["type"].partition("#")
    assert path == "/api/v1/docs"
    assert anchor in (await page(client)).ids


async def test_no_link_leads_nowhere(client: AsyncClient) -> None:
    found = await page(client)
    for link in found.links:
        if link.startswith("#"):
            assert link[1:] in found.ids, link
        else:
            assert (await client.get(link, headers={"Authorization": ""})).status_code == 200, link


async def test_the_page_runs_nothing_and_asks_nobody_else(client: AsyncClient) -> None:
    answer = await client.get("/api/v1/docs")
    policy = answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    found = Page(answer.text)
    assert not found.tags & {"script", "iframe", "img", "form", "style"}
    assert "style" not in found.attributes
    assert not [name for name in found.attributes if name.startswith("on")]
    assert not re.search(r"https?://(?!localhost)", answer.text)


async def test_the_example_on_the_page_works(client: AsyncClient) -> None:
    text = (await client.get("/api/v1/docs")).text
    body = re.search(r"-d &#39;(.+?)&#39;|-d '(.+?)'", text)
    assert body is not None
    answer = await client.post(
        "/api/v1/customers",
        content=(body[1] or body[2]).replace("&#34;", '"'),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 201
