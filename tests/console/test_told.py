"""What became of a field is told in the reader's words: languages, days and lists, no codes."""

import re

import pytest

from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.runtime.database import Database
from tests.console.test_customers_pages import at, salma
from tests.console.visitors import Visitor
from tests.world import World, phone_proven

__all__ = ["salma"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["VIP, hotel", "Female", "Arabic", "1 May 1990"]),
        ("ar", ["VIP، hotel", "أنثى", "العربية", "1 مايو 1990"]),
    ],
)
@pytest.mark.parametrize("tab", ["timeline", "history"])
async def test_codes_days_and_lists_are_told_as_words(
    tab: str, language: str, told: list[str], owner: Visitor, salma: Customer
) -> None:
    form = {"name": "Salma", "tags": "VIP, hotel", "language": "ar"}
    await owner.post(at(salma), {**form, "gender": "female", "birth_date": "1990-05-01"})
    owner.client.cookies.set("language", language, domain="console.example", path="/")
    page = (await owner.get(f"/customers/{salma.id}/{tab}")).text
    assert set(told) <= set(re.findall(r"<ins><bdi>(.*?)</bdi></ins>", page))


async def test_a_stage_is_told_by_its_name(
    owner: Visitor, database: Database, world: World, salma: Customer
) -> None:
    form = {"stage": "full", "name": "Salma", "phone": "9577 4111", "email": "told@example.com"}
    async with database.transaction(world.laundry.context) as tx:
        await customers.change_customer(tx, salma.id, {"phone": form["phone"]}, country="OM")
        await phone_proven(tx, salma.id)
    assert (await owner.post(f"{at(salma)}/upgrade", form)).status_code == 200
    page = (await owner.get(f"{at(salma)}/history")).text
    assert ("<ins><bdi>Full</bdi></ins>" in page, "<ins><bdi>full" in page) == (True, False)
