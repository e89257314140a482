"""/api/v1/exports: files that the worker makes, for whoever asked and nobody else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.sent import Pieces
from regulars.api.standing import KeptState, wanted_state
from regulars.api.views import Moment
from regulars.domains import exports
from regulars.domains.audit import Wanted
from regulars.domains.customers import AccountStatus, Filter, SearchBudgetSpent
from regulars.domains.exports import Column, Export, Kind, Wish
from regulars.domains.identity import Scope
from regulars.kernel.errors import FieldError, Invalid, TooOften
from regulars.runtime.files import StoredFile, read_piece
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/exports"
WRITE = Scope.EXPORTS_WRITE
OF_CUSTOMERS = frozenset({"q", "stage", "state", "account_status", "sort"})
OF_CUSTOMERS |= {"columns", "language", "kind", "tag"}
OF_THE_TRAIL = frozenset({"subject_id", "actor_id", "branch_id", "since", "until"})
FIELDS: dict[Kind, frozenset[str]] = {
    "customers": OF_CUSTOMERS,
    "changes": OF_THE_TRAIL | {"name"},
    "looks": OF_THE_TRAIL | {"look"},
}

Since = Annotated[datetime, Meta(tz=True, extra={"code": "wrong_type"})]
Tag = Annotated[str, Meta(max_length=40, extra={"code": "text_too_long", "length_max": 40})]
FactName = Annotated[
    str, Meta(pattern="^[a-z_]+[.][a-z_]+$", max_length=100, extra={"code": "wrong_type"})
]


class ExportFilters(
    msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, frozen=True
):
    """What narrows an export, as its list has it. Of customers: `q`, `stage`, `state` or
    `account_status`, `language`, `kind`, `tag`, `sort`, `columns`. Of changes and looks:
    `subject_id`, `actor_id`, `branch_id`, `since`, `until` (which is exclusive), and `name` of
    changes or `look` of looks."""

    q: Annotated[str, Meta(max_length=200, extra={"code": "text_too_long", "length_max": 200})] = ""
    stage: Literal["guest", "stub", "full"] | None = None
    state: KeptState | None = None
    account_status: AccountStatus | None = None
    sort: Literal["-created_at", "created_at", "number", "-number"] | None = None
    language: Literal["en", "ar"] | None = None
    kind: Literal["person", "company"] | None = None
    tag: Tag = ""
    columns: Annotated[tuple[Column, ...], Meta(max_length=len(exports.ALL_COLUMNS))] = ()
    subject_id: UUID | None = None
    actor_id: UUID | None = None
    branch_id: UUID | None = None
    since: Since | None = None
    until: Since | None = None
    name: FactName | None = None
    look: Literal["listed", "read", "revealed", "exported"] | None = None


class NewExport(msgspec.Struct, forbid_unknown_fields=True):
    """What is wanted in a file. `language` is that of the sentences in a trail."""

    kind: Kind
    filters: ExportFilters = ExportFilters()
    language: Literal["en", "ar"] = "en"


class ExportView(msgspec.Struct):
    """An export. `state` is waiting, running, done or failed, `outcome` a code that says why.
    `total` is 0 when nobody knows; the file is there when `is_ready`, until `expires_at`."""

    id: UUID
    kind: Kind
    state: str
    outcome: str | None
    rows: int
    total: int
    is_ready: bool
    file_name: str | None
    size_bytes: int | None
    asked_at: Moment
    expires_at: Moment


@operation("POST", ADDRESS, WRITE, body=NewExport, answers={202: ExportView}, is_sensitive=True)
async def create_export(call: Call, tx: Tx) -> Answer | TooOften:
    """Ask for a file of customers, changes or looks; it needs the scope that reads them too."""
    call.require_good()
    wish = await _wish(call, tx)
    for scope in sorted(wish.needs):
        call.caller.require(scope)
    count = await exports.count_rows(tx, wish, guarded=not call.scoped.sees_phones_in_lists)
    if count.wait_seconds:
        return SearchBudgetSpent(retry_after_seconds=count.wait_seconds)
    export_id = await exports.ask_export(tx, wish, total=0 if count.is_more else count.many)
    return Answer(202, _view(await exports.own_export(tx, export_id)), resource_id=export_id)


@operation("GET", ADDRESS + "/{id:str}", WRITE, answers={200: ExportView})
async def get_export(call: Call, tx: Tx) -> Answer:
    """See how far an export of your own is."""
    call.require_good()
    return Answer(200, _view(await exports.own_export(tx, call.ids["id"])))


@operation("GET", ADDRESS + "/{id:str}/file", WRITE, answers={200: None}, gives=exports.MEDIA_TYPE)
async def get_export_file(call: Call, tx: Tx) -> Answer:
    """Take the file of an export of your own; not found until it is made, nor after its day."""
    call.require_good()
    file = await exports.begin_download(tx, call.ids["id"])
    return Answer(200, version=1, pieces=Pieces(file.name, file.size_bytes, _each(call, tx, file)))


OPERATIONS: tuple[Operation, ...] = (create_export, get_export, get_export_file)


async def _wish(call: Call, tx: Tx) -> Wish:
    given, settings = call.body.values, await call.desk.known_settings.of(tx)
    kind: Kind = given["kind"]
    filters: ExportFilters = given.get("filters") or ExportFilters()
    named: dict[str, Any] = msgspec.to_builtins(filters)
    if wrong := sorted(named.keys() - FIELDS[kind]):
        raise Invalid(*(FieldError(f"filters.{name}", "unknown_field") for name in wrong))
    tenant = call.caller.tenant
    is_of_customers = kind == "customers"
    if "birth_date" in filters.columns:
        call.caller.require(Scope.CUSTOMERS_BIRTH_DATE)
    return Wish(
        kind,
        tenant.slug,
        tenant.name,
        given.get("language", "en"),
        settings.time_zone,
        settings.default_country,
        told=tuple((name, _told(value)) for name, value in sorted(named.items())),
        customers=Filter(
            filters.q,
            filters.stage,
            wanted_state(filters.state, filters.account_status, field="filters.account_status"),
            language=filters.language,
            kind=filters.kind,
            tag=filters.tag or None,
        ),
        sort=filters.sort or "-created_at",
        columns=tuple(filters.columns or exports.ALL_COLUMNS) if is_of_customers else (),
        # A file is whole for whoever may see each of them whole: it wants a young sign-in, and
        # owners hear of a large one.
        sees_phones=is_of_customers and Scope.CUSTOMERS_REVEAL in call.scoped.scopes,
        sees_birth_dates=is_of_customers and Scope.CUSTOMERS_BIRTH_DATE in call.scoped.scopes,
        trail=Wanted(
            subject_id=filters.subject_id,
            actor_id=filters.actor_id,
            branch_id=filters.branch_id,
            kind=filters.name or filters.look,
            since=filters.since,
            until=filters.until,
        ),
    )


def _told(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)


async def _each(call: Call, tx: Tx, file: StoredFile) -> AsyncIterator[bytes]:
    """Read after the answer has begun, each in a unit of work of its own."""
    context = replace(tx.context, reading=True)
    for place in range(file.pieces):
        yield await call.desk.database.unit(context, partial(read_piece, file=file, place=place))


def _view(export: Export) -> ExportView:
    file = export.file
    return ExportView(
        export.id,
        export.wish.kind,
        export.task.state,
        export.task.outcome,
        export.rows_count,
        export.task.total,
        file is not None,
        file.name if file else None,
        file.size_bytes if file else None,
        export.asked_at,
        export.expires_at,
    )
