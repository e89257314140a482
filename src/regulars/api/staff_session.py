"""/api/v1/auth/session, sessions and branch: who of the staff is signed in, and where."""

from typing import Literal
from uuid import UUID

import msgspec

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.problems import EdgeRefusal
from regulars.api.views import Moment
from regulars.domains import identity, tenants
from regulars.domains.identity import Role
from regulars.runtime.tx import Tx

SIGN_INS = "/api/v1/auth/sessions"


class BranchChoice(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where somebody works from now on; null sees all branches, for who may."""

    branch_id: UUID | None


class StaffAccessToken(msgspec.Struct):
    """An access token for the new branch. The refresh token stays."""

    access_token: str
    expires_in: int
    token_type: Literal["Bearer"]


class OwnBranch(msgspec.Struct):
    """A branch that they may work in."""

    id: UUID
    name: str
    name2: str | None


class StaffSessionView(msgspec.Struct):
    """Who is signed in, what they may, and where. Without a branch they see all of them."""

    staff_id: UUID
    name: str
    role: Role
    language: Literal["en", "ar"]
    scopes: list[str]
    branch_id: UUID | None
    branches: list[OwnBranch]
    expires_at: Moment


class StaffSignInView(msgspec.Struct):
    """A sign-in that goes on. `seen_with` is a coarse name of a browser, such as chrome_android, or
    `app`. Without a branch it sees all of them."""

    id: UUID
    seen_with: str
    branch_id: UUID | None
    is_current: bool
    created_at: Moment
    last_seen_at: Moment


class StaffSignInList(msgspec.Struct):
    """The fifty seen last, that one first; at the console and with apps."""

    data: list[StaffSignInView]


@operation(
    "POST",
    "/api/v1/auth/branch",
    None,
    callers=("staff",),
    body=BranchChoice,
    answers={200: StaffAccessToken},
)
async def choose_branch(call: Call, tx: Tx) -> Answer:
    """Work in another branch from now on. Access tokens for the one before are over."""
    call.require_good()
    session, issuer = call.staff.session, call.desk.issuer(call.caller.tenant)
    await identity.stand_in_branch(tx, session, call.body.values["branch_id"])
    token = await identity.staff_access_token(tx, session.id, issuer)
    if token is None:
        raise EdgeRefusal("unauthenticated")
    view = StaffAccessToken(token, int(identity.ACCESS_LIFETIME.total_seconds()), "Bearer")
    return Answer(200, view, is_secret=True)


@operation("GET", "/api/v1/auth/session", None, callers=("staff",), answers={200: StaffSessionView})
async def get_session(call: Call, tx: Tx) -> Answer:
    """See who is signed in, with which role, and in which branch."""
    call.require_good()
    session = call.staff.session
    staff = await identity.open_staff(tx, session.staff_id)
    branches = [
        OwnBranch(branch.id, branch.name, branch.name2)
        for branch in await tenants.list_branches(tx)
        if identity.may_work_in(staff, branch.id)
    ]
    view = StaffSessionView(
        staff.id,
        staff.name,
        session.role,
        staff.language,
        sorted(session.scopes),
        session.branch,
        branches,
        session.expires_at,
    )
    return Answer(200, view)


@operation("GET", SIGN_INS, None, callers=("staff",), answers={200: StaffSignInList})
async def list_own_sessions(call: Call, tx: Tx) -> Answer:
    """List where one is signed in, at the console and with apps."""
    call.require_good()
    session = call.staff.session
    views = [
        StaffSignInView(
            one.id,
            one.seen_with,
            one.branch,
            one.id == session.id,
            one.created_at,
            one.last_seen_at,
        )
        for one in await identity.list_staff_sessions(tx, session.staff_id)
    ]
    return Answer(200, StaffSignInList(views))


@operation("DELETE", SIGN_INS + "/{id:str}", None, callers=("staff",), answers={204: None})
async def end_own_session(call: Call, tx: Tx) -> Answer:
    """End a sign-in of one's own, this one too, at the console or with an app. It and its tokens
    stop within a second."""
    call.require_good()
    await identity.end_own_session(tx, call.staff.session, call.ids["id"])
    return Answer(204)


@operation("DELETE", SIGN_INS, None, callers=("staff",), answers={204: None})
async def end_own_other_sessions(call: Call, tx: Tx) -> Answer:
    """End all sign-ins of one's own but this one, at the console and with apps, and forget their
    devices. They and their tokens stop within a second."""
    call.require_good()
    await identity.end_own_other_sessions(tx, call.staff.session)
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (
    choose_branch,
    get_session,
    list_own_sessions,
    end_own_session,
    end_own_other_sessions,
)
