"""Fault row C05, its short form: whatever stands in a field is shown as text. No script runs, the
policy is never broken, and no request goes out that the page did not mean."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request

from tests.instruments.hostile import MADE_BY_A_TEXT, RUN, SAMPLES
from tests.instruments.scenes import WALKED, Stage
from tests.journeys.conftest import Entrance
from tests.journeys.hostile_house import HostileHouse, hostile_house
from tests.journeys.shop import Shop

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

STRINGS_MIN = 500
# Every customer's page, parsed as the browser does it: what stands in it, and who it is about.
READ_ALL = """
async ([home, ids]) => {
  const judge = JUDGE, said = [], shown = {};
  const read = async () => {
    for (let id = ids.pop(); id; id = ids.pop()) {
      const answer = await fetch(`${home}/customers/${id}`);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      shown[id] = page.querySelector('h1')?.textContent.trim();
      said.push(...judge(page).map((one) => `${id}: ${one}`));
    }
  };
  await Promise.all([read(), read(), read()]);
  return [said, shown];
}
""".replace("JUDGE", MADE_BY_A_TEXT.strip())


@pytest.fixture(scope="session")
async def hostile(shop: Shop) -> HostileHouse:
    return await hostile_house(shop)


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
    assert page.evaluate(f"({MADE_BY_A_TEXT})(document)") == [], page.url


def opened(entrance: Entrance, hostile: HostileHouse, stray: list[str], **how: str) -> Page:
    house = entrance.shop.world.bakery
    page = entrance.open(email=hostile.email, house=house, **how)  # type: ignore[arg-type]
    return watched(page, stray, entrance.shop.address)


@pytest.mark.parametrize(("language", "step"), [("en", 1), ("ar", 4)])
def test_no_page_runs_what_stands_in_its_fields(
    entrance: Entrance, hostile: HostileHouse, stray: list[str], language: str, step: int
) -> None:
    """The words of the other language are the only difference, so some pages do there."""
    page = opened(entrance, hostile, stray, language=language)
    stage = Stage(page, "/c/bakery", hostile.ids)
    for scene in [scene for scene in WALKED if not scene.is_outside][::step]:
        stage.show(scene)
        nothing_ran(page)
    entrance.complaints.forget("status of 404")


def test_no_page_of_the_list_runs_what_its_customers_are_called(
    entrance: Entrance, hostile: HostileHouse, stray: list[str]
) -> None:
    page = opened(entrance, hostile, stray)
    page.goto("/c/bakery/customers")
    rows = 0
    while True:
        nothing_ran(page)
        rows += page.locator("#rows tr").count()
        following = page.locator("a[rel=next]")
        if not following.count():
            break
        page.goto(str(following.get_attribute("href")))
    assert rows >= len(hostile.customers)


def test_nobodys_own_page_holds_what_their_fields_would_make(
    entrance: Entrance, hostile: HostileHouse, stray: list[str]
) -> None:
    page = opened(entrance, hostile, stray)
    page.goto("/c/bakery/till")
    names = {str(one.id): str(one.person.name) for one in hostile.customers}
    said, shown = page.evaluate(READ_ALL, ["/c/bakery", list(names)])
    # What the browser complained of or asked for meanwhile is a part of the verdict.
    said += [*entrance.complaints.said, *stray]
    # The picture that is not there may still be on its way.
    page.wait_for_load_state("networkidle")
    entrance.complaints.said.clear()
    stray.clear()
    page.close()
    assert said == []
    assert shown == {id_: name.strip() for id_, name in names.items()}
    assert len(shown) > STRINGS_MIN


def test_each_of_them_is_shown_as_it_was_typed(
    entrance: Entrance, hostile: HostileHouse, stray: list[str]
) -> None:
    page = opened(entrance, hostile, stray)
    sampled = [one for one in hostile.customers if one.person.name in SAMPLES[::3]]
    assert len(sampled) > len(SAMPLES) / 6
    for one in sampled:
        page.goto(f"/c/bakery/customers/{one.id}")
        heading = page.locator("h1").text_content() or ""
        assert heading.strip() == one.person.name
        page.keyboard.press("e")
        page.locator("dialog[open]").wait_for()
        assert page.locator("#c-name").input_value() == one.person.name
        nothing_ran(page)


def test_a_hostile_name_arriving_live_is_text_too(
    entrance: Entrance, hostile: HostileHouse, stray: list[str], phone: str
) -> None:
    house = entrance.shop.world.bakery
    page = opened(entrance, hostile, stray)
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
