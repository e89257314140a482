"""/api/v1/branches and /api/v1/settings: what the tenant set, and the features it has."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, page_of
from regulars.api.views import Latitude, Longitude, Moment
from regulars.domains import tenants
from regulars.domains.identity import Scope
from regulars.domains.tenants import (
    Branch,
    FlagState,
    PreferenceField,
    PreferenceShape,
    TenantSettings,
)
from regulars.kernel.ids import BranchId
from regulars.runtime.tx import Tx

Country = Annotated[str, Meta(description="Where a number without a country code is from: OM.")]
TimeZone = Annotated[str, Meta(description="By its IANA name: Asia/Muscat.")]


class NewBranch(msgspec.Struct, forbid_unknown_fields=True):
    """A branch by name, and by its name in another script; where it stands, if distances to it
    are to be told."""

    name: str
    name2: str | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class BranchChanges(msgspec.Struct, forbid_unknown_fields=True):
    """Absent keeps; null clears the second name or the place."""

    name: str | UnsetType = UNSET
    name2: str | UnsetType | None = UNSET
    latitude: Latitude | UnsetType | None = UNSET
    longitude: Longitude | UnsetType | None = UNSET


class BranchView(msgspec.Struct):
    """A branch. `latitude` and `longitude` are null together."""

    id: UUID
    name: str
    name2: str | None
    latitude: float | None
    longitude: float | None
    version: int
    created_at: Moment


class BranchList(msgspec.Struct):
    """Branches, and where the next page begins; null on the last."""

    data: list[BranchView]
    next_cursor: str | None


ProofMonths = Annotated[
    int,
    Meta(
        description="How long an account rests before its phone or e-mail alone no longer opens it:"
        " 1 to 36 months."
    ),
]


class SettingsFields(msgspec.Struct, forbid_unknown_fields=True):
    """Absent keeps."""

    default_country: Country | UnsetType = UNSET
    time_zone: TimeZone | UnsetType = UNSET
    languages: Annotated[list[Literal["en", "ar"]], Meta(min_length=1)] | UnsetType = UNSET
    reverify_after_months: ProofMonths | UnsetType = UNSET


class SettingsView(msgspec.Struct):
    """What the tenant set."""

    default_country: str
    time_zone: str
    languages: list[str]
    reverify_after_months: int
    version: int


class FlagChoices(msgspec.Struct, forbid_unknown_fields=True):
    """A flag that is not named keeps its choice."""

    flags: dict[str, bool | None]


class FlagView(msgspec.Struct):
    """`why`: the tenant's own choice, the operator's roll-out, or the default."""

    name: str
    is_on: bool
    why: Literal["chosen", "rolled_out", "default"]
    choice: bool | None
    percent: int | None


class FlagList(msgspec.Struct):
    """Every flag there is, on one page."""

    data: list[FlagView]
    next_cursor: str | None


class Words(msgspec.Struct, forbid_unknown_fields=True):
    """In English and Arabic; one of them stands for both."""

    en: str = ""
    ar: str = ""


class ChoiceFields(msgspec.Struct, forbid_unknown_fields=True):
    """One of what can be chosen."""

    key: str
    label: Words


class PreferenceFields(msgspec.Struct, forbid_unknown_fields=True):
    """`key` and `kind` stay for ever. `choices` for the kind `choice` only. Asked of customers of
    these `stages`; of everybody when there are none."""

    key: str
    kind: Literal["choice", "yes_no", "text", "number"]
    label: Words
    choices: list[ChoiceFields] = []
    retired: bool = False
    stages: list[Literal["guest", "stub", "full"]] = []


class PreferencesGiven(msgspec.Struct, forbid_unknown_fields=True):
    """The fields in their order."""

    fields: Annotated[list[PreferenceFields], Meta(max_length=100)]


class PreferencesView(msgspec.Struct):
    """The fields in their order, retired ones marked; none: anything may be noted."""

    fields: list[PreferenceFields]
    version: int


@operation(
    "GET", "/api/v1/branches", Scope.SETTINGS_READ, query=PageQuery, answers={200: BranchList}
)
async def list_branches(call: Call, tx: Tx) -> Answer:
    """List the branches, oldest first."""
    call.require_good()
    page, following = page_of(call, tx, await tenants.list_branches(tx), name="branches")
    return Answer(200, BranchList([_branch(branch) for branch in page], following))


@operation(
    "POST",
    "/api/v1/branches",
    Scope.SETTINGS_WRITE,
    body=NewBranch,
    answers={201: BranchView},
)
async def create_branch(call: Call, tx: Tx) -> Answer:
    """Add a branch."""
    # What stands in for a name that was refused already lets the other one be judged too.
    given = {"name": "-", **call.body.values}
    with call.judged():
        branch = await tenants.add_branch(tx, **given)
    return Answer(201, _branch(branch), version=branch.version, resource_id=branch.id)


@operation(
    "PATCH",
    "/api/v1/branches/{id:str}",
    Scope.SETTINGS_WRITE,
    body=BranchChanges,
    answers={200: BranchView},
)
async def change_branch(call: Call, tx: Tx) -> Answer:
    """Rename a branch or place it on the map (JSON merge patch: absent keeps, null clears)."""
    with call.judged():
        branch = await tenants.change_branch(
            tx,
            BranchId(call.ids["id"]),
            call.body.values,
            expected_version=call.expected_version,
        )
    return Answer(200, _branch(branch), version=branch.version, resource_id=branch.id)


@operation("GET", "/api/v1/settings", Scope.SETTINGS_READ, answers={200: SettingsView})
async def get_settings(call: Call, tx: Tx) -> Answer:
    """Read languages, default country, time zone, and when a phone is proven anew."""
    call.require_good()
    settings = await tenants.read_settings(tx)
    return Answer(200, _settings(settings), version=settings.version)


@operation(
    "PATCH",
    "/api/v1/settings",
    Scope.SETTINGS_WRITE,
    body=SettingsFields,
    answers={200: SettingsView},
    is_sensitive=True,
)
async def change_settings(call: Call, tx: Tx) -> Answer:
    """Change languages, default country, time zone, or when a phone is proven anew."""
    with call.judged():
        settings = await tenants.change_settings(
            tx, call.body.values, expected_version=call.expected_version
        )
    return Answer(200, _settings(settings), version=settings.version)


@operation("GET", "/api/v1/settings/flags", Scope.SETTINGS_READ, answers={200: FlagList})
async def get_flags(call: Call, tx: Tx) -> Answer:
    """Read the feature flags as this tenant has them."""
    call.require_good()
    return Answer(200, FlagList(list(map(_flag, await tenants.read_flags(tx))), None))


@operation(
    "PATCH",
    "/api/v1/settings/flags",
    Scope.SETTINGS_WRITE,
    body=FlagChoices,
    answers={200: FlagList},
)
async def set_flags(call: Call, tx: Tx) -> Answer:
    """Switch features on or off for this tenant; null follows the roll-out again."""
    with call.judged():
        states = await tenants.set_flags(tx, call.body.values.get("flags", {}))
    return Answer(200, FlagList(list(map(_flag, states)), None))


@operation(
    "GET", "/api/v1/settings/preferences", Scope.SETTINGS_READ, answers={200: PreferencesView}
)
async def get_preferences(call: Call, tx: Tx) -> Answer:
    """Read what is asked about customers' preferences."""
    call.require_good()
    return _preferences(await tenants.read_preference_shape(tx))


@operation(
    "PUT",
    "/api/v1/settings/preferences",
    Scope.SETTINGS_WRITE,
    body=PreferencesGiven,
    answers={200: PreferencesView},
)
async def set_preferences(call: Call, tx: Tx) -> Answer:
    """Declare the preferences, in their order; what is left out is retired, never deleted."""
    call.require_good()
    fields = [msgspec.to_builtins(field) for field in call.body.values["fields"]]
    with call.judged():
        shape = await tenants.set_preference_shape(
            tx, fields, expected_version=call.expected_version
        )
    return _preferences(shape)


OPERATIONS: tuple[Operation, ...] = (
    list_branches,
    create_branch,
    change_branch,
    get_settings,
    change_settings,
    get_flags,
    set_flags,
    get_preferences,
    set_preferences,
)


def _branch(branch: Branch) -> BranchView:
    return BranchView(
        branch.id,
        branch.name,
        branch.name2,
        branch.point.latitude if branch.point else None,
        branch.point.longitude if branch.point else None,
        branch.version,
        branch.created_at,
    )


def preference_fields(field: PreferenceField) -> PreferenceFields:
    return PreferenceFields(
        field.key,
        field.kind,
        Words(field.label_en, field.label_ar),
        [ChoiceFields(c.key, Words(c.label_en, c.label_ar)) for c in field.choices],
        field.is_retired,
        list(field.stages),
    )


def _preferences(shape: PreferenceShape) -> Answer:
    fields = [preference_fields(field) for field in shape.fields]
    return Answer(200, PreferencesView(fields, shape.version), version=shape.version)


def _settings(settings: TenantSettings) -> SettingsView:
    return SettingsView(
        settings.default_country,
        settings.time_zone,
        list(settings.languages),
        settings.reverify_after_months,
        settings.version,
    )


def _flag(state: FlagState) -> FlagView:
    return FlagView(state.flag.name, state.is_on, state.why, state.choice, state.percent)
