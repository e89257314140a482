"""/api/v1/me/choices: what a form for one's own profile offers."""

from typing import Literal

import msgspec

from regulars.api.me import ONESELF
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.settings import PreferenceFields, preference_fields
from regulars.domains import customers, tenants
from regulars.runtime.tx import Tx


class MyChoicesView(msgspec.Struct):
    """`languages` that the shop serves in, with the one that stands in the profile; the `country`
    of numbers that are typed without one; what the shop asks about `preferences`."""

    languages: list[Literal["en", "ar"]]
    country: str
    preferences: list[PreferenceFields]


@operation(
    "GET",
    "/api/v1/me/choices",
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    answers={200: MyChoicesView},
)
async def get_my_choices(call: Call, tx: Tx) -> Answer:
    """See what the shop asks of oneself, and which languages there are to choose from."""
    call.require_good()
    customer = await customers.customer_by_id(tx, call.account.holder_id)
    settings = await call.desk.known_settings.of(tx)
    shape = await tenants.read_preference_shape(tx)
    offered = dict.fromkeys(settings.languages)
    if customer.traits.language:
        offered[customer.traits.language] = None
    asked = [preference_fields(field) for field in shape.asked_of(customer.stage)]
    return Answer(200, MyChoicesView(list(offered), settings.default_country, asked))


OPERATIONS: tuple[Operation, ...] = (get_my_choices,)
