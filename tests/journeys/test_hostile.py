"""Fault row C05, its short form: whatever stands in a field is shown as text. No script runs, the
policy is never broken, and no request goes out that the page did not mean."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Page, Request

from tests.instruments.scenes import WALKED, Stage
from tests.journeys.conftest import Entrance
from tests.journeys.shop import Shop
from tests.journeys.stages import furnished

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

RUN = "window.__ran=1"
STRINGS: tuple[str, ...] = (
    f"<script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"\"'><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}><a xlink:href='javascript:{RUN}'>x</a></svg>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<style>@import '//evil.example/pwned';</style><body onload={RUN}>",
    f"javascript:{RUN}//",
    f'" autofocus onfocus={RUN} x="',
    f"' onpointerenter='{RUN}",
    f"` onclick={RUN} `",
    '<div hx-get="/pwned" hx-trigger="load">x</div>',
    '" hx-get="/pwned" hx-trigger="load" x="',
    "' hx-on:htmx:load='window.__ran=1' x='",
    '<b data-hx-post="/pwned" data-hx-trigger="revealed">x</b>',
    '<template><tbody hx-swap-oob="beforeend:#rows"><tr><td>pwned</td></tr></tbody></template>',
    '<form action="//evil.example/pwned"><button autofocus>x</button></form>',
    '<meta http-equiv="refresh" content="0;url=//evil.example/pwned">',
    '<base href="//evil.example/pwned/">',
    '<link rel="stylesheet" href="//evil.example/pwned.css">',
    "{{ 7*7 }} {% print(7*7) %} ${7*7} #{7*7} <%= 7*7 %>",
    "{{ config }} {{ ''.__class__.__mro__ }} { $name } {x}",
    "\u202egnp.exe\u202c \u2066\u2067mixed\u2069 \u200fabc\u200e",
    "A\u0300\u0301\u0302\u0303\u0304" * 12,
    "👩‍👩‍👧‍👦🏴‍☠️🇴🇲" * 6,
    "W" * 120,
    "&lt;script&gt; &amp;amp; &#x3c;script&#x3e; %3Cscript%3E",
    "-- '; DROP TABLE customers; SELECT 'x",
)
NAME_LENGTH_MAX = 120
PAIR_LENGTH_MAX = 80


@pytest.fixture(scope="module")
def ids(shop: Shop) -> Mapping[str, str]:
    """The bakery, filled with what nobody is called."""
    bakery = shop.world.bakery
    first = STRINGS[0]
    with shop.api(bakery) as client:
        for at, text in enumerate(STRINGS):
            made = {"name": text[:NAME_LENGTH_MAX], "name2": text[:NAME_LENGTH_MAX]}
            wishes = {"preferences": {"starch": text}, "phone": str(9800_0001 + at)}
            answer = client.post("/customers", json={"type": "stub", **made, **wishes})
            assert answer.status_code == 201, (text, answer.text)
            path = f"/customers/{answer.json()['id']}"
            tagged = client.patch(path, json={"tags": [text[:40]]})
            assert tagged.status_code in (200, 422), tagged.text
            assert client.post(f"{path}/block", json={"reason": text}).status_code == 200
    with shop.staff(bakery, "owner@bakery.example.com") as owner:
        for at, text in enumerate(STRINGS):
            short = text[:PAIR_LENGTH_MAX]
            owner.post("/settings/branches", {"name": short, "name2": short})
            owner.post("/settings/keys", {"name": short, "scopes": "customers:read"})
            person = {"name": short, "email": f"hostile{at}@bakery.example.com", "role": "admin"}
            owner.post("/settings/staff", {**person, "password": "a long enough password"})
        settings = {"language": "ar", "country": "OM", "time_zone": "Asia/Muscat"}
        owner.post("/settings", {"name": first, **settings})
    return furnished(shop, bakery, 9850_0001, preferences={"starch": first})


@pytest.fixture
def stray() -> Iterator[list[str]]:
    """Requests that only a field's content can have asked for."""
    asked: list[str] = []
    yield asked
    assert asked == []


def watched(page: Page, stray: list[str], address: str) -> Page:
    def look(request: Request) -> None:
        is_ours = request.url.startswith((address, "data:"))
        if "pwned" in request.url or not is_ours:
            stray.append(request.url)

    page.on("request", look)
    return page


def nothing_ran(page: Page) -> None:
    assert page.evaluate("window.__ran") == 0, page.url
    # Whatever could have become markup would be one of these.
    made = page.evaluate(
        "document.querySelectorAll('script:not([src]), style, iframe, base, [onerror], [onload],"
        ' [onfocus], [onclick], [hx-get="/pwned"], [data-hx-post], meta[http-equiv]\').length'
    )
    assert made == 0, page.url


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_runs_what_stands_in_its_fields(
    entrance: Entrance, ids: Mapping[str, str], stray: list[str], language: str
) -> None:
    house = entrance.shop.world.bakery
    page = entrance.open(language=language, email="owner@bakery.example.com", house=house)
    watched(page, stray, entrance.shop.address)
    stage = Stage(page, "/c/bakery", ids)
    for scene in WALKED:
        if not scene.is_outside:
            stage.show(scene)
            nothing_ran(page)
    entrance.complaints.forget("status of 404")


def test_each_of_them_is_shown_as_it_was_typed(
    entrance: Entrance, ids: Mapping[str, str], stray: list[str]
) -> None:
    house = entrance.shop.world.bakery
    page = entrance.open(email="owner@bakery.example.com", house=house)
    watched(page, stray, entrance.shop.address)
    with entrance.shop.api(house) as client:
        listed = client.get("/customers", params={"state": "blocked", "limit": 200}).json()["data"]
    shown = {one["name"]: one["id"] for one in listed}
    assert len(shown) > len(STRINGS) - 3
    for name, customer_id in shown.items():
        page.goto(f"/c/bakery/customers/{customer_id}")
        heading = page.locator("h1").text_content() or ""
        assert heading.strip() == name.strip()
        page.keyboard.press("e")
        page.locator("dialog[open]").wait_for()
        assert page.locator("#c-name").input_value() == name
        nothing_ran(page)


def test_a_hostile_name_arriving_live_is_text_too(
    entrance: Entrance, ids: Mapping[str, str], stray: list[str], phone: str
) -> None:
    house = entrance.shop.world.bakery
    page = entrance.open(email="owner@bakery.example.com", house=house)
    watched(page, stray, entrance.shop.address)
    with page.expect_response("**/live"):
        page.goto("/c/bakery/customers")
    name = f"Live{phone} <img src=x onerror={RUN}>"
    entrance.shop.made(house, name=name, phone=phone)
    row = page.locator("#rows tr").filter(has_text=f"Live{phone}")
    row.wait_for()
    assert name in (row.locator(".who-name").text_content() or "")
    nothing_ran(page)


def test_the_watch_sees_what_runs(entrance: Entrance) -> None:
    page = entrance.open()
    page.goto("/c/bakery/sign-in")
    page.evaluate("document.body.append(document.createElement('iframe'))")
    with pytest.raises(AssertionError):
        nothing_ran(page)
    page.evaluate("document.body.innerHTML += `<img src=x onerror='window.__ran=1'>`")
    page.wait_for_function("true")
    assert any("policy broken" in one for one in entrance.complaints.said)
    entrance.complaints.said.clear()
