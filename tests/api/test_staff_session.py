"""Somebody of the staff and their sign-ins: seen where they are, and ended from an app."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient

from regulars.domains import identity
from tests.api.people import bearer, staff_signed_in
from tests.api.serving import speaking
from tests.api.traces import rows
from tests.instruments.installation import Installation
from tests.world import PASSWORD, World, sign_in_whole

SESSIONS = "/api/v1/auth/sessions"


@pytest.fixture
async def stranger(app: Any) -> Any:
    async with speaking(app) as nobody:
        yield nobody


async def ended(common: Installation, *ids: UUID) -> list[bool]:
    """Whether each of these sign-ins is over."""
    query = "SELECT ended_at IS NOT NULL AS is_over FROM identity.sessions WHERE id = $1"
    return [(await rows(common, query, id_))[0]["is_over"] for id_ in ids]


async def test_one_sees_where_one_is_signed_in_and_ends_what_one_likes(
    stranger: AsyncClient, common: Installation, world: World
) -> None:
    house = world.laundry
    async with (
        common.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        await identity.end_sessions_of(tx, house.cashier.id)
        at_the_console = await sign_in_whole(
            tx,
            email=house.cashier.email,
            password=PASSWORD,
            environment="test",
            tenant_ref=house.tenant.ref,
            lifetime=timedelta(hours=1),
        )
    assert at_the_console.session is not None
    here, mine = await staff_signed_in(common, house, house.cashier)
    lost, _ = await staff_signed_in(common, house, house.cashier)
    me = bearer(mine.access_token)
    listed = await stranger.get(SESSIONS, headers=me)
    assert listed.status_code == 200, listed.text
    found = {each["id"]: each for each in listed.json()["data"]}
    all_of_them = (lost.id, at_the_console.session.id, here.id)
    assert set(found) == set(map(str, all_of_them))
    assert [id_ for id_, each in found.items() if each["is_current"]] == [str(here.id)]
    assert {each["branch_id"] for each in found.values()} == {str(house.branches[0].id)}
    assert found[str(lost.id)]["seen_with"] == "app"
    for place, id_ in enumerate(all_of_them):
        answer = await stranger.delete(f"{SESSIONS}/{id_}", headers=me)
        assert (answer.status_code, answer.content) == (204, b""), answer.text
        over = place + 1
        assert await ended(common, *all_of_them) == [True] * over + [False] * (3 - over)
    told = await rows(
        common,
        "SELECT actor_kind, actor_id FROM journal.facts"
        " WHERE name = 'identity.staff_sessions_ended' AND subject_id = $1"
        " ORDER BY id DESC LIMIT 3",
        house.cashier.id,
    )
    assert [tuple(each.values()) for each in told] == [("staff", house.cashier.id)] * 3


async def test_all_sign_ins_but_this_one_are_ended_at_once(
    stranger: AsyncClient, common: Installation, world: World
) -> None:
    house = world.laundry
    here, mine = await staff_signed_in(common, house, house.admin)
    lost, _ = await staff_signed_in(common, house, house.admin)
    colleagues, _ = await staff_signed_in(common, house, house.owner)
    answer = await stranger.delete(SESSIONS, headers=bearer(mine.access_token))
    assert (answer.status_code, answer.content) == (204, b""), answer.text
    assert await ended(common, here.id, lost.id, colleagues.id) == [False, True, False]


async def test_somebody_elses_sign_in_is_as_unknown_as_none(
    stranger: AsyncClient, common: Installation, world: World
) -> None:
    house, other = world.laundry, world.bakery
    _, mine = await staff_signed_in(common, house, house.owner)
    colleagues, _ = await staff_signed_in(common, house, house.admin)
    foreign, _ = await staff_signed_in(common, other, other.owner)
    answers = set()
    for id_ in (colleagues.id, foreign.id, uuid4()):
        answer = await stranger.delete(f"{SESSIONS}/{id_}", headers=bearer(mine.access_token))
        answers.add((answer.status_code, answer.content.replace(str(id_).encode(), b"")))
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert await ended(common, colleagues.id, foreign.id) == [False, False]
