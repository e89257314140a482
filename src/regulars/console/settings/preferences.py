"""What the shop asks about its customers' preferences: added, worded, ordered, retired."""

import re
from collections.abc import Mapping
from typing import Any

from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.settings.views import (
    ChoiceRow,
    PreferenceForm,
    PreferenceRow,
    PreferencesPage,
)
from regulars.domains import tenants
from regulars.domains.identity import Scope
from regulars.domains.tenants import ASKED_STAGES, KINDS, PreferenceField, PreferenceShape
from regulars.kernel.errors import Invalid, NotFound
from regulars.kernel.text import fold
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE
ROWS_LEFT_EMPTY = 3
# A place of an error in the whole shape, seen from the one field that the form holds.
PLACE = re.compile(r"fields\.\d+\.([a-z]+).*")


@route("GET", "/settings/preferences", READ, section="settings")
async def preferences_page(call: Call, tx: Tx) -> Answered:
    shape = await tenants.read_preference_shape(tx)
    language = call.visit.language
    rows = tuple(
        PreferenceRow(
            field.key,
            field.label(language),
            field.kind,
            tuple(choice.label(language) for choice in field.choices),
            field.is_retired,
            field.stages,
        )
        for field in (*shape.asked, *(f for f in shape.fields if f.is_retired))
    )
    view = PreferencesPage(rows, len(shape.asked), call.visit.may(WRITE))
    return Page("settings/preferences.html", view)


@route("GET", "/settings/preferences/new", WRITE, section="settings")
async def new_dialog(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    return Page("settings/preference_form.html", PreferenceForm(choices=_with_empty(())))


@route("GET", "/settings/preferences/edit", WRITE, section="settings")
async def edit_dialog(call: Call, tx: Tx) -> Answered:
    """The one that `key` names in the address; the shop's own word, and nobody's."""
    if not call.value("key"):
        return Page("settings/preference_form.html", PreferenceForm(choices=_with_empty(())))
    field = _found(await tenants.read_preference_shape(tx), call)
    choices = tuple(ChoiceRow(c.key, c.label_en, c.label_ar) for c in field.choices)
    form = PreferenceForm(
        field.key,
        field.kind,
        field.label_en,
        field.label_ar,
        _with_empty(choices),
        field.stages or ASKED_STAGES,
    )
    return Page("settings/preference_form.html", form)


@route("POST", "/settings/preferences", WRITE, section="settings")
async def keep(call: Call, tx: Tx) -> Answered:
    """A new field comes last; a changed one keeps its place."""
    shape = await tenants.read_preference_shape(tx)
    fields = [_as_given(field) for field in shape.fields]
    typed = _typed(call, {field.key for field in shape.fields})
    if call.value("key"):
        place = shape.fields.index(_found(shape, call))
        fields[place] = {**typed, "retired": fields[place]["retired"]}
    else:
        place = len(shape.asked)
        fields.insert(place, typed)
    try:
        await tenants.set_preference_shape(tx, fields)
    except Invalid as invalid:
        return _again(call, invalid, place)
    return _saved(call)


@route("POST", "/settings/preferences/move", WRITE, section="settings")
async def move(call: Call, tx: Tx) -> Answered:
    """One place up or down among those that are asked for."""
    shape = await tenants.read_preference_shape(tx)
    asked = list(shape.asked)
    place = asked.index(_found(shape, call)) if _found(shape, call) in asked else -1
    other = place + (1 if call.value("to") == "down" else -1)
    if place >= 0 and 0 <= other < len(asked):
        asked[place], asked[other] = asked[other], asked[place]
        retired = [field for field in shape.fields if field.is_retired]
        await tenants.set_preference_shape(tx, [_as_given(f) for f in (*asked, *retired)])
    return _saved(call)


@route("POST", "/settings/preferences/retirement", WRITE, section="settings")
async def retire(call: Call, tx: Tx) -> Answered:
    """Not asked for any more, or asked for again; what customers said is kept either way."""
    shape = await tenants.read_preference_shape(tx)
    found = _found(shape, call)
    fields = [
        {**_as_given(field), "retired": call.value("retired") == "true"}
        if field is found
        else _as_given(field)
        for field in shape.fields
    ]
    await tenants.set_preference_shape(tx, fields)
    return _saved(call)


ROUTES: tuple[Route, ...] = (preferences_page, new_dialog, edit_dialog, keep, move, retire)


def _found(shape: PreferenceShape, call: Call) -> PreferenceField:
    field = shape.field(call.value("key"))
    if field is None:
        raise NotFound
    return field


def _saved(call: Call) -> Elsewhere:
    return Elsewhere(f"{call.home}/settings/preferences", flash="saved")


def _as_given(field: PreferenceField) -> dict[str, Any]:
    return {
        "key": field.key,
        "kind": field.kind,
        "label": {"en": field.label_en, "ar": field.label_ar},
        "choices": [
            {"key": c.key, "label": {"en": c.label_en, "ar": c.label_ar}} for c in field.choices
        ],
        "retired": field.is_retired,
        "stages": list(field.stages),
    }


def _typed(call: Call, taken: set[str]) -> dict[str, Any]:
    """Keys are made from the words: people name things, programs need something that stays."""
    english, arabic = call.value("label_en").strip(), call.value("label_ar").strip()
    kind = call.value("kind")
    keys: set[str] = set()
    choices = []
    for row in _rows(call) if kind == "choice" else ():
        key = row.key or _key_of(row.english, "choice", keys)
        keys.add(key)
        choices.append({"key": key, "label": {"en": row.english, "ar": row.arabic}})
    return {
        "key": call.value("key") or _key_of(english, "preference", taken),
        "kind": kind if kind in KINDS else "",
        "label": {"en": english, "ar": arabic},
        "choices": choices,
        "stages": [stage for stage in call.values("stage") if stage in ASKED_STAGES],
    }


def _rows(call: Call) -> tuple[ChoiceRow, ...]:
    """Without those left empty."""
    columns = [call.values(f"choice_{name}") for name in ("key", "en", "ar")]
    rows = (ChoiceRow(*(cell.strip() for cell in cells)) for cells in zip(*columns, strict=False))
    return tuple(row for row in rows if row.english or row.arabic)


def _key_of(words: str, otherwise: str, taken: set[str]) -> str:
    """hang_type of "Hang type"; numbered where the letters are not Latin or the key is taken."""
    latin = re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_").lstrip("0123456789_")[:36]
    key, number = latin or f"{otherwise}_1", 1
    while key in taken:
        number += 1
        key = f"{latin or otherwise}_{number}"
    return key


def _again(call: Call, invalid: Invalid, place: int) -> Page:
    errors: dict[str, tuple[str, ...]] = {}
    for error in invalid.errors:
        match = PLACE.fullmatch(error.field)
        is_here = match is not None and error.field.startswith(f"fields.{place}.")
        name = match[1] if match and is_here else "label"
        errors[name] = tuple(dict.fromkeys((*errors.get(name, ()), error.code)))
    kinds: Mapping[str, Any] = {kind: kind for kind in KINDS}
    form = PreferenceForm(
        call.value("key") or None,
        kinds.get(call.value("kind"), "choice"),
        call.value("label_en"),
        call.value("label_ar"),
        _with_empty(_rows(call)),
        call.values("stage"),
        errors,
        is_again=True,
    )
    return Page("settings/preference_form.html", form, status=422)


def _with_empty(choices: tuple[ChoiceRow, ...]) -> tuple[ChoiceRow, ...]:
    """Rows to write in, for browsers that cannot add any."""
    return (*choices, *(ChoiceRow(),) * ROWS_LEFT_EMPTY)
