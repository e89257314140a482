"""An app's user hands in a paper of their own, sees how it stands, and takes it back."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response

from regulars.domains.identity.papers.own_papers import A_DAY_MAX
from regulars.domains.identity.tries.peers import PEER_TRIES_MAX
from regulars.runtime.database import Database
from regulars.runtime.papers import PAPER_BYTES_MAX
from regulars.runtime.uploads import AT_ONCE_MAX
from tests.api.samples import picture
from tests.api.serving import speaking
from tests.api.test_me import database, other, token_of
from tests.api.traces import rows
from tests.api.wire import wire
from tests.instruments.installation import Installation
from tests.world import World

__all__ = ["database", "other"]

MINE = "/api/v1/me/verifications"


async def hand_in(client: AsyncClient, content: bytes | None = None) -> Response:
    return await client.post(
        MINE,
        content=picture() if content is None else content,
        params={"document": "passport"},
        headers={"Content-Type": "image/png"},
    )


@pytest.fixture(scope="module")
async def ana(app: Any, database: Database, world: World) -> AsyncIterator[AsyncClient]:
    token = await token_of(database, world.laundry, world.laundry.ana.id)
    async with speaking(app, token) as client:
        yield client


@pytest.fixture(scope="module")
async def huda(
    app: Any, database: Database, world: World, other: tuple[UUID, UUID]
) -> AsyncIterator[AsyncClient]:
    async with speaking(app, await token_of(database, world.laundry, other[0])) as client:
        yield client


async def test_a_paper_of_ones_own_is_handed_in_seen_and_taken_back(
    ana: AsyncClient, huda: AsyncClient
) -> None:
    given = await hand_in(ana)
    assert given.status_code == 201, given.text
    assert (given.json()["state"], given.json()["document"]) == ("pending", "passport")
    again = await hand_in(ana)
    assert (again.status_code, again.json()["code"]) == (409, "verification_open")
    assert given.json()["id"] in (await ana.get(MINE)).text
    assert given.json()["id"] not in (await huda.get(MINE)).text
    paper = f"{MINE}/{given.json()['id']}"
    assert (await huda.delete(paper)).status_code == 404
    assert (await ana.delete(paper)).status_code == 204
    assert (await ana.delete(paper)).json()["code"] == "verification_closed"
    assert (await ana.get(MINE)).json()["data"][0]["reason"] == "taken_back"


async def test_both_faces_of_a_card_are_one_paper(ana: AsyncClient, common: Installation) -> None:
    """As the portal takes them; what is wrong is said of the face that it is wrong with."""
    params, png = {"document": "id_card"}, ("card.png", picture(), "image/png")
    faces: dict[str, Any] = {"front": png, "back": ("card.png", b"<svg/>", "image/png")}
    refused = await ana.post(MINE, params=params, files=faces)
    wrong = [(each["field"], each["code"]) for each in refused.json()["errors"]]
    assert (refused.status_code, wrong) == (422, [("back", "paper_not_readable")])
    given = await ana.post(MINE, params=params, files={"front": png, "back": png})
    assert given.status_code == 201, given.text
    query = "SELECT cardinality(evidence) AS pages FROM identity.verifications WHERE id = $1"
    assert (await rows(common, query, UUID(given.json()["id"])))[0]["pages"] == 2
    await ana.delete(f"{MINE}/{given.json()['id']}")


async def test_a_form_may_be_as_large_as_its_files_and_no_larger(client: AsyncClient) -> None:
    """Of the shop's programs too, which hand in for somebody."""
    made = await client.post("/api/v1/customers", json={"type": "guest"})
    path = f"/api/v1/customers/{made.json()['id']}/verifications"
    page, params = b"0" * PAPER_BYTES_MAX, {"document": "id_card"}
    large = await client.post(path, params=params, files={"front": page, "back": page})
    assert (large.status_code, large.json()["code"]) == (422, "invalid")
    larger = await client.post(path, params=params, files={"front": page + page, "back": page})
    assert (larger.status_code, larger.json()["code"]) == (413, "body_too_large")
    png = ("card.png", picture(), "image/png")
    given = await client.post(path, params=params, files={"front": png, "back": png})
    assert given.status_code == 201, given.text


async def test_what_is_no_paper_is_refused_and_costs_nothing(
    huda: AsyncClient, client: AsyncClient
) -> None:
    wrong = await hand_in(huda, b"<svg/>")
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, "paper_not_readable")
    for _ in range(A_DAY_MAX):
        given = await hand_in(huda)
        assert given.status_code == 201
        await huda.delete(f"{MINE}/{given.json()['id']}")
    over = await hand_in(huda)
    assert (over.status_code, over.json()["code"]) == (409, "papers_too_many")
    key = await hand_in(client)
    assert key.status_code == 403, "it is nobody's own to a program"


async def test_somebody_has_few_files_under_way_at_once(
    app: Any, database: Database, world: World
) -> None:
    """They may come slowly, and each is held in memory. Cut off, they make room again."""
    token = await token_of(database, world.laundry, world.laundry.ana.id)
    headers = [(b"authorization", f"Bearer {token}".encode()), (b"content-type", b"image/png")]
    met: list[int] = []

    async def hand_in_slowly(left: int) -> None:
        async def others() -> None:
            await hand_in_slowly(left - 1)

        said = await wire(
            app,
            "POST",
            MINE,
            query=b"document=passport",
            headers=headers,
            pieces=[b"rubbish", b"" if left else b"!"],
            leaves_early=True,
            before_last=others if left else None,
        )
        met.append(said.status)

    await hand_in_slowly(AT_ONCE_MAX)
    assert (met[0], set(met[1:])) == (503, {400})
    met.clear()
    await hand_in_slowly(AT_ONCE_MAX - 1)
    assert set(met) == {400}


async def test_rubbish_is_counted_before_it_is_looked_at(ana: AsyncClient) -> None:
    answers = [await hand_in(ana, b"rubbish") for _ in range(PEER_TRIES_MAX["paper_sent"] + 1)]
    assert answers[0].status_code == 422
    assert (answers[-1].status_code, answers[-1].json()["code"]) == (409, "papers_too_many")
