"""Fault row C06 for the console: fields that no form of ours has change nothing."""

from collections.abc import Iterable
from typing import Any

import pytest

from regulars.runtime.database import Database
from tests.console.visitors import Visitor
from tests.domains.evidence import asking
from tests.world import World, registered

FORGED = {
    "tenant_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "verified_at": "2020-01-01T00:00:00Z",
    "phone_verified_at": "2020-01-01T00:00:00Z",
    "is_real": "false",
    "holder_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "account_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
    "purpose": "login",
    "tries": "-100",
    "expires_at": "2099-01-01T00:00:00Z",
    "bound_to": "AQ==",
    "phone": "+96895559999",
    "state": "active",
    "suspended_until": "2099-01-01T00:00:00Z",
    "version_": "1",
}
CHALLENGE = asking(
    "SELECT purpose, kind, tries, is_real, holder_id, account_id,"
    "       expires_at <= now() + interval '5 minutes' AS is_short"
    "  FROM identity.challenges WHERE tenant_id = $1 AND holder_id = $2",
    "holder",
)
STANDING = asking(
    "SELECT state, phone_verified_at, suspended_until < now() + interval '2 days' AS is_a_day"
    "  FROM customers.customers WHERE tenant_id = $1 AND id = $2",
    "id",
)


async def row(
    database: Database, world: World, statement: Any, names: Iterable[str], **known: Any
) -> dict[str, Any]:
    async with database.transaction(world.laundry.context) as tx:
        (found,) = await tx.rows(statement, **known)
        return {name: found[name] for name in names}


async def test_a_code_is_asked_for_as_the_page_asks_whatever_else_is_sent(
    owner: Visitor, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        made = await registered(tx, name="Salma", phone="9555 8301")
    answer = await owner.post(f"/customers/{made.id}/codes", {**FORGED, "kind": "phone"})
    assert answer.status_code == 200
    expected = {
        "purpose": "verification",
        "kind": "phone",
        "tries": 0,
        "is_real": True,
        "holder_id": made.id,
        "account_id": None,
        "is_short": True,
    }
    assert await row(database, world, CHALLENGE, expected, holder=made.id) == expected
    assert "+968••••9999" not in answer.text


@pytest.mark.parametrize("path", ["suspension", "sign-outs", "tries"])
async def test_an_account_is_kept_as_its_dialogs_say(
    owner: Visitor, database: Database, world: World, path: str
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        made = await registered(tx, name="Salma", phone="9555 8302", shared_phone=True)
    form = {**FORGED, "reason": "Unpaid", "span": "day"}
    await owner.post(f"/customers/{made.id}/{path}", form)
    is_a_day = True if path == "suspension" else None
    expected = {"state": "active", "phone_verified_at": None, "is_a_day": is_a_day}
    assert await row(database, world, STANDING, expected, id=made.id) == expected
