"""Every template of the portal keeps the policy, and what people typed never becomes markup."""

import pytest

from regulars.portal.rendering import PORTAL
from regulars.runtime.context import PURPOSES
from tests.console.lints import ids_missing, template_faults
from tests.console.test_messages import ARABIC, ENGLISH
from tests.portal.visitors import Customer

TEMPLATES = {
    str(path.relative_to(PORTAL)): path.read_text("utf-8")
    for path in sorted(PORTAL.glob("*/*.html"))
}
HOSTILE = "<script>alert(1)</script>\"'{{ 7*7 }}"
PAGES = ("", "/profile", "/profile/details", "/addresses")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_nothing_inline_and_nothing_foreign(name: str) -> None:
    assert template_faults(TEMPLATES[name]) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_only_what_the_files_hold(name: str) -> None:
    assert ids_missing(TEMPLATES[name], ENGLISH) == ids_missing(TEMPLATES[name], ARABIC) == []


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_reason_for_a_look_is_told_to_whom_it_is_about(purpose: str) -> None:
    told = {f"purpose-{purpose}", f"portal-look-why-{purpose}"}
    assert (told - set(ENGLISH), told - set(ARABIC)) == (set(), set())


async def test_hostile_strings_are_shown_as_text_on_every_page(phone: Customer) -> None:
    await phone.come_in("9222 5501")
    await phone.post("/profile/details", {"name": HOSTILE, "name2": HOSTILE})
    address = {"type": "home", "city": HOSTILE, "label": HOSTILE, "notes": HOSTILE, "area": HOSTILE}
    await phone.post("/addresses", address)
    for path in PAGES:
        text = (await phone.get(path)).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text, path
        assert "{{ 7*7 }}" in text, path
    answer = await phone.get("/profile")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


async def test_an_address_in_a_link_cannot_leave_the_shop(phone: Customer) -> None:
    page = await phone.client.get("/p//evil.example/x", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert 'href="//' not in page.text
