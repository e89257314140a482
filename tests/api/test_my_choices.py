"""An app's user is shown what the shop asks of them, as the portal's form shows it."""

from typing import Any
from uuid import UUID

from httpx import AsyncClient

from regulars.domains import customers, tenants
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.api.serving import speaking
from tests.api.test_me import database, other, token_of
from tests.world import World, registered

__all__ = ["database", "other"]

ME = "/api/v1/me"


def asked(key: str, *stages: str) -> dict[str, Any]:
    return {"key": key, "kind": "text", "label": {"en": key.title()}, "stages": list(stages)}


async def test_what_is_asked_of_oneself_and_which_languages_there_are(
    app: Any, client: AsyncClient, database: Database, world: World
) -> None:
    house = world.bakery

    async def make(tx: Tx) -> UUID:
        await tenants.set_preference_shape(tx, [asked("retired")])
        await tenants.set_preference_shape(
            tx, [asked("crest", "full"), asked("starch"), asked("till", "guest")]
        )
        made = await registered(tx, name="Muna", phone="9333 7705")
        wish = {"language": "ar"}
        return (await customers.change_customer(tx, made.id, wish, country="OM")).id

    muna = await database.unit(house.context, make)
    async with speaking(app, await token_of(database, house, muna)) as person:
        shown = await person.get(f"{ME}/choices")
        assert shown.status_code == 200, shown.text
        choices = shown.json()
        assert [each["key"] for each in choices["preferences"]] == ["crest", "starch"]
        assert choices["preferences"][1]["label"]["en"] == "Starch"
        assert "ar" in choices["languages"]
        assert choices["country"] == "OM"
        # What is offered is taken.
        given = {"preferences": {each["key"]: "Much" for each in choices["preferences"]}}
        assert (await person.patch(f"{ME}/profile", json=given)).status_code == 200
    assert (await client.get(f"{ME}/choices")).status_code == 403
