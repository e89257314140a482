"""Every page of the portal, one after another, for whoever looks at each: axe or a camera."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

from regulars.app import open_keys, opened_database
from regulars.domains import customers, people
from regulars.domains.customers import Filter, Portal
from regulars.domains.customers.proofs.proven import mark_proven
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import told
from tests.domains.customers.coming_in import MONTHS_PASS
from tests.journeys.portal import OUTSIDE, PAGES, Phone, newest_code
from tests.journeys.shop import Shop
from tests.portal.visitors import LONG_AGO
from tests.world import registered

Given = TypeVar("Given")
AGES = timedelta(days=300)


def done_in(shop: Shop, run: Callable[[Tx], Awaitable[Given]]) -> Given:
    """By the owner of the laundry. In a thread, because the browser's loop has this one."""

    async def work() -> Given:
        keys = open_keys(shop.settings)
        async with (
            opened_database(shop.settings, keys, size=1) as database,
            database.transaction(shop.laundry.context) as tx,
        ):
            return await run(tx)

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(work())).result()


def walked(theirs: Phone, number: str) -> Iterator[str]:
    """The name of each page, while it is shown. `number` and the five after it are nobody's."""
    yield from _at_the_door(theirs, number)
    theirs.come_in(number)
    furnish(theirs)
    for name, path in PAGES.items():
        theirs.page.goto(theirs.home + path)
        yield name
    yield from _with_faults(theirs)
    yield from _proving(theirs, number)
    yield from _changing(theirs, number)
    yield from _invited(theirs, str(int(number) + 3))
    yield from _long_ago(theirs, str(int(number) + 4))


def furnish(theirs: Phone) -> None:
    page = theirs.page
    page.goto(f"{theirs.home}/addresses/new")
    page.locator("#a-city").fill("Muscat")
    page.locator("#a-building").fill("12")
    page.locator("#a-label").fill("بيت الوالدة")
    page.locator("form.card .btn-main").click()
    page.wait_for_url("**/addresses")


def _at_the_door(theirs: Phone, number: str) -> Iterator[str]:
    page = theirs.page
    for name, path in OUTSIDE.items():
        page.goto(theirs.home + path)
        yield name
    page.goto(f"{theirs.home}/sign-in")
    page.locator("#phone").fill("12")
    page.locator("form .btn-main").click()
    page.locator(".fault").wait_for()
    yield "sign-in-fault"
    page.locator("#phone").fill(number)
    page.locator("form .btn-main").click()
    page.wait_for_url("**/code?s=*")
    yield "code"
    right = newest_code(theirs.shop)
    _type(theirs, "000000" if right != "000000" else "111111")
    page.locator(".notice-bad").wait_for()
    yield "code-refused"


def _with_faults(theirs: Phone) -> Iterator[str]:
    page = theirs.page
    page.goto(f"{theirs.home}/addresses")
    page.locator("a[href$='/edit']").first.click()
    page.locator("#a-city").wait_for()
    yield "address-edit"
    page.locator("#a-city").fill("")
    page.locator("form.card .btn-main").click()
    page.locator(".fault:visible").first.wait_for()
    yield "address-fault"
    page.goto(f"{theirs.home}/addresses")
    page.locator("form[action$='/deletion'] button").first.click()
    page.locator(".notice").wait_for()
    yield "address-deleted"


def _proving(theirs: Phone, number: str) -> Iterator[str]:
    """What the shop wrote down is theirs to verify as it is."""
    page = theirs.page

    async def know_email(tx: Tx) -> None:
        found = await customers.list_customers(tx, Filter(number), limit=1, country="OM")
        known = {"email": f"n{number}@example.com"}
        await customers.change_customer(tx, found.customers[0].id, known, country="OM")

    done_in(theirs.shop, know_email)
    page.goto(f"{theirs.home}/profile")
    yield "unproven"
    page.locator("a[href$='kind=email&prove=yes']").first.click()
    page.locator("#typed").wait_for()
    yield "prove"


def _changing(theirs: Phone, number: str) -> Iterator[str]:
    page = theirs.page
    for kind in ("email", "phone"):
        page.goto(f"{theirs.home}/profile/reached?kind={kind}")
        yield f"change-{kind}"
    page.locator("#typed").fill(number)
    page.locator("form.card .btn-main").click()
    page.locator(".fault").wait_for()
    yield "change-fault"
    done_in(theirs.shop, lambda tx: tx.run(LONG_AGO))
    page.locator("#typed").fill(str(int(number) + 1))
    page.locator("form.card .btn-main").click()
    page.wait_for_url("**/profile/reached/code?s=*")
    yield "change-code"
    _type(theirs, newest_code(theirs.shop))
    page.wait_for_url("**/profile")
    yield "changed"
    link = theirs.home + _last_link(theirs.shop, f"+968{number}").partition(_home(theirs))[2]
    page.goto(link)
    yield "undo"
    page.locator("form .btn-main").click()
    page.locator(".problem-sign").wait_for()
    yield "undone"
    page.goto(link)
    yield "undo-over"


def _invited(theirs: Phone, number: str) -> Iterator[str]:
    page, shop = theirs.page, theirs.shop
    portal = Portal(theirs.home, "test", shop.laundry.tenant.ref)

    async def invite(tx: Tx) -> None:
        made = await registered(tx, name="Huda Invited", phone=number)
        await people.invite_customer(tx, made.id, "phone", portal=portal)

    done_in(shop, invite)
    link = _last_link(shop, f"+968{number}")
    page.goto(link)
    yield "join"
    page.locator("form .btn-main").click()
    page.wait_for_url("**/join/*/code?s=*")
    yield "join-code"
    _type(theirs, newest_code(shop))
    page.wait_for_url(theirs.home)
    page.goto(link)
    yield "join-over"


def _long_ago(theirs: Phone, number: str) -> Iterator[str]:
    """Somebody who is known by two things and was not here for nine months and more."""
    page, shop = theirs.page, theirs.shop

    async def regular(tx: Tx) -> None:
        made = await registered(
            tx, name="Maryam Regular", phone=number, email=f"portal.{number}@example.com"
        )
        for kind, value in made.person.identifiers():
            assert kind != "tax_id"
            await mark_proven(tx, made.id, kind, tx.keys.token(kind, value))
        await tx.run(MONTHS_PASS, customer_id=made.id, ago=AGES)

    done_in(shop, regular)
    for cookie in ("rp", "rd"):
        theirs.context.clear_cookies(name=f"{cookie}_{shop.laundry.tenant.ref}")
    page.goto(f"{theirs.home}/sign-in")
    page.locator("#phone").fill(number)
    page.locator("form .btn-main").click()
    page.wait_for_url("**/code?s=*")
    _type(theirs, newest_code(shop))
    page.wait_for_url("**/more?s=*")
    yield "more"


def _type(theirs: Phone, code: str) -> None:
    """A whole code is sent by itself, unless one was refused before."""
    theirs.page.locator("#code").press_sequentially(code)


def _home(theirs: Phone) -> str:
    return f"/p/{theirs.shop.laundry.tenant.slug}"


def _last_link(shop: Shop, to: str) -> str:
    return next(each.link for each in reversed(done_in(shop, told)) if each.to == to and each.link)
