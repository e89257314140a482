"""The profile: what the shop knows of them, and changing it, each part by itself."""

from dataclasses import replace
from typing import Any

from litestar.datastructures import Cookie

from regulars.domains import customers, tenants
from regulars.domains.customers import Customer, all_wishes
from regulars.kernel.errors import Invalid, Outdated
from regulars.portal.languages import language_cookie
from regulars.portal.pages import Answered, Call, Elsewhere, Page, Route, faults_of, route
from regulars.portal.profile.shown import controls_of, profile_of
from regulars.portal.profile.views import (
    DetailsForm,
    PreferencesForm,
    WishesForm,
)
from regulars.runtime.language import LANGUAGES, Language
from regulars.runtime.tx import Tx

DETAILS = ("name", "name2", "language", "birth_date", "gender")


@route("GET", "/profile", section="profile")
async def profile_page(call: Call, tx: Tx) -> Answered:
    customer = await _mine(call, tx)
    shape = await tenants.read_preference_shape(tx)
    view = profile_of(customer, shape, call.visit.language)
    return Page("profile/profile.html", view)


@route("GET", "/profile/details", section="profile")
async def details_form(call: Call, tx: Tx) -> Answered:
    return Page("profile/details.html", _details_of(await _mine(call, tx), call))


@route("POST", "/profile/details", section="profile")
async def change_details(call: Call, tx: Tx) -> Answered:
    given = {name: call.value(name).strip() or None for name in DETAILS if name in call.form}
    try:
        await _change(call, tx, given)
    except Outdated:
        return Page("profile/details.html", replace(_typed(call), is_outdated=True), 409)
    except Invalid as invalid:
        view = replace(_typed(call), errors=faults_of(invalid.errors))
        return Page("profile/details.html", view, 422)
    return Elsewhere("/profile", flash="saved", cookies=_spoken(call, given.get("language")))


@route("GET", "/profile/preferences", section="profile")
async def preferences_form(call: Call, tx: Tx) -> Answered:
    return Page("profile/preferences.html", await _preferences(call, tx))


@route("POST", "/profile/preferences", section="profile")
async def change_preferences(call: Call, tx: Tx) -> Answered:
    given = {
        key: call.value(f"preference.{key}").strip() or None
        for key in call.values("preference_fields")
    }
    try:
        await _change(call, tx, {"preferences": given})
    except Outdated:
        outdated = replace(await _preferences(call, tx), is_outdated=True)
        return Page("profile/preferences.html", outdated, 409)
    except Invalid as invalid:
        view = await _preferences(call, tx)
        typed = tuple(
            replace(control, value=call.value(f"preference.{control.key}"))
            for control in view.controls
        )
        view = replace(view, controls=typed, errors=faults_of(invalid.errors))
        return Page("profile/preferences.html", view, 422)
    return Elsewhere("/profile", flash="saved")


@route("GET", "/profile/messages", section="profile")
async def wishes_form(call: Call, tx: Tx) -> Answered:
    return Page("profile/messages.html", _wishes_of(await _mine(call, tx)))


@route("POST", "/profile/messages", section="profile")
async def change_wishes(call: Call, tx: Tx) -> Answered:
    """Only what was switched: who left a default alone has said nothing about it."""
    customer = await _mine(call, tx)
    on = set(call.values("wish"))
    given = {
        channel: {
            kind: f"{channel}.{kind}" in on
            for kind, was_on in kinds.items()
            if (f"{channel}.{kind}" in on) != was_on
        }
        for channel, kinds in all_wishes(customer.traits.notification_preferences).items()
    }
    try:
        await _change(call, tx, {"notification_preferences": given})
    except Outdated:
        return Page("profile/messages.html", replace(_wishes_of(customer), is_outdated=True), 409)
    return Elsewhere("/profile", flash="saved")


ROUTES: tuple[Route, ...] = (
    profile_page,
    details_form,
    change_details,
    preferences_form,
    change_preferences,
    wishes_form,
    change_wishes,
)


def _spoken(call: Call, language: str | None) -> tuple[Cookie, ...]:
    """Who says which language is theirs is spoken to in it here too, from now on."""
    known: Language | None = next((one for one in LANGUAGES if one == language), None)
    if known is None or known not in call.visit.settings.languages:
        return ()
    return (language_cookie(known, secure=call.visit.desk.settings.https),)


async def _mine(call: Call, tx: Tx) -> Customer:
    return await customers.customer_by_id(tx, call.visit.customer_id)


async def _change(call: Call, tx: Tx, given: dict[str, Any]) -> None:
    await customers.change_own_profile(
        tx,
        call.visit.customer_id,
        given,
        country=call.country,
        expected_version=_version(call),
    )


def _version(call: Call) -> int | None:
    text = call.value("version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _details_of(customer: Customer, call: Call) -> DetailsForm:
    person, traits = customer.person, customer.traits
    return DetailsForm(
        customer.version,
        person.name or "",
        person.name2 or "",
        traits.language or "",
        person.birth_date or "",
        traits.gender or "",
        _languages(call, traits.language or ""),
    )


def _typed(call: Call) -> DetailsForm:
    texts: dict[str, Any] = {name: call.value(name) for name in DETAILS}
    return DetailsForm(_version(call), **texts, languages=_languages(call, call.value("language")))


def _languages(call: Call, spoken: str) -> tuple[str, ...]:
    """Those that the shop serves in, and the one that stands there already."""
    offered = call.visit.settings.languages
    return tuple(one for one in LANGUAGES if one in offered or one == spoken)


async def _preferences(call: Call, tx: Tx) -> PreferencesForm:
    customer, shape = await _mine(call, tx), await tenants.read_preference_shape(tx)
    return PreferencesForm(customer.version, controls_of(customer, shape, call.visit.language))


def _wishes_of(customer: Customer) -> WishesForm:
    wishes = all_wishes(customer.traits.notification_preferences)
    on = frozenset(
        f"{channel}.{kind}"
        for channel, kinds in wishes.items()
        for kind, is_on in kinds.items()
        if is_on
    )
    return WishesForm(customer.version, on)
