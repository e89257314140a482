"""Every action of the console with an id in it and a form filled in, generated from its routes."""

from dataclasses import dataclass
from uuid import UUID

from regulars.console.pages import Route
from regulars.console.routes import ROUTES
from regulars.domains import audit, customers, exports, identity, jobs, people
from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from regulars.domains.exports import Wish
from regulars.runtime.database import Database
from tests.domains.customers.papers.handing_in import handed_in
from tests.world import House, registered

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
    "/customers/duplicates/{id}": {"to": "dismissed"},
    "/customers/{id}/suspension": {"reason": "Forged", "span": "day"},
    "/customers/{id}/codes": {"kind": "phone"},
    "/customers/{id}/codes/proofs": {"kind": "phone", "code": "123456"},
    "/customers/{id}/addresses": {"city": "Forged"},
    "/customers/{id}/addresses/{address_id}": {"city": "Forged"},
    "/settings": {
        "name": "Forged",
        "language": "en",
        "country": "OM",
        "time_zone": "Asia/Muscat",
        "languages": "en",
    },
    "/settings/branches": {"name": "Forged"},
    "/settings/flags": {"flag": "console.palette", "choice": "off"},
    "/customers/{id}/picture": {"picture": ""},
    "/customers/{id}/papers": {"document": "passport"},
    "/customers/{id}/papers/request": {"document": "passport"},
    "/verifications/{id}/approval": {"version": "1"},
    "/verifications/{id}/rejection": {"version": "1", "reason": "unreadable"},
    "/verifications/{id}/withdrawal": {"version": "1"},
    "/settings/verifications": {"kept_days": "7", "wait_days": "7", "age_knives": "18"},
    "/settings/preferences": {"label_en": "Forged", "kind": "text"},
    "/settings/preferences/move": {"key": "forged", "to": "up"},
    "/settings/preferences/retirement": {"key": "forged", "retired": "true"},
    "/settings/branches/{id}": {"name": "Forged"},
    "/settings/keys": {"name": "Forged", "scopes": "customers:read"},
    "/settings/staff": {
        "name": "Forged",
        "email": "forged@example.com",
        "password": "a long enough password",
        "role": "admin",
    },
    "/settings/jobs/requeues": {"reaction": "customers.tally_customers_by_stage"},
    "/settings/jobs/{id}/requeue": {"reaction": "customers.tally_customers_by_stage"},
    "/settings/jobs/{id}/discarding": {"reaction": "customers.tally_customers_by_stage"},
    "/audit/subject": {"typed": "CUST-00001"},
    "/audit/verification": {"anew": "yes"},
    "/audit/exports": {"tab": "looks"},
    "/settings/staff/{id}": {
        "name": "Yusuf",
        "email": "yusuf.al.hinai@laundry.example.com",
        "role": "admin",
        "language": "en",
    },
    "/audit/exports/draft": {"tab": "looks"},
    "/customers/exports": {"columns": "all", "phones": "full"},
    "/customers/exports/draft": {"stage": "stub"},
    "/settings/staff/{id}/password": {"password": "an entirely new password"},
}
FORMS |= {
    "/account/proof": {"password": "a long enough password"},
    "/account/authenticator": {"code": "000000"},
    "/account/passkeys": {"name": "Forged", "answer": "{}"},
    "/account/passkeys/question": {"name": "Forged"},
    "/sign-in/factor": {"code": "000000"},
    "/sign-in/factor/passkey": {"answer": "{}"},
    "/settings/invitations": {"email": "forged@example.com", "role": "admin"},
    "/settings/roles": {"factor_asked_of": "everybody", "idle_minutes": "15"},
    "/customers/{id}/invitation": {"channel": "phone"},
    "/settings/channels/{kind}": {"provider": "twilio", "account_sid": "AC" + "0" * 32},
    "/settings/keys/signing/turn": {"name": "2026-01"},
    "/settings/channels-limits": {"codes_a_day": "5", "served_countries": "AE"},
}
# Actions that need nothing but being asked for.
BARE = {
    "/sign-out",
    "/sign-in/factor/question",
    "/account/authenticator/beginning",
    "/account/authenticator/removal",
    "/account/passkeys/{id}/removal",
    "/account/recovery-codes",
    "/account/sessions/{id}/ending",
    "/account/sessions/ending",
    "/customers/invitations/{id}/resend",
    "/customers/invitations/{id}/cancel",
    "/settings/channels/{kind}/removal",
    "/settings/channels/{kind}/test",
    "/settings/invitations/{id}/resending",
    "/settings/invitations/{id}/cancellation",
    "/settings/staff/{id}/factors-reset",
    "/settings/staff/{id}/sessions-ending",
    "/settings/staff/{id}/tries",
    "/till/guests",
    "/till/customers/{id}/undo",
    "/customers/draft",
    "/customers/{id}/deletion",
    "/customers/{id}/restore",
    "/customers/{id}/unblock",
    "/customers/{id}/addresses/{address_id}/default",
    "/customers/{id}/addresses/{address_id}/deletion",
    "/customers/{id}/addresses/{address_id}/restore",
    "/customers/{id}/picture/removal",
    "/customers/{id}/papers/request/withdrawal",
    "/alerts/{id}/dismissal",
    "/customers/{id}/suspension/end",
    "/customers/{id}/sign-outs",
    "/customers/{id}/tries",
    "/alerts/{id}/reopening",
    "/settings/keys/{id}/revocation",
    "/settings/staff/{id}",
    "/settings/staff/{id}/closing",
    "/settings/staff/{id}/disable",
    "/settings/staff/{id}/enable",
    "/exports/{id}/calling-off",
}


@dataclass(frozen=True, slots=True)
class Ids:
    """What an id in an address may stand for."""

    customer: UUID
    branch: UUID
    staff: UUID
    key: UUID
    failure: UUID
    address: UUID
    export: UUID
    pair: UUID
    verification: UUID
    alert: UUID
    invitation: UUID  # of a customer
    invited: UUID  # to become staff

    def of(self, path: str) -> UUID:
        for part, found in (
            ("/settings/branches", self.branch),
            ("/settings/staff", self.staff),
            ("/settings/keys", self.key),
            ("/settings/jobs", self.failure),
            ("/exports", self.export),
            ("/customers/duplicates", self.pair),
            ("/verifications", self.verification),
            ("/alerts", self.alert),
            ("/customers/invitations", self.invitation),
            ("/settings/invitations", self.invited),
        ):
            if path.startswith(part):
                return found
        return self.customer

    def into(self, path: str) -> str:
        path = path.replace("{id}", str(self.of(path))).replace("{address_id}", str(self.address))
        return path.replace("{kind}", "sms")


def short(route: Route) -> str:
    return route.path.removeprefix("/c/{tenant:str}").replace(":str}", "}")


# A form that brings a file comes in parts.
WITH_FILES = {short(route) for route in ROUTES if route.takes_bytes_max}
ACTIONS = [short(route) for route in ROUTES if route.method == "POST"]
LOOKS = [short(route) for route in ROUTES if route.method == "GET"]


async def ids_of(database: Database, house: House) -> Ids:
    async with database.transaction(house.context) as tx:
        (key, *_) = await identity.list_api_keys(tx)
        wish = Wish("customers", house.tenant.slug, house.tenant.name, "en", "Asia/Muscat", "OM")
        export = await exports.ask_export(tx, wish)
        other = await registered(tx, "guest")
        await note_possible_duplicates(tx, other.id, [house.ana.id], "several")
        (pair, *_) = (await customers.list_possible_duplicates(tx, "open", limit=1)).pairs
        waiting = [each.id for each in await identity.verifications_of(tx, house.ana.id)]
        verification = waiting[0] if waiting else (await handed_in(tx, house.ana.id)).id
        ref, email = house.tenant.ref, f"asked@{house.tenant.slug}.example.com"
        portal = customers.Portal("https://shop.example.com/p/shop", "test", ref)
        invitation = await people.invite_customer(tx, house.ana.id, "phone", portal=portal)
        invited, _ = await identity.invite_staff(
            tx, email=email, role="support", language="en", environment="test", tenant_ref=ref
        )
        raised = (await audit.list_alerts(tx, limit=1)).alerts
        given_up = [letter.fact_id for letter in await jobs.dead_letters(tx, most=1)]
    # Where a test has nothing given up and no alert, anything stands for what is not there.
    failure = given_up[0] if given_up else house.ana.id
    return Ids(
        house.ana.id,
        house.branches[0].id,
        house.admin.id,
        key.id,
        failure,
        house.address.id,
        export,
        pair.id,
        verification,
        raised[0].id if raised else house.ana.id,
        invitation.id,
        invited.id,
    )
