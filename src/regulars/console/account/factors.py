"""Second factors of one's own: set up, used to go on, given up."""

import segno

from regulars.console.account.views import (
    AuthenticatorForm,
    GivingUp,
    PasskeyForm,
    PasskeyQuestion,
    RecoveryCodes,
)
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.console.settings.faults import errors_of
from regulars.console.sign_in.entering import browser_of, came_of, landing, site_of
from regulars.domains import identity
from regulars.domains.identity import (
    FactorKnown,
    Factors,
    LastFactor,
    PasskeyNotFound,
    PasskeyRefused,
    SetUpOver,
    WrongFactor,
)
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx

SETTING_UP = "account/authenticator.html"
PASSKEY = "account/passkey_form.html"
GIVING_UP = "account/giving_up.html"
HALF = ("enrolment",)


async def count_try(call: Call, tx: Tx) -> Page | None:
    """A code that sets up a factor is guessed no oftener than one that signs in."""
    session = call.visit.signed_in.session
    tried = await identity.count_factor_try(tx, session.staff_id, came_of(call.visit))
    begun = await identity.unconfirmed_authenticator(tx, session.staff_id, begun_in=session.id)
    if not tried.wait_seconds or begun is None:
        return None
    view = _form(call, begun.secret, wait_seconds=tried.wait_seconds)
    return Page(SETTING_UP, view, status=422, headers={"Retry-After": str(tried.wait_seconds)})


@route("POST", "/account/authenticator/beginning", None, half=HALF, fresh=True)
async def begin_authenticator(call: Call, tx: Tx) -> Answered:
    session = call.visit.signed_in.session
    await identity.require_signed_in(tx, session)
    begun = await identity.begin_authenticator(tx, session.staff_id, begun_in=session.id)
    return Page(SETTING_UP, _form(call, begun.secret))


@route("POST", "/account/authenticator", None, half=HALF, first=count_try)
async def confirm_authenticator(call: Call, tx: Tx) -> Answered:
    session = call.visit.signed_in.session
    await identity.require_signed_in(tx, session)
    have = await _factors(call, tx)
    begun = await identity.unconfirmed_authenticator(tx, session.staff_id, begun_in=session.id)
    if begun is None:
        raise FactorKnown if have.has_authenticator else SetUpOver
    try:
        code = identity.read_factor_code(call.value("code"))
        await identity.confirm_authenticator(tx, session.staff_id, code, begun_in=session.id)
    except WrongFactor as wrong:
        return Page(SETTING_UP, _form(call, begun.secret, error=wrong.code), status=422)
    await identity.forget_factor_tries(tx, session.staff_id)
    return await _welcome(call, tx, had_any=have.has_any)


@route("GET", "/account/authenticator/removal", None, fresh=True)
async def removal_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page(GIVING_UP, GivingUp("/account/authenticator/removal", "authenticator"))


@route("POST", "/account/authenticator/removal", None, fresh=True)
async def remove_authenticator(call: Call, tx: Tx) -> Answered:
    try:
        await identity.turn_off_authenticator(
            tx, call.visit.signed_in.session, environment=_environment(call)
        )
    except LastFactor as last:
        view = GivingUp("/account/authenticator/removal", "authenticator", "", last.code, True)
        return Page(GIVING_UP, view, status=409)
    return _to_account(call)


@route("GET", "/account/passkeys/new", None, half=HALF, fresh=True)
async def passkey_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page(PASSKEY, PasskeyForm())


@route("POST", "/account/passkeys/question", None, half=HALF, fresh=True)
async def ask_new_passkey(call: Call, tx: Tx) -> Answered:
    visit = call.visit
    options = await identity.ask_new_passkey(
        tx, visit.signed_in.staff, site_of(visit), bound_to=browser_of(visit.desk, visit)
    )
    view = PasskeyQuestion("create", options, f"{call.home}/account/passkeys", call.value("name"))
    return Page("account/passkey_question.html", view)


@route("POST", "/account/passkeys", None, half=HALF)
async def add_passkey(call: Call, tx: Tx) -> Answered:
    visit = call.visit
    await identity.require_signed_in(tx, visit.signed_in.session)
    have = await _factors(call, tx)
    name = call.value("name")
    try:
        await identity.add_passkey(
            tx,
            visit.signed_in.staff,
            site_of(visit),
            name=name,
            answer=call.value("answer"),
            bound_to=browser_of(visit.desk, visit),
        )
    except Invalid as invalid:
        return Page(PASSKEY, PasskeyForm(name, errors_of(invalid), is_again=True), status=422)
    except PasskeyRefused as refused:
        again = PasskeyForm(name, error=refused.code, is_again=True)
        return Page(PASSKEY, again, status=422, is_kept=True)
    return await _welcome(call, tx, had_any=have.has_any)


@route("GET", "/account/passkeys/{id:str}/removal", None, fresh=True)
async def passkey_removal_dialog(call: Call, tx: Tx) -> Answered:
    passkey_id = read_uuid(call.ids["id"])
    for passkey in (await _factors(call, tx)).passkeys:
        if passkey.id == passkey_id:
            address = f"/account/passkeys/{passkey.id}/removal"
            return Page(GIVING_UP, GivingUp(address, "passkey", passkey.name))
    raise PasskeyNotFound


@route("POST", "/account/passkeys/{id:str}/removal", None, fresh=True)
async def remove_passkey(call: Call, tx: Tx) -> Answered:
    passkey_id = read_uuid(call.ids["id"])
    try:
        await identity.give_up_passkey(
            tx, call.visit.signed_in.session, passkey_id, environment=_environment(call)
        )
    except LastFactor as last:
        address = f"/account/passkeys/{passkey_id}/removal"
        view = GivingUp(address, "passkey", error=last.code, is_again=True)
        return Page(GIVING_UP, view, status=409)
    return _to_account(call)


@route("GET", "/account/recovery-codes/new", None, fresh=True)
async def codes_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page(GIVING_UP, GivingUp("/account/recovery-codes", "codes"))


@route("POST", "/account/recovery-codes", None, fresh=True)
async def make_codes(call: Call, tx: Tx) -> Answered:
    session = call.visit.signed_in.session
    await identity.require_signed_in(tx, session)
    if not (await _factors(call, tx)).has_any:
        return _to_account(call)
    codes = await identity.renew_recovery_codes(tx, session)
    return Page("account/recovery_codes.html", RecoveryCodes(codes, f"{call.home}/account"))


ROUTES: tuple[Route, ...] = (
    begin_authenticator,
    confirm_authenticator,
    removal_dialog,
    remove_authenticator,
    passkey_dialog,
    ask_new_passkey,
    add_passkey,
    passkey_removal_dialog,
    remove_passkey,
    codes_dialog,
    make_codes,
)


async def _welcome(call: Call, tx: Tx, *, had_any: bool) -> Answered:
    session = call.visit.signed_in.session
    codes = await identity.welcome_factor(tx, session, had_any=had_any)
    if not codes:
        return Elsewhere(f"{call.home}/account", flash="factor-added", is_new_to_us=True)
    there = f"{call.home}/account"
    if session.needs == "enrolment":
        there = landing(call.visit, call.home, session)
    view = RecoveryCodes(codes, there)
    return Page("account/recovery_codes.html", view, is_new_to_us=True)


async def _factors(call: Call, tx: Tx) -> Factors:
    staff_id = call.visit.signed_in.staff.id
    return await identity.read_factors(tx, staff_id, environment=_environment(call))


def _environment(call: Call) -> str:
    return call.visit.desk.settings.environment


def _form(
    call: Call, secret: str, *, error: str | None = None, wait_seconds: int = 0
) -> AuthenticatorForm:
    address = identity.authenticator_address(
        secret, email=call.visit.signed_in.staff.reached_at, business=call.visit.tenant.name
    )
    code = segno.make(address, error="m", micro=False)
    squares = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, line in enumerate(code.matrix)
        for x, is_dark in enumerate(line)
        if is_dark
    )
    is_again = bool(error or wait_seconds)
    return AuthenticatorForm(secret, squares, len(code.matrix), error, wait_seconds, is_again)


def _to_account(call: Call) -> Elsewhere:
    return Elsewhere(f"{call.home}/account", flash="factor-removed", is_new_to_us=True)
