"""Choosing a new password for oneself, with the old one."""

from regulars.console.pages import Answered, Ask, Call, Elsewhere, Page, Route, route
from regulars.console.sign_in.entering import came_of
from regulars.console.sign_in.views import PasswordForm
from regulars.domains.identity import (
    OwnChange,
    WrongPassword,
    change_own_password,
    count_attempt,
    forget_attempts,
    password_hash_of,
    prove_old_password,
)
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx

TEMPLATE = "sign_in/password.html"


async def count_guess(call: Call, tx: Tx) -> Page | None:
    """A session left open must not be a place to guess its owner's password."""
    wait_seconds = await count_attempt(tx, call.visit.signed_in.staff.email)
    if not wait_seconds:
        return None
    view = PasswordForm(wait_seconds=wait_seconds, is_again=True)
    headers = {"Retry-After": str(wait_seconds)}
    return Page(TEMPLATE, view, status=422, headers=headers)


async def prove_old(call: Call, ask: Ask) -> OwnChange:
    session = call.visit.signed_in.session
    hashed = await ask(lambda tx: password_hash_of(tx, session))
    return await prove_old_password(hashed, old=call.value("old")[:200], new=call.value("new"))


@route("GET", "/password", None)
async def password_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page(TEMPLATE, PasswordForm())


@route("POST", "/password", None, first=count_guess, beforehand=prove_old)
async def change_password(call: Call, tx: Tx) -> Answered:
    try:
        session, device = call.visit.signed_in.session, came_of(call.visit).device
        await change_own_password(tx, session, call.brought, device=device)
    except Invalid as invalid:
        codes = tuple(error.code for error in invalid.errors)
        return Page(TEMPLATE, PasswordForm({"new": codes}, is_again=True), status=422)
    except WrongPassword as wrong:
        again = PasswordForm({"old": (wrong.code,)}, is_again=True)
        return Page(TEMPLATE, again, status=422)
    await forget_attempts(tx, call.visit.signed_in.staff.email)
    # Not everybody has a till to go on at.
    there = "till" if call.visit.signed_in.session.scopes else "account"
    return Elsewhere(f"{call.home}/{there}", flash="password-changed", is_new_to_us=True)


ROUTES: tuple[Route, ...] = (password_dialog, change_password)
