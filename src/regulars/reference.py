"""The reference pages of the documentation, written from the code that they describe."""

import sys
from collections.abc import Sequence
from dataclasses import fields
from inspect import getdoc
from typing import Any

from regulars.api import OPERATIONS
from regulars.api.callers import CallerKind
from regulars.api.operations import Operation
from regulars.app import reactions_of
from regulars.console import ROUTES
from regulars.domains.identity import SCOPES
from regulars.kernel.errors import DomainError
from regulars.portal import OPEN_ROUTES
from regulars.portal import ROUTES as PORTAL_ROUTES
from regulars.runtime.journal import Event
from regulars.runtime.language import Catalogue
from regulars.runtime.settings import Settings
from regulars.runtime.vault.documents import declared_documents
from regulars.worker.timetable import TIMETABLE

WRITTEN = "Written from the code by `make reference`; a test compares.\n"

ANYBODY = "anybody"
# What is answered beside operations and declared pages; a test asks the server whether it is all.
BESIDE_OPERATIONS = (
    ("GET", "`/api/v1/openapi.json`", ANYBODY, "The description for programs."),
    ("GET", "`/api/v1/docs`", ANYBODY, "The description for people."),
    ("GET", "`/api/v1/docs.css`", ANYBODY, "Its style."),
    ("GET", "`/p/{slug}/.well-known/jwks.json`", ANYBODY, "The keys that prove access tokens."),
    ("POST", "`/hooks/{provider}/{token}`", "a provider", "What became of a message, signed."),
    ("GET", "`/healthz`", ANYBODY, "Whether server and database answer."),
    ("GET", "`/metrics`", "the operator", "Figures of this process."),
)
BESIDE_PAGES = (
    ("GET", "`/`", ANYBODY, "–"),
    ("GET", "`/c`", ANYBODY, "–"),
    ("GET", "`/robots.txt`", ANYBODY, "–"),
    ("GET", "`/favicon.ico`", ANYBODY, "–"),
    ("GET", "`/static/{name}`", ANYBODY, "–"),
    ("GET", "`/c/{tenant}/sign-in`", ANYBODY, "–"),
    ("POST", "`/c/{tenant}/sign-in`", ANYBODY, "–"),
    ("POST", "`/c/{tenant}/sign-in/passkey`", ANYBODY, "–"),
    ("POST", "`/c/{tenant}/sign-in/passkey/question`", ANYBODY, "–"),
    ("GET", "`/c/{tenant}/sign-in/phone`", ANYBODY, "–"),
    ("POST", "`/c/{tenant}/sign-in/phone`", ANYBODY, "–"),
    ("GET", "`/c/{tenant}/sign-in/phone/code`", "who asked", "–"),
    ("POST", "`/c/{tenant}/sign-in/phone/code`", "who asked", "–"),
    ("POST", "`/c/{tenant}/sign-in/phone/again`", "who asked", "–"),
    ("GET", "`/c/{tenant}/join/{secret}`", "the link", "–"),
    ("POST", "`/c/{tenant}/join/{secret}`", "the link", "–"),
    ("POST", "`/c/{tenant}/join/{secret}/codes`", "the link", "–"),
    ("GET", "`/c/{tenant}/live`", "signed in", "service"),
)


def reference_pages() -> dict[str, str]:
    """File name → text, for docs/reference/."""
    return {
        "settings.md": _settings(),
        "events.md": _events(),
        "errors.md": _errors(),
        "jobs.md": _jobs(),
        "api.md": _api(),
        "console.md": _console(),
        "portal.md": _portal(),
        "sealed.md": _sealed(),
    }


def _page(title: str, lead: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [f"# {title}", "", WRITTEN, lead, "", _row(head), _row(("---",) * len(head))]
    return "\n".join([*lines, *map(_row, rows)]) + "\n"


def _row(cells: tuple[str, ...]) -> str:
    """A cell is one line, or it ends the table."""
    said = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(said)} |"


def _settings() -> str:
    rows = []
    for entry in fields(Settings):
        name = f"`REGULARS_{entry.name.upper()}`"
        meaning = entry.metadata["meaning"]
        if entry.metadata["secret"]:
            meaning += " (secret: may come as `…_FILE`)"
        rows.append((name, f"`{entry.default}`" if str(entry.default) else "–", meaning))
    lead = (
        "One frozen object, read once from the environment. An unknown `REGULARS_` name is refused."
    )
    return _page("Settings", lead, ("name", "default", "meaning"), rows)


def _events() -> str:
    rows = [
        (
            f"`{event.name}`",
            event.subject_kind,
            ", ".join(f"`{entry.name}`" for entry in fields(event)) or "–",
            _first_line(event),
        )
        for event in sorted(_below(Event), key=lambda event: event.name)
    ]
    lead = "Every fact that the journal can hold. Data is clear: ids, numbers, states."
    return _page("Events", lead, ("name", "subject", "data", "when"), rows)


def _errors() -> str:
    catalogue = Catalogue.load()
    codes: dict[str, str] = {}
    for error in _below(DomainError):
        if getdoc(error):
            codes.setdefault(error.code, _first_line(error))
    rows = []
    for code, meaning in sorted(codes.items()):
        message = f"error-{code.replace('_', '-')}"
        said = catalogue.say("ar", message) if catalogue.has(message) else "–"
        rows.append((f"`{code}`", meaning, said))
    lead = "Codes are permanent; titles come in the reader's language by `Accept-Language`."
    return _page("Errors", lead, ("code", "meaning", "in Arabic"), rows)


def _jobs() -> str:
    rows = [
        (f"`{reaction.name}`", ", ".join(f"`{fact}`" for fact in sorted(reaction.facts)))
        for reaction in reactions_of(Settings())
    ]
    rows += [(f"`{entry.name}`", f"every {entry.every_seconds / 3600:g} h") for entry in TIMETABLE]
    lead = "What the worker does: reactions to facts, and what comes round by itself."
    return _page("Jobs", lead, ("name", "when"), rows)


def _api() -> str:
    rows = [(each.method, _shown(each.path), _callers(each), each.summary) for each in OPERATIONS]
    scopes = ", ".join(f"`{scope}`" for scope in SCOPES)
    lead = (
        "For programs at `/api/v1/openapi.json`, for people at `/api/v1/docs`.\n"
        f"A scope is a secret key's, or that of a role of staff: {scopes}."
    )
    head = ("method", "path", "scope or caller", "what")
    return _page("API", lead, head, [*rows, *BESIDE_OPERATIONS])


def _callers(operation: Operation) -> str:
    """The scope of a secret key, or who else may call."""
    kinds: Sequence[CallerKind] = ("account", "publishable")
    if operation.scope is None:
        # Where there is a scope, the role has to have it, and that is said once for all.
        kinds = ("staff", *kinds)
    others = [kind for kind in kinds if kind in operation.callers]
    return ", ".join([*([f"`{operation.scope}`"] if operation.scope else []), *others])


def _console() -> str:
    rows = [
        (
            each.method,
            _shown(each.path),
            f"`{each.scope}`" if each.scope else "signed in",
            each.purpose,
        )
        for each in ROUTES
    ]
    lead = (
        "Pages and actions, what a role needs for them, and the purpose that reads are logged with."
    )
    head = ("method", "path", "needs", "purpose")
    return _page("Console", lead, head, [*rows, *BESIDE_PAGES])


def _portal() -> str:
    rows = [(each.method, _shown(each.path), "what it asks for") for each in OPEN_ROUTES]
    rows += [(each.method, _shown(each.path), "signed in") for each in PORTAL_ROUTES]
    lead = (
        "The customer's own pages and actions. For who is signed in: one unit of work that sees the"
        " rows of that customer alone.\nThe others are open, and ask for a link, a code or a"
        " sign-in themselves."
    )
    return _page("Portal", lead, ("method", "path", "needs"), rows)


def _shown(path: str) -> str:
    return f"`{path.replace(':str', '')}`"


def _sealed() -> str:
    rows = [
        (f"`{document.name}`", ", ".join(f"{k} ({v})" for k, v in document.fields.items()))
        for document in declared_documents()
    ]
    lead = (
        "Personal values are kept only inside these documents, each sealed under one person's key."
    )
    return _page("Sealed documents", lead, ("document", "fields (class)"), rows)


def _below(kind: type[Any]) -> list[type[Any]]:
    """Every subclass, however deep, that our own modules declare. A dataclass with slots was
    made anew from a class that lingers beside it, so the module's own attribute decides."""
    found: dict[type[Any], None] = {}
    for child in kind.__subclasses__():
        module = sys.modules.get(child.__module__)
        if child.__module__.startswith("regulars.") and vars(module).get(child.__name__) is child:
            found[child] = None
        found |= dict.fromkeys(_below(child))
    return list(found)


def _first_line(kind: type[Any]) -> str:
    return " ".join((getdoc(kind) or "").split("\n\n")[0].split())
