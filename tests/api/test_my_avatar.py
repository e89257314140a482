"""An app's user gives themselves a picture, sees it and takes it away: their own alone."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from regulars.runtime.database import Database
from tests.api.samples import picture
from tests.api.serving import speaking
from tests.api.test_me import ana, database, other, token_of
from tests.world import World

__all__ = ["ana", "database", "other"]

MINE = "/api/v1/me/avatar"
PNG = {"Content-Type": "image/png"}


@pytest.fixture(scope="module")
async def huda(
    app: Any, database: Database, world: World, other: tuple[UUID, UUID]
) -> AsyncIterator[AsyncClient]:
    """Not full yet: she may see and remove what there is, and gives none."""
    async with speaking(app, await token_of(database, world.laundry, other[0])) as client:
        yield client


async def test_a_picture_of_oneself_is_given_seen_and_taken_away(
    ana: AsyncClient, huda: AsyncClient, client: AsyncClient
) -> None:
    assert (await ana.get(MINE)).status_code == 404
    given = await ana.put(MINE, content=picture(), headers=PNG)
    assert given.status_code == 200, given.text
    assert given.json()["avatar"] == MINE
    seen = await ana.get(MINE)
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/webp")
    assert seen.headers["etag"] == given.headers["etag"]
    # The shop sees the same one; another customer sees their own, and there is none.
    theirs = await client.get(f"/api/v1/customers/{given.json()['id']}/avatar")
    assert theirs.content == seen.content
    assert (await huda.get(MINE)).status_code == 404
    assert (await huda.delete(MINE)).status_code == 204
    assert (await huda.put(MINE, content=picture(), headers=PNG)).status_code == 403
    assert (await client.get(MINE)).status_code == 403, "a program has no picture"
    stale = {**PNG, "If-Match": '"1"'}
    assert (await ana.put(MINE, content=picture(), headers=stale)).status_code == 412
    assert (await ana.delete(MINE)).status_code == 204
    assert (await ana.get(MINE)).status_code == 404
    assert (await ana.get("/api/v1/me/profile")).json()["avatar"] is None


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("image/png", 422, "invalid"), ("image/svg+xml", 415, "unsupported_media_type")],
)
async def test_what_is_no_picture_is_refused(
    ana: AsyncClient, kind: str, status: int, code: str
) -> None:
    answer = await ana.put(MINE, content=b"<svg/>", headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
