"""Accepting an invitation of staff: its link is a secret that stands nowhere but in the link."""

import logging
from collections.abc import Iterator

import pytest
import structlog
from prometheus_client import generate_latest

from regulars.runtime.telemetry import FromLibraries, registry, set_up_logging
from tests.console.visitors import Served, Visitor, token_in
from tests.instruments.installation import Installation
from tests.instruments.leakscan import dump_everything, scan
from tests.world import PASSWORD, World


@pytest.fixture
def logged() -> Iterator[None]:
    """As in service: one line for each request."""
    set_up_logging("info", "json")
    yield
    structlog.reset_defaults()
    for handler in [h for h in logging.root.handlers if isinstance(h, FromLibraries)]:
        logging.root.removeHandler(handler)


async def invited(owner: Visitor, email: str) -> str:
    made = await owner.post("/settings/invitations", {"email": email, "role": "support"})
    return made.text.split("/join/")[1].split("<")[0].strip()


@pytest.mark.usefixtures("logged")
async def test_the_link_of_an_invitation_stands_in_no_log_no_metric_and_no_dump(
    own_console: Served,
    installation: Installation,
    world: World,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with own_console.visitor(world.laundry, world.laundry.owner) as owner:
        secret = await invited(owner, "noor@example.com")
    async with own_console.visitor(world.laundry) as noor:
        for _ in range(2):
            noor.token = token_in(await noor.get(f"/join/{secret}"))
            form = {"name": "Noor", "password": PASSWORD}
            await noor.post(f"/join/{secret}", form, htmx=False)
            await noor.get(f"/join/{secret}x")
    said = capfd.readouterr().err
    assert said.count("/c/{tenant}/join/{secret}") >= 5, "nothing was logged"
    dump = [place async for place in dump_everything(installation)]
    # By its hash it is found again: of 256 bits of chance nobody guesses the rest.
    places = [place for place in dump if place[0] != "identity.invitations.secret_hash"]
    assert len(places) < len(dump), "no invitation is among it"
    places.append(("log", (said + caplog.text).encode()))
    places.append(("metrics", generate_latest(registry)))
    assert [str(leak) for leak in scan(places, (secret, secret[-20:]))] == []


async def test_no_page_hears_where_its_visitor_came_from(
    own_owner: Visitor, own_console: Served, world: World
) -> None:
    """And the policy leaves browsers their `Origin`: without one the form would be refused."""
    secret = await invited(own_owner, "noor@example.com")
    async with own_console.visitor(world.laundry) as noor:
        page = await noor.get(f"/join/{secret}")
        assert page.headers["referrer-policy"] == "strict-origin"
        assert page.headers["cache-control"] == "no-store"
        over = await noor.get("/join/ri_test_nobody")
        assert (over.status_code, over.headers["referrer-policy"]) == (410, "strict-origin")


async def test_who_sits_there_already_is_asked_first_and_only_then_signed_out(
    own_owner: Visitor,
) -> None:
    secret = await invited(own_owner, "noor@example.com")
    form = {"name": "Noor", "password": PASSWORD}
    asked = await own_owner.post(f"/join/{secret}", form, htmx=False)
    assert (asked.status_code, 'id="j-leave-fault"' in asked.text) == (409, True)
    assert (await own_owner.get("/account")).status_code == 200
    accepted = await own_owner.post(f"/join/{secret}", {**form, "leave": "yes"}, htmx=False)
    assert accepted.status_code == 303
    assert (await own_owner.get("/account")).status_code == 303
