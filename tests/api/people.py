"""People who signed in with an app, as the API sees them: their tokens, and what bears them."""

from uuid import UUID

from regulars.domains import customers
from regulars.domains.identity import AccountSession, Session, Staff, Tokens
from regulars.domains.tenants import Branch
from tests.instruments.installation import Installation
from tests.world import House, app_sign_in, phone_proven, staff_sign_in


async def signed_in(
    installation: Installation, house: House, holder_id: UUID | None = None
) -> tuple[AccountSession, Tokens]:
    """Ana of the house, where nobody else is named."""
    async with (
        installation.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        return await app_sign_in(tx, house, holder_id)


async def full_by_now(installation: Installation, house: House) -> None:
    """Ana, for whom all that is for accounts is open with it."""
    async with (
        installation.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        email = {"email": "ana@example.com"}
        await customers.change_customer(tx, house.ana.id, email, country="OM")
        assert (await phone_proven(tx, house.ana.id)).stage == "full"


async def staff_signed_in(
    installation: Installation, house: House, staff: Staff, branch: Branch | None = None
) -> tuple[Session, Tokens]:
    async with (
        installation.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        return await staff_sign_in(tx, house, staff, branch)


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}
