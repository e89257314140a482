"""G11 by the customer: a paper is handed in, waits, is told how it went, and is taken back."""

import re
import tempfile
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest

from regulars.domains import customers, identity
from regulars.domains.identity.papers.own_papers import A_DAY_MAX
from regulars.domains.identity.tries.peers import PEER_TRIES_MAX
from regulars.runtime.context import Context
from regulars.runtime.uploads import AT_ONCE_MAX
from tests.api.samples import picture
from tests.domains.customers.papers.handing_in import PORTAL, reviewer
from tests.portal.visitors import Customer, Door
from tests.runtime.test_papers import pdf
from tests.world import World

PAPER = re.compile(r"/papers/([0-9a-f-]{36})/withdrawal")


async def handed_in(phone: Customer) -> None:
    await phone.get("/papers")
    assert (await sent(phone, front=picture())).status_code == 303


async def sent(phone: Customer, **files: bytes) -> httpx.Response:
    return await phone.client.post(
        f"{phone.home}/papers",
        data={"csrf": phone.token, "document": "passport"},
        files={name: ("../../x.svg", content, "image/svg+xml") for name, content in files.items()},
        headers={"Origin": phone.origin, "Sec-Fetch-Site": "same-origin"},
    )


async def whose(door: Door, world: World, verification_id: str) -> UUID:
    async with door.database.transaction(world.laundry.context) as tx:
        return (await identity.verification_by_id(tx, UUID(verification_id))).holder_id


async def waiting(phone: Customer) -> str:
    found = PAPER.search((await phone.get("/papers")).text)
    assert found
    return found[1]


async def test_somebody_has_few_files_under_way_at_once(phone: Customer) -> None:
    """They may come slowly, and each is held in memory."""
    await phone.come_in("9222 2309")
    met: list[int] = []

    async def send_slowly(left: int) -> None:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"--cut"
            if left:
                await send_slowly(left - 1)

        kind = {"Content-Type": "multipart/form-data; boundary=cut"}
        where = f"{phone.home}/papers"
        answer = await phone.client.post(where, content=pieces(), headers=kind)
        met.append(answer.status_code)

    await send_slowly(AT_ONCE_MAX)
    assert met[0] == 503
    assert 503 not in met[1:]
    await handed_in(phone)


async def test_a_paper_touches_no_disk_before_it_is_sealed(
    phone: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is put aside in a temporary file lies on it in clear, and stays after it is gone."""
    await phone.come_in("9222 2310")
    await phone.get("/papers")
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    large = pdf(b"%" + b" " * 2_000_000)
    assert (await sent(phone, front=large, back=large)).status_code == 303


async def test_a_paper_is_handed_in_with_a_camera_or_a_file_and_taken_back(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9222 2301")
    page = (await phone.get("/papers")).text
    assert 'capture="environment"' in page
    assert "You have not handed in anything yet." in page
    given = await sent(phone, front_photo=picture(), back=pdf())
    assert given.status_code == 303, given.text[:400]
    page = (await phone.get("/papers")).text
    assert "Somebody at the shop will look at it" in page
    assert "data-sends" not in page, "one at a time"
    paper = await waiting(phone)
    async with door.database.transaction(world.laundry.context) as tx:
        kept = await identity.verification_by_id(tx, UUID(paper))
        assert len(kept.evidence) == 2
        assert kept.handed == identity.Hand("customer", kept.holder_id)
    await phone.post(f"/papers/{paper}/withdrawal")
    page = (await phone.get("/papers")).text
    assert "Taken back" in page
    assert "data-sends" in page


@pytest.mark.parametrize(
    ("files", "field", "said"),
    [
        ({}, "front", "required"),
        ({"front": b"<svg onload='x()'/>"}, "front", "neither a picture nor a PDF"),
        ({"front": picture(), "back": pdf(b"<</S/JavaScript>>")}, "back", "more than pages"),
        ({"front": b"\xff\xd8" + b"0" * (5 * 1024 * 1024)}, "front", "too large"),
    ],
)
async def test_what_is_no_paper_is_said_at_its_side_and_nothing_is_kept(
    phone: Customer, files: dict[str, bytes], field: str, said: str
) -> None:
    await phone.come_in("9222 2302")
    answer = await sent(phone, **files)
    assert answer.status_code == 422
    fault = re.search(rf'id="paper-{field}-fault".*?</p>', answer.text, re.DOTALL)
    assert fault
    assert said in fault[0].lower() or said in fault[0]
    assert PAPER.search((await phone.get("/papers")).text) is None


async def test_more_than_two_papers_bytes_are_not_even_read(phone: Customer) -> None:
    await phone.come_in("9222 2303")
    answer = await sent(phone, front=b"0" * 11_000_000)
    assert answer.status_code == 413
    assert "<main" in answer.text


async def test_nobody_hands_in_anything_without_being_signed_in(phone: Customer) -> None:
    await phone.get("/sign-in")
    assert (await sent(phone, front=picture())).status_code == 401
    assert (await phone.get("/papers")).status_code == 303


async def test_what_the_shop_decides_is_told_in_plain_words_and_its_note_is_not(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9222 2304")
    await sent(phone, front=picture())
    paper = await waiting(phone)
    async with door.database.transaction(reviewer(world.laundry)) as tx:
        await customers.reject_paper(
            tx,
            UUID(paper),
            reason="unreadable",
            note="looks odd to me",
            asks_again=True,
            expected_version=1,
            portal=PORTAL,
        )
    page = (await phone.get("/papers")).text
    assert "The shop asks you for a paper" in page
    assert "Send a sharp picture in good light." in page
    assert "odd to me" not in page
    assert "The shop asks you for a paper" in (await phone.get("")).text
    again = await sent(phone, front=picture())
    assert again.status_code == 303
    second = await waiting(phone)
    async with door.database.transaction(reviewer(world.laundry)) as tx:
        await customers.approve_paper(
            tx, UUID(second), until="2031-01-31", birth_date="", expected_version=2
        )
    page = (await phone.get("/papers")).text
    assert "counts until 31 Jan 2031" in page
    assert "The shop asks you" not in (await phone.get("")).text
    late = await phone.post(f"/papers/{second}/withdrawal")
    assert late.status_code == 409, "what was decided is not taken back"


async def test_in_arabic_every_state_has_its_words(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9222 2305")
    await sent(phone, front=picture())
    page = await phone.get("/papers", language="ar")
    assert 'dir="rtl"' in page.text
    assert "سيطّلع عليها موظف في المتجر" in page.text
    await phone.get("/papers", language="en")


async def test_five_papers_a_day_are_taken_and_the_sixth_is_refused_in_words(
    phone: Customer,
) -> None:
    await phone.come_in("9222 2306")
    for _ in range(A_DAY_MAX):
        assert (await sent(phone, front=picture())).status_code == 303
        await phone.post(f"/papers/{await waiting(phone)}/withdrawal")
    over = await sent(phone, front=picture())
    assert (over.status_code, "many papers today" in over.text) == (409, True)


async def test_rubbish_is_counted_before_it_is_looked_at(phone: Customer) -> None:
    await phone.come_in("9222 2308")
    for _ in range(PEER_TRIES_MAX["paper_sent"]):
        assert (await sent(phone, front=b"rubbish")).status_code == 422
    over = await sent(phone, front=b"rubbish")
    assert (over.status_code, "many papers today" in over.text) == (409, True)


async def test_what_is_handed_in_is_told_as_the_customers_own_doing(
    phone: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9222 2307")
    await sent(phone, front=picture())
    holder = await whose(door, world, await waiting(phone))
    context = Context(world.laundry.tenant.id, actor_kind="system")
    async with door.database.transaction(context) as tx:
        customer = await customers.customer_by_id(tx, holder)
        timeline = await customers.read_timeline(tx, customer, limit=5)
    told = [e.fact for e in timeline.entries if e.fact.name == "identity.verification_requested"]
    assert [(fact.actor_kind, fact.actor_id) for fact in told] == [("customer", holder)]
    assert "x.svg" not in str([fact.data for fact in told])
