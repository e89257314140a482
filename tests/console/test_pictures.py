"""A picture on the customer's page: given in a form with a file, seen small, taken away."""

import re

import pytest

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


PART = b'--b\r\nContent-Disposition: form-data; name="csrf"'


@pytest.mark.parametrize(
    "body",
    [
        PART + b"\r\nContent-Type: text/plain; charset=nobodys\r\n\r\nx\r\n--b--\r\n",
        PART + b"\r\nContent-Type: application/json\r\n\r\n{\r\n--b--\r\n",
        PART + b"\r\n\r\n\xff\xfe\r\n--b--\r\n",
        (PART + b"\r\n\r\nx\r\n") * 2_000 + b"--b--\r\n",
        b"--b\r\n\r\nx\r\n--b--\r\n",
        b"--b",
    ],
    ids=["encoding", "json", "no text", "many", "nameless", "cut"],
)
async def test_a_form_in_parts_that_cannot_be_read_is_refused_and_no_fault_of_ours(
    owner: Visitor, world: World, body: bytes
) -> None:
    """From anybody who is signed in: a form is read before it is known to be a page's own."""
    headers = {"Origin": owner.origin, "Content-Type": "multipart/form-data; boundary=b"}
    path = f"{owner.home}/customers/{world.laundry.ana.id}/picture"
    answer = await owner.client.post(path, content=body, headers=headers)
    assert answer.status_code in (403, 413)


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
