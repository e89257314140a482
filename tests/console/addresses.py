"""Every action of the console with an id in it and a form filled in, generated from its routes."""

from dataclasses import dataclass
from uuid import UUID

from regulars.console.pages import Route
from regulars.console.routes import ROUTES
from regulars.domains import identity
from regulars.runtime.database import Database
from tests.world import House

FORMS: dict[str, dict[str, str]] = {
    "/branch": {"branch_id": "all"},
    "/password": {"old": "a long enough password", "new": "an entirely new password"},
    "/till/searches": {"typed": "Ana"},
    "/till/draft": {"typed": "Ana"},
    "/palette/searches": {"typed": "Ana"},
    "/till/customers": {"name": "Forged", "phone": "9555 0001"},
    "/customers/searches": {"q": "Ana"},
    "/customers/columns": {"column": "tags"},
    "/customers": {"stage": "stub", "name": "Forged", "phone": "9555 0002"},
    "/customers/{id}": {"name": "Forged"},
    "/customers/{id}/reveals": {"field": "phone"},
    "/customers/{id}/upgrade": {"stage": "full", "email": "forged@example.com"},
    "/customers/{id}/block": {"reason": "Forged"},
    "/settings": {
        "name": "Forged",
        "language": "en",
        "country": "OM",
        "time_zone": "Asia/Muscat",
    },
    "/settings/branches": {"name": "Forged"},
    "/settings/flags": {"flag": "console.palette", "choice": "off"},
    "/settings/branches/{id}": {"name": "Forged"},
    "/settings/keys": {"name": "Forged", "scopes": "customers:read"},
    "/settings/staff": {
        "name": "Forged",
        "email": "forged@example.com",
        "password": "a long enough password",
        "role": "admin",
    },
    "/settings/staff/{id}/password": {"password": "an entirely new password"},
}
# Actions that need nothing but being asked for.
BARE = {
    "/sign-out",
    "/till/guests",
    "/till/customers/{id}/undo",
    "/customers/draft",
    "/customers/{id}/deletion",
    "/customers/{id}/restore",
    "/customers/{id}/unblock",
    "/settings/keys/{id}/revocation",
    "/settings/staff/{id}/disable",
    "/settings/staff/{id}/enable",
}


@dataclass(frozen=True, slots=True)
class Ids:
    """What an id in an address may stand for."""

    customer: UUID
    branch: UUID
    staff: UUID
    key: UUID

    def of(self, path: str) -> UUID:
        for part, found in (
            ("/settings/branches", self.branch),
            ("/settings/staff", self.staff),
            ("/settings/keys", self.key),
        ):
            if path.startswith(part):
                return found
        return self.customer

    def into(self, path: str) -> str:
        return path.replace("{id}", str(self.of(path)))


def short(route: Route) -> str:
    return route.path.removeprefix("/c/{tenant:str}").replace("{id:str}", "{id}")


ACTIONS = [short(route) for route in ROUTES if route.method == "POST"]
LOOKS = [short(route) for route in ROUTES if route.method == "GET"]


async def ids_of(database: Database, house: House) -> Ids:
    async with database.transaction(house.context) as tx:
        (key, *_) = await identity.list_api_keys(tx)
    return Ids(house.ana.id, house.branches[0].id, house.admin.id, key.id)
