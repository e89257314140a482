"""The page of background work: figures, failures in words, and asking for them again."""

import pytest

from regulars.console.jobs.views import UNDONE, JobsPage, KindRow
from regulars.domains import audit
from regulars.domains.audit import Wanted
from regulars.runtime.database import Database
from tests.console.test_customers_pages import made
from tests.console.visitors import Visitor
from tests.instruments.given_up import REACTION, give_up
from tests.instruments.installation import Installation
from tests.world import House, World

JOBS = "/settings/jobs"


async def asked(database: Database, house: House, kind: str) -> list[str]:
    async with database.transaction(house.context) as tx:
        trail = await audit.walk_facts(tx, Wanted(kind=kind), limit=50)
    return [str(fact.subject_id) for fact in trail.facts]


async def test_a_failure_is_told_in_words_with_whom_it_was_about(
    owner: Visitor, database: Database, installed: Installation, world: World
) -> None:
    customer = await made(database, world.laundry, name="Salma Al Harthy")
    (fact,) = await give_up(installed, world.laundry.tenant.id)
    page = (await owner.get(JOBS)).text
    for said in ("Counting customers by stage", "BadGateway", "failed 8 times",
                 customer.shown_number, f"{JOBS}/{fact}/requeue"):  # fmt: skip
        assert said in page, said


async def test_asking_leaves_a_fact_and_says_so(
    owner: Visitor, database: Database, installed: Installation, world: World
) -> None:
    await made(database, world.laundry, name="Salma Al Harthy")
    (fact,) = await give_up(installed, world.laundry.tenant.id)
    form = {"reaction": REACTION}
    answer = await owner.post(f"{JOBS}/{fact}/requeue", form)
    assert "tried again in a moment" in answer.text
    assert str(fact) in await asked(database, world.laundry, "jobs.requeue_asked")
    assert (await owner.post(f"{JOBS}/requeues", form)).status_code == 200
    assert await asked(database, world.laundry, "jobs.requeue_of_kind_asked")
    dialog = await owner.get(f"{JOBS}/{fact}/discarding", reaction=REACTION)
    assert "never tried again" in dialog.text
    assert (await owner.post(f"{JOBS}/{fact}/discarding", form)).status_code == 200
    assert str(fact) in await asked(database, world.laundry, "jobs.discard_asked")


@pytest.mark.parametrize("action", ["requeue", "discarding"])
async def test_a_neighbours_work_is_unknown(
    owner: Visitor, database: Database, installed: Installation, world: World, action: str
) -> None:
    await made(database, world.bakery, name="Salma Al Harthy")
    (fact,) = await give_up(installed, world.bakery.tenant.id)
    answer = await owner.post(f"{JOBS}/{fact}/{action}", {"reaction": REACTION})
    assert answer.status_code == 404
    assert str(fact) not in (await owner.get(JOBS)).text
    assert str(fact) not in await asked(database, world.laundry, "jobs.requeue_asked")


@pytest.mark.parametrize("reaction", ["\x00", "none.such", "a" * 300, "DROP TABLE"])
async def test_what_is_no_reaction_was_never_given_up(
    owner: Visitor, database: Database, installed: Installation, world: World, reaction: str
) -> None:
    await made(database, world.laundry, name="Salma Al Harthy")
    (fact,) = await give_up(installed, world.laundry.tenant.id)
    for action in (f"{fact}/requeue", f"{fact}/discarding", "requeues"):
        answer = await owner.post(f"{JOBS}/{action}", {"reaction": reaction})
        assert answer.status_code == 404, action


@pytest.mark.parametrize(
    ("kinds", "cut"),
    [
        ([KindRow("a.a", waiting=700, running=10, put_off=289, done=9_999)], set()),
        ([KindRow("a.a", waiting=700), KindRow("b.b", put_off=300)], set(UNDONE)),
        ([KindRow("a.a", done=9_000), KindRow("b.b", done=1_000, dead=3)], {"done"}),
        ([KindRow("a.a", dead=10_000)], {"dead"}),
    ],
)
def test_a_figure_that_was_not_counted_to_its_end_is_told_so(
    kinds: list[KindRow], cut: set[str]
) -> None:
    page = JobsPage(tuple(kinds), ())
    assert {name for name in (*UNDONE, "done", "dead") if page.is_at_least(name)} == cut


async def test_the_page_asks_again_by_itself_and_gets_its_middle_alone(owner: Visitor) -> None:
    page = (await owner.get(JOBS)).text
    assert 'hx-trigger="every 5s' in page
    part = await owner.client.get(
        owner.home + JOBS, headers={"HX-Request": "true", "HX-Target": "jobs"}
    )
    assert "<html" not in part.text
    assert 'id="jobs"' in part.text
