"""Every operation with a request that it accepts, for tests that are made from the declarations."""

import dataclasses
import io
import re
from typing import Any
from uuid import UUID

import httpx
from httpx import AsyncClient
from PIL import Image

from regulars import api
from regulars.api.operations import Operation
from tests.instruments.installation import Installation
from tests.world import House

STUB = {"type": "stub", "name": "Salim Al Harthy", "phone": "9123 4567"}
PART = re.compile(r"\{address_id:str\}")
JSON = {"Content-Type": "application/json"}

BODIES: dict[str, dict[str, Any]] = {
    "createCustomer": {"type": "guest"},
    "changeCustomer": {"tags": ["vip"]},
    "upgradeCustomer": {"type": "full", "kind": "company", "email": "ana@example.com"},
    "restoreCustomer": {},
    "blockCustomer": {"reason": "never pays"},
    "suspendCustomer": {"reason": "argues", "until": "2027-01-01T00:00:00Z"},
    "sendOtp": {"phone": "9234 5678", "purpose": "registration"},
    "verifyOtp": {"challenge_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4", "code": "123456"},
    "requestChange": {"phone": "9234 5679"},
    "verifyChange": {"challenge_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4", "code": "123456"},
    "sendInvitationOtp": {"invitation": "ri_test_nobody"},
    "verifyInvitationOtp": {
        "invitation": "ri_test_nobody",
        "challenge_id": "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4",
        "code": "123456",
    },
    "inviteCustomer": {"channel": "phone"},
    "resendInvitation": {},
    "createAddress": {"city": "Nizwa", "street": "Way 4312"},
    "changeAddress": {"notes": "Ring twice"},
    "askForVerification": {"document": "passport"},
    "approveVerification": {},
    "rejectVerification": {"reason": "unreadable"},
    "withdrawVerification": {},
    "signCustomerOut": {},
    "giveCustomerTriesBack": {},
    "settlePossibleDuplicate": {"verdict": "dismissed"},
    "createBranch": {"name": "Sohar"},
    "changeBranch": {"name": "Sohar"},
    "changeSettings": {"time_zone": "Asia/Muscat"},
    "changeLimits": {"codes_a_day": 400},
    "setChannel": {
        "provider": "twilio",
        "fields": {"account": "AC" + "a" * 32, "token": "t" * 32, "sender": "+15005550006"},
    },
    "changeVerificationSettings": {"kept_days": 20},
    "setFlags": {"flags": {"console.palette": False}},
    "createExport": {"kind": "customers", "filters": {"stage": "stub"}},
    "requeueFailure": {},
    "setPreferences": {
        "fields": [{"key": "starch", "kind": "yes_no", "label": {"en": "Starch", "ar": "نشا"}}]
    },
    "createApiKey": {"name": "a till", "scopes": ["settings:write"]},
    "refreshTokens": {"grant_type": "refresh_token", "refresh_token": "rf_test_unknown"},
    "signOut": {},
    "signInStaff": {"email": "nobody@example.com", "password": "a long enough password"},
    "proveStaffFactor": {"challenge": "rh_test_nobody", "code": "123456"},
    "sendStaffCode": {"phone": "+96892220055"},
    "proveStaffCode": {"challenge_id": "0195a000-0000-7000-8000-000000000000", "code": "123456"},
    "proveStaffAgain": {"password": "a long enough password"},
    "chooseBranch": {"branch_id": None},
}

# What a program of the tenant's may call; the rest is for apps and people who signed in.
OF_KEYS = [operation for operation in api.OPERATIONS if "key" in operation.callers]
# What an operation has to be told in its address.
QUERIES: dict[str, dict[str, str]] = {
    "getAge": {"category": "alcohol"},
    "removeChannel": {"kind": "sms"},
    "testChannel": {"kind": "sms"},
    "createVerification": {"document": "passport"},
    "createMyVerification": {"document": "passport"},
}

WRITES = [operation for operation in OF_KEYS if operation.method != "GET"]
# Those whose body is a document; a picture has no fields.
OF_FIELDS = [operation for operation in WRITES if not operation.takes]
OF_AN_ID = [operation for operation in OF_KEYS if "{" in operation.path]
# Of the whole house; what belongs to one customer, or lies near a place, is listed by tests of its
# own.
LISTS = [
    operation
    for operation in OF_KEYS
    if operation.name.startswith("list")
    and "{" not in operation.path
    and operation.name != "listNear"
]


def named(operation: Operation) -> str:
    """What a generated test is called by."""
    return operation.name


def path_of(operation: Operation, id_: UUID | str, part_id: UUID | str | None = None) -> str:
    """`part_id` stands for what belongs to `id_`; the same id for both is that of nothing."""
    path = operation.path.replace("{id:str}", str(id_))
    return PART.sub(str(part_id or id_), path)


def own_id(operation: Operation, house: House, key_id: UUID | str = "") -> UUID | str:
    """The id of something in this house that the operation is about."""
    if "/branches/" in operation.path:
        return house.branches[0].id
    return key_id if "/api-keys/" in operation.path else house.ana.id


async def ask(
    client: AsyncClient,
    operation: Operation,
    id_: UUID | str = "",
    **more: Any,
) -> httpx.Response:
    """One request as the operation wants it. `more` goes to the client; `json` is another body,
    `part_id` what belongs to the one with the id."""
    part_id = more.pop("part_id", None)
    if operation.name in QUERIES:
        more.setdefault("params", QUERIES[operation.name])
    if operation.takes and "json" not in more:
        more = {"content": picture(), **more}
        more["headers"] = {"Content-Type": "image/png", **(more.get("headers") or {})}
    elif operation.body is not None or "json" in more:
        more.setdefault("json", BODIES.get(operation.name, {}))
    return await client.request(operation.method, path_of(operation, id_, part_id), **more)


def picture(width: int = 40, height: int = 30, form: str = "PNG", **more: Any) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(drawn, form, **more)
    return drawn.getvalue()


def unhurried(installation: Installation) -> Installation:
    """The same installation, with room for more requests than a person would make."""
    settings = dataclasses.replace(
        installation.settings, rate_limit_per_second=1_000_000, rate_limit_burst=1_000_000
    )
    return dataclasses.replace(installation, settings=settings)
