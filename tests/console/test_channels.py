"""Channels on screen: set, tested, limited; a secret is never shown again."""

from collections.abc import Mapping

import httpx
import pytest

from regulars.domains import tenants
from tests.console.visitors import Visitor
from tests.instruments.installation import Installation
from tests.world import World

SECRET = "planted0secret0planted0secret012"
SMS = {
    "provider": "twilio",
    "account": "AC" + "a" * 32,
    "token": SECRET,
    "sender": "+15005550006",
    "home": "",
}

MAIL = {
    "provider": "smtp",
    "host": "smtp.example.com",
    "port": "587",
    "security": "starttls",
    "username": "",
    "password": "",
    "sender": "shop@example.com",
    "sender_name": "",
}


async def sent(
    visitor: Visitor, path: str, form: Mapping[str, str] | None = None
) -> httpx.Response:
    """As the page's own forms are: without a script."""
    return await visitor.post(f"/settings/channels/{path}", form, htmx=False)


async def test_a_channel_is_set_and_its_secret_is_never_shown(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    assert (await sent(own_owner, "sms", SMS)).status_code == 303
    page = (await own_owner.get("/settings/channels")).text
    assert SECRET not in page
    assert SMS["account"] in page
    await sent(own_owner, "sms", {**SMS, "token": "", "sender": "Laundry"})
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        channel = await tenants.read_channel(tx, "sms")
    assert channel is not None
    assert (channel.config["token"], channel.config["sender"]) == (SECRET, "Laundry")


async def test_what_is_not_in_the_provider_s_form_is_said_at_its_place(own_owner: Visitor) -> None:
    answer = await sent(own_owner, "sms", {**SMS, "account": "x", "sender": ""})
    assert answer.status_code == 422
    assert answer.text.count("aria-invalid") == 2
    assert SECRET not in answer.text


async def test_a_test_of_what_cannot_be_reached_says_so_and_stays(own_owner: Visitor) -> None:
    """In a test house nothing outside may be called at all."""
    await sent(own_owner, "sms", SMS)
    assert (await sent(own_owner, "sms/test")).status_code == 303
    assert "may not be called from here" in (await own_owner.get("/settings/channels")).text


async def test_a_channel_is_removed_after_its_consequences_were_told(own_owner: Visitor) -> None:
    await sent(own_owner, "sms", SMS)
    told = (await own_owner.get("/settings/channels/sms/removal", htmx=True)).text
    assert "no code and no notice leaves by SMS" in told
    assert SECRET not in told
    assert (await sent(own_owner, "sms/removal")).status_code == 303
    assert (await own_owner.get("/settings/channels/sms/removal", htmx=True)).status_code == 404
    for path in ("sms/removal", "sms/test", "fax", "email/test"):
        assert (await sent(own_owner, path)).status_code == 404


async def test_budget_and_countries_are_set(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    given = {"codes_a_day": "40", "served_countries": "AE"}
    assert (
        await own_owner.post("/settings/channels-limits", htmx=False, form=given)
    ).status_code == 303
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        limits = await tenants.read_code_limits(tx)
    assert (limits.a_day, limits.more_countries) == (40, ("AE",))
    for wrong in ("-1", "x", "1.5", "99999999", ""):
        answer = await own_owner.post(
            "/settings/channels-limits", htmx=False, form={**given, "codes_a_day": wrong}
        )
        assert answer.status_code == 422


INNER = ("127.0.0.1", "10.0.0.5", "169.254.169.254", "localhost", "mail.internal", "[::1]", "127.1")


@pytest.mark.parametrize("host", INNER)
async def test_a_mail_server_inside_the_house_is_refused_when_it_is_set(
    own_owner: Visitor, host: str
) -> None:
    answer = await sent(own_owner, "email", {**MAIL, "host": host})
    assert answer.status_code == 422
    assert answer.text.count("aria-invalid") == 1
    assert (await sent(own_owner, "email/test")).status_code == 404, "nothing was kept"


@pytest.mark.parametrize("home", ["http://127.0.0.1:9000", "https://10.0.0.5", "https://sms.lan/"])
async def test_and_so_is_a_simulator_that_the_operator_did_not_allow(
    own_owner: Visitor, home: str
) -> None:
    answer = await sent(own_owner, "sms", {**SMS, "home": home})
    assert answer.status_code == 422
    assert (await sent(own_owner, "sms/test")).status_code == 404


async def test_a_port_that_is_not_one_of_mail_and_words_in_the_open_are_refused(
    own_owner: Visitor,
) -> None:
    for wrong in ({"port": "22"}, {"port": "99999"}, {"security": "none"}):
        answer = await sent(own_owner, "email", {**MAIL, **wrong})
        assert answer.status_code == 422, wrong
    assert (await sent(own_owner, "email", MAIL)).status_code == 303
