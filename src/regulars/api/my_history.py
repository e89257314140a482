"""/api/v1/me/looks and sign-ins: who looked at one's own data, and when one came and went."""

from typing import Literal
from uuid import UUID

import msgspec

from regulars.api.me import ONESELF
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.api.views import Moment
from regulars.domains import customers, identity
from regulars.domains.audit import FactPlace
from regulars.domains.customers import OwnLook, Who
from regulars.domains.identity import EndedBy
from regulars.runtime.context import Purpose
from regulars.runtime.readlog import ReadKind
from regulars.runtime.tx import Tx


class MyLookView(msgspec.Struct):
    """One request that showed one's data. `who`: staff by their role (staff for support and for who
    left), a program of the shop's (key), or those who run the installation."""

    at: Moment
    who: Who
    kind: ReadKind
    purpose: Purpose
    branch_id: UUID | None
    branch_name: str | None
    branch_name2: str | None


class MyLookList(msgspec.Struct):
    """Looks, newest first, and where the next page begins; null on the last. A page may hold less
    than `limit`, or nothing, and still have a next one."""

    data: list[MyLookView]
    next_cursor: str | None


class MySignInView(msgspec.Struct):
    """A sign-in that began, with a `client`, or that ended, and by what: by signing out, by the
    owner elsewhere, by the shop (staff, blocked), because a token came twice (reuse), or because a
    phone or e-mail changed or passed on (change, moved). What does not apply is null."""

    at: Moment
    event: Literal["began", "ended"]
    client: Literal["portal", "app"] | None
    ended_by: EndedBy | None


class MySignInList(msgspec.Struct):
    """Sign-ins, newest first, and where the next page begins; null on the last. A page may hold
    less than `limit`, or nothing, and still have a next one."""

    data: list[MySignInView]
    next_cursor: str | None


@operation(
    "GET",
    "/api/v1/me/looks",
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    query=PageQuery,
    answers={200: MyLookList},
)
async def list_my_looks(call: Call, tx: Tx) -> Answer:
    """List who looked at one's own data, when and why. People of the shop are told of by role."""
    call.require_good()
    mine = call.account.holder_id
    bound_to = ["me/looks", str(mine)]
    place = place_of(call, tx, bound_to, UUID)
    told = await customers.looks_told(tx, mine, limit=limit_of(call), place=place)
    views = [_look_view(look) for look in told.looks]
    return Answer(200, MyLookList(views, cursor_to(tx, bound_to, told.older)))


@operation(
    "GET",
    "/api/v1/me/sign-ins",
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    query=PageQuery,
    answers={200: MySignInList},
)
async def list_my_sign_ins(call: Call, tx: Tx) -> Answer:
    """List when one signed in and out, in browsers and apps."""
    call.require_good()
    mine = call.account.session.account_id
    bound_to = ["me/sign-ins", str(mine)]
    place = place_of(call, tx, bound_to, FactPlace)
    told = await identity.sign_ins_told(tx, mine, limit=limit_of(call), place=place)
    views = [
        MySignInView(entry.at, "ended" if entry.ended_by else "began", entry.client, entry.ended_by)
        for entry in told.entries
    ]
    return Answer(200, MySignInList(views, cursor_to(tx, bound_to, told.older)))


OPERATIONS: tuple[Operation, ...] = (list_my_looks, list_my_sign_ins)


def _look_view(look: OwnLook) -> MyLookView:
    branch = look.branch
    return MyLookView(
        look.at,
        look.who,
        look.kind,
        look.purpose,
        branch.id if branch else None,
        branch.name if branch else None,
        branch.name2 if branch else None,
    )
