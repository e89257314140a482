"""What a visit knows: language, branch, theme, and nothing for longer than half a second."""

import pytest

from regulars.console.cookies import csrf_token_of
from regulars.console.visits import name_of
from tests.console.visitors import Served, Visitor
from tests.instruments.installation import Installation
from tests.world import World


@pytest.mark.parametrize(
    ("cookie", "header", "wanted"),
    [(None, None, "en"), ("ar", None, "ar"), ("fr", None, "en"), (None, "ar", "en")],
)
async def test_staff_read_their_own_language_unless_they_chose_another(
    owner: Visitor, cookie: str | None, header: str | None, wanted: str
) -> None:
    if cookie:
        owner.client.cookies.set("language", cookie, domain="console.example", path="/c")
    if header:
        owner.client.headers["Accept-Language"] = header
    page = await owner.get("/till")
    assert f'<html lang="{wanted}"' in page.text
    assert page.headers["content-language"] == wanted


@pytest.mark.parametrize(("accepts", "wanted"), [("", "ar"), ("en-GB,ar;q=0.5", "en")])
async def test_a_stranger_reads_what_they_accept_or_what_the_tenant_speaks(
    console: Served, world: World, accepts: str, wanted: str
) -> None:
    async with console.visitor(world.bakery) as stranger:
        stranger.client.headers["Accept-Language"] = accepts
        assert f'<html lang="{wanted}"' in (await stranger.get("/sign-in")).text


async def test_choosing_a_branch_shows_at_once_and_narrows_everything(
    owner: Visitor, world: World
) -> None:
    first = world.laundry.branches[0]
    assert "Ana Al Balushi" in (await owner.search("CUST-00001")).text
    chosen = await owner.post(
        "/branch", {"branch_id": str(first.id), "return_to": "/c/laundry/customers"}, htmx=False
    )
    assert chosen.headers["location"] == "/c/laundry/customers"
    assert "Ana Al Balushi" not in (await owner.search("CUST-00001")).text
    assert (await owner.get(f"/customers/{world.laundry.ana.id}")).status_code == 404
    await owner.post("/branch", {"branch_id": "all"})
    assert "Ana Al Balushi" in (await owner.search("CUST-00001")).text


async def test_a_theme_is_drawn_by_the_server_and_only_one_we_know(owner: Visitor) -> None:
    for theme, drawn in (("dark", "dark"), ('"><script>', "system")):
        owner.client.cookies.set("theme", theme, domain="console.example", path="/c")
        assert f'data-theme="{drawn}"' in (await owner.get("/till")).text


async def test_a_changed_name_of_the_business_shows_on_the_very_next_page(
    own_owner: Visitor,
) -> None:
    form = {"language": "en", "country": "OM", "time_zone": "Asia/Dubai", "languages": "en"}
    await own_owner.post("/settings", {**form, "name": "The new laundry"}, htmx=False)
    page = (await own_owner.get("/settings")).text
    assert "The new laundry" in page
    assert "<option selected>Asia/Dubai</option>" in page


async def test_a_role_that_changed_ends_what_it_no_longer_covers(
    own_console: Served, world: World, installation: Installation
) -> None:
    async with own_console.visitor(world.laundry, world.laundry.admin) as admin:
        async with installation.connection() as connection:
            await connection.execute(
                "UPDATE identity.staff SET role = 'branch', branch_ids = ARRAY[$1::uuid]"
                " WHERE id = $2",
                world.laundry.branches[0].id,
                world.laundry.admin.id,
            )
        assert (await admin.is_sent_away("/customers")).status_code == 303


def test_a_token_belongs_to_one_secret_in_one_tenant(world: World) -> None:
    laundry, bakery = world.laundry.tenant, world.bakery.tenant
    assert csrf_token_of("s", laundry) == csrf_token_of("s", laundry)
    assert csrf_token_of("s", laundry) != csrf_token_of("s", bakery)
    assert csrf_token_of("s", laundry) != csrf_token_of("t", laundry)
    assert csrf_token_of("", laundry) != csrf_token_of("", laundry)


def test_a_branch_is_named_in_the_readers_script(world: World) -> None:
    branch = world.laundry.branches[0]
    assert [name_of(branch, "en"), name_of(branch, "ar")] == ["Qurum", "القرم"]
