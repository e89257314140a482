"""/api/v1/settings/limits: codes in a day and where they go, and which files are large."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.domains import tenants
from regulars.domains.identity import Scope
from regulars.domains.tenants import Limits
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/settings/limits"

Countries = Annotated[
    list[str],
    Meta(max_length=250, description="Served besides the default country; two letters each."),
]


class LimitFields(msgspec.Struct, forbid_unknown_fields=True):
    """Absent keeps."""

    codes_a_day: int | UnsetType = UNSET
    served_countries: Countries | UnsetType = UNSET
    export_alarm_rows: int | UnsetType = UNSET


class LimitsView(msgspec.Struct):
    """`export_alarm_rows`: owners are warned of a file with so many rows. The version is that of
    all settings."""

    codes_a_day: int
    served_countries: list[str]
    export_alarm_rows: int
    version: int


@operation("GET", ADDRESS, Scope.SETTINGS_READ, answers={200: LimitsView})
async def get_limits(call: Call, tx: Tx) -> Answer:
    """Read how many codes leave in a day and where to, and when a file is large."""
    call.require_good()
    return _answer(await tenants.read_limits(tx))


@operation(
    "PATCH",
    ADDRESS,
    Scope.SETTINGS_WRITE,
    body=LimitFields,
    answers={200: LimitsView},
    is_sensitive=True,
)
async def change_limits(call: Call, tx: Tx) -> Answer:
    """Change how many codes leave in a day and where to, or when a file is large."""
    with call.judged():
        limits = await tenants.change_limits(
            tx, call.body.values, expected_version=call.expected_version
        )
    return _answer(limits)


OPERATIONS: tuple[Operation, ...] = (get_limits, change_limits)


def _answer(limits: Limits) -> Answer:
    codes = limits.codes
    view = LimitsView(
        codes.a_day, list(codes.more_countries), limits.export_alarm_rows, limits.version
    )
    return Answer(200, view, version=limits.version)
