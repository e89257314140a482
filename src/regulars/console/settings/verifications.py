"""How long papers are kept and requests wait, and from which age the shop sells what."""

from typing import Any

from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.settings.faults import errors_of
from regulars.console.verifications.views import LimitRow, RulesPage
from regulars.domains import tenants
from regulars.domains.identity import Scope
from regulars.domains.tenants import AGE_CATEGORIES
from regulars.kernel.errors import Invalid
from regulars.kernel.text import latin_digits
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE


@route("GET", "/settings/verifications", READ, section="settings")
async def rules_page(call: Call, tx: Tx) -> Answered:
    rules = await tenants.read_verification_rules(tx)
    limits = tuple(
        LimitRow(category, str(found.age) if found else "", bool(found and found.needs_document))
        for category in AGE_CATEGORIES
        for found in (rules.limit(category),)
    )
    may_edit = call.visit.may(WRITE)
    view = RulesPage(str(rules.kept_days), str(rules.wait_days), limits, may_edit)
    return Page("settings/verifications.html", view)


@route("POST", "/settings/verifications", WRITE, section="settings")
async def change_rules(call: Call, tx: Tx) -> Answered:
    with_document = call.values("needs_document")
    limits = {
        category: (_number(call.value(f"age_{category}")), category in with_document)
        for category in AGE_CATEGORIES
        if call.value(f"age_{category}").strip()
    }
    given: dict[str, Any] = {
        "kept_days": _number(call.value("kept_days")),
        "wait_days": _number(call.value("wait_days")),
        "limits": limits,
    }
    try:
        await tenants.change_verification_rules(tx, given)
    except Invalid as invalid:
        rows = tuple(
            LimitRow(category, call.value(f"age_{category}"), category in with_document)
            for category in AGE_CATEGORIES
        )
        view = RulesPage(
            call.value("kept_days"), call.value("wait_days"), rows, errors=errors_of(invalid)
        )
        return Page("settings/verifications.html", view, status=422)
    return Elsewhere(f"{call.home}/settings/verifications", flash="saved")


ROUTES: tuple[Route, ...] = (rules_page, change_rules)


def _number(typed: str) -> int:
    """In any digits. What is none is judged by the room like one out of range."""
    plain = latin_digits(typed).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 6 else -1
