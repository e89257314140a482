"""A picture on the customer's page: given in a form with a file, seen small, taken away."""

import re

from tests.api.samples import picture
from tests.console.visitors import Visitor
from tests.world import World


async def test_a_picture_is_given_seen_on_the_page_and_in_lists_and_removed(
    owner: Visitor, world: World
) -> None:
    ana = f"/customers/{world.laundry.ana.id}"
    assert (await owner.get(f"{ana}/picture")).status_code == 404
    given = await sent(owner, f"{ana}/picture", picture())
    assert given.status_code == 303, given.text
    page = (await owner.get(ana)).text
    address = re.search(r'src="/c/laundry(/customers/[^"]+/picture\?v=\d+)"', page)
    assert address
    assert address[1] in (await owner.search("ana")).text
    seen = await owner.get(address[1])
    assert seen.headers["content-type"] == "image/webp"
    assert seen.headers["cache-control"].startswith("private")
    assert "default-src 'none'" in seen.headers["content-security-policy"]
    dialog = (await owner.get(f"{ana}/picture/edit", htmx=True)).text
    assert "/picture/removal" in dialog
    await owner.post(f"{ana}/picture/removal", htmx=False)
    assert (await owner.get(f"{ana}/picture")).status_code == 404


async def test_what_is_no_picture_is_said_in_the_dialog(owner: Visitor, world: World) -> None:
    ana = f"/customers/{world.laundry.ana.id}"
    wrong = await sent(owner, f"{ana}/picture", b"hello", htmx=True)
    assert (wrong.status_code, "no picture that can be read" in wrong.text) == (422, True)
    nothing = await sent(owner, f"{ana}/picture", b"", htmx=True)
    assert nothing.status_code == 422


async def test_a_form_with_files_has_to_prove_itself_like_any_other(
    owner: Visitor, world: World
) -> None:
    ana = f"/customers/{world.laundry.ana.id}"
    owner.token = "0" * 64
    assert (await sent(owner, f"{ana}/picture", picture())).status_code == 403


async def test_other_forms_take_no_files(owner: Visitor, world: World) -> None:
    ana = f"/customers/{world.laundry.ana.id}"
    assert (await sent(owner, ana, picture())).status_code == 403


async def sent(visitor: Visitor, path: str, content: bytes, *, htmx: bool = False):  # type: ignore[no-untyped-def]
    headers = {"Origin": visitor.origin, "Sec-Fetch-Site": "same-origin"}
    if htmx:
        headers |= {"HX-Request": "true"}
    return await visitor.client.post(
        visitor.home + path,
        data={"csrf": visitor.token},
        files={"picture": ("face.png", content, "image/png")},
        headers=headers,
    )
