"""/api/v1/me: what an app shows somebody of themselves, by their access token."""

from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from regulars.api.callers import CallerKind
from regulars.api.customers import BirthDate, Text, Wishes
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.views import (
    Moment,
    NotificationsView,
    Preferences,
    VerificationsView,
    customer_view,
)
from regulars.domains import customers, identity
from regulars.domains.customers import Customer
from regulars.runtime.tx import Tx

PROFILE = "/api/v1/me/profile"
SESSIONS = "/api/v1/me/sessions"
AVATAR = "/api/v1/me/avatar"
ONESELF: tuple[CallerKind, ...] = ("account",)


class MyProfileView(msgspec.Struct):
    """What the shop knows of who asks, in full. What it thinks of them is not in it. `missing` is
    what a customer of another `type` lacks to be full; `avatar` the address of their picture."""

    id: UUID
    number: str
    type: Literal["guest", "stub", "full"]
    missing: list[customers.Need]
    name: str | None
    name2: str | None
    phone: str | None
    email: str | None
    verifications: VerificationsView
    birth_date: str | None
    gender: Literal["female", "male"] | None
    language: Literal["en", "ar"] | None
    preferences: Preferences
    notification_preferences: NotificationsView
    tier: Literal["new", "regular", "vip", "premium"]
    orders_count: int
    spend_minor: int
    spend_currency: str | None
    avatar: str | None
    version: int
    created_at: Moment
    updated_at: Moment


class MyChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Absent keeps, null clears. Phone and e-mail are changed with proofs."""

    name: Text = UNSET
    name2: Text = UNSET
    birth_date: BirthDate | UnsetType | None = UNSET
    gender: Literal["female", "male"] | UnsetType | None = UNSET
    language: Literal["en", "ar"] | UnsetType | None = UNSET
    preferences: Preferences | UnsetType | None = UNSET
    notification_preferences: Wishes | UnsetType | None = UNSET


class MySessionView(msgspec.Struct):
    """A sign-in that goes on. `seen_with` is a coarse name such as chrome_android."""

    id: UUID
    client: Literal["portal", "app"]
    seen_with: str
    is_current: bool
    created_at: Moment
    last_seen_at: Moment


class MySessionList(msgspec.Struct):
    """The fifty seen last, that one first."""

    data: list[MySessionView]


@operation(
    "GET", PROFILE, None, callers=ONESELF, is_for_every_stage=True, answers={200: MyProfileView}
)
async def get_my_profile(call: Call, tx: Tx) -> Answer:
    """Open one's own profile."""
    call.require_good()
    return await own_profile(tx, await customers.customer_by_id(tx, call.account.holder_id))


@operation(
    "PATCH",
    PROFILE,
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    body=MyChanges,
    answers={200: MyProfileView},
)
async def change_my_profile(call: Call, tx: Tx) -> Answer:
    """Change one's own profile (JSON merge patch: absent keeps, null clears). Whoever has all that
    a full customer has is one with it."""
    with call.judged():
        customer = await customers.change_own_profile(
            tx,
            call.account.holder_id,
            dict(call.body.values),
            country=await call.country(tx),
            expected_version=call.expected_version,
        )
    return await own_profile(tx, customer)


@operation(
    "GET", SESSIONS, None, callers=ONESELF, is_for_every_stage=True, answers={200: MySessionList}
)
async def list_my_sessions(call: Call, tx: Tx) -> Answer:
    """List where one is signed in."""
    call.require_good()
    session = call.account.session
    listed = await identity.list_account_sessions(tx, session.account_id)
    views = [
        MySessionView(
            one.id,
            one.client,
            one.seen_with,
            one.id == session.id,
            one.created_at,
            one.last_seen_at,
        )
        for one in listed
    ]
    return Answer(200, MySessionList(views))


@operation(
    "DELETE",
    SESSIONS + "/{id:str}",
    None,
    callers=ONESELF,
    is_for_every_stage=True,
    answers={204: None},
)
async def end_my_session(call: Call, tx: Tx) -> Answer:
    """End a sign-in of one's own, this one too. Its tokens stop within a second."""
    call.require_good()
    account_id = call.account.session.account_id
    await identity.end_account_session(tx, account_id, call.ids["id"], ended_by="owner")
    return Answer(204)


@operation("DELETE", SESSIONS, None, callers=ONESELF, is_for_every_stage=True, answers={204: None})
async def end_my_other_sessions(call: Call, tx: Tx) -> Answer:
    """End all sign-ins of one's own but this one. Their tokens stop within a second."""
    call.require_good()
    session = call.account.session
    await identity.end_account_sessions(
        tx, session.account_id, ended_by="owner", apart_from=session.id
    )
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (
    get_my_profile,
    change_my_profile,
    list_my_sessions,
    end_my_session,
    end_my_other_sessions,
)


async def own_profile(tx: Tx, customer: Customer) -> Answer:
    whole = customer_view(customer, reveal=True, shows_birth_date=True)
    ours: dict[str, Any] = {
        "missing": await customers.missing_for_full(tx, customer),
        "avatar": AVATAR if customer.pictured_at else None,
    }
    known = {n: getattr(whole, n) for n in MyProfileView.__struct_fields__ if n not in ours}
    view = MyProfileView(**known, **ours)
    return Answer(200, view, version=customer.version, person=customer.key)
