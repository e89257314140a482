"""What the palette knows how to do: a word for it in both languages, and where it leads."""

from dataclasses import dataclass
from typing import Literal

from regulars.domains.identity import Scope
from regulars.kernel.text import fold_words
from regulars.runtime.language import LANGUAGES, Catalogue

Kind = Literal["go", "open", "post", "theme", "language", "sheet"]
COMMANDS_MAX = 8


@dataclass(frozen=True, slots=True)
class Command:
    """`address` begins after the tenant's home: a page for `go`, a dialog for `open`, an action
    for `post`. For the other kinds it is what is chosen."""

    word: str
    icon: str
    kind: Kind
    address: str
    scope: Scope | None = None
    keys: tuple[str, ...] = ()


COMMANDS: tuple[Command, ...] = (
    Command("nav-home", "house", "go", "", Scope.CUSTOMERS_READ, ("G", "H")),
    Command("nav-till", "user-search", "go", "/till", Scope.CUSTOMERS_READ, ("G", "T")),
    Command("nav-customers", "users", "go", "/customers", Scope.CUSTOMERS_READ, ("G", "C")),
    Command("palette-new-customer", "plus", "post", "/customers/draft", Scope.CUSTOMERS_WRITE),
    Command("palette-blocked", "ban", "go", "/customers?state=blocked", Scope.CUSTOMERS_READ),
    Command(
        "palette-suspended",
        "circle-pause",
        "go",
        "/customers?state=suspended",
        Scope.CUSTOMERS_READ,
    ),
    Command("palette-deleted", "trash-2", "go", "/customers?state=deleted", Scope.CUSTOMERS_READ),
    Command(
        "nav-verifications",
        "shield-check",
        "go",
        "/verifications",
        Scope.VERIFICATIONS_REVIEW,
        ("G", "V"),
    ),
    Command("nav-audit", "scroll-text", "go", "/audit", Scope.AUDIT_READ, ("G", "A")),
    Command("alerts-title", "shield-alert", "go", "/alerts", Scope.AUDIT_READ),
    Command("duplicates-title", "users", "go", "/customers/duplicates", Scope.CUSTOMERS_READ),
    Command("invitations-link", "mail", "go", "/customers/invitations", Scope.CUSTOMERS_READ),
    Command("settings-title", "settings", "go", "/settings", Scope.SETTINGS_READ, ("G", "S")),
    Command("settings-branches", "store", "go", "/settings/branches", Scope.SETTINGS_READ),
    Command("near-title", "map-pin", "go", "/customers/near", Scope.CUSTOMERS_READ),
    Command("palette-new-branch", "store", "open", "/settings/branches/new", Scope.SETTINGS_WRITE),
    Command(
        "settings-preferences", "list-checks", "go", "/settings/preferences", Scope.SETTINGS_READ
    ),
    Command("settings-staff", "user-round", "go", "/settings/staff", Scope.SETTINGS_READ),
    Command("palette-new-staff", "user-plus", "open", "/settings/staff/new", Scope.SETTINGS_WRITE),
    Command("invitation-new", "mail", "open", "/settings/invitations/new", Scope.SETTINGS_WRITE),
    Command("settings-roles", "shield", "go", "/settings/roles", Scope.SETTINGS_READ),
    Command("settings-keys", "key-round", "go", "/settings/keys", Scope.SETTINGS_READ),
    Command("palette-new-key", "key-round", "open", "/settings/keys/new", Scope.SETTINGS_WRITE),
    Command(
        "settings-verifications",
        "shield-check",
        "go",
        "/settings/verifications",
        Scope.SETTINGS_READ,
    ),
    Command(
        "settings-channels", "message-square-text", "go", "/settings/channels", Scope.SETTINGS_READ
    ),
    Command("settings-flags", "flag", "go", "/settings/flags", Scope.SETTINGS_READ),
    Command("settings-jobs", "history", "go", "/settings/jobs", Scope.SETTINGS_READ),
    Command("account-title", "fingerprint", "go", "/account"),
    Command("password-title", "key-round", "open", "/password"),
    Command("shortcuts-title", "keyboard", "sheet", "shortcuts", keys=("?",)),
    Command("palette-english", "languages", "language", "en"),
    Command("palette-arabic", "languages", "language", "ar"),
    Command("palette-light", "sun", "theme", "light"),
    Command("palette-dark", "moon", "theme", "dark"),
    Command("staff-sign-out", "log-out", "post", "/sign-out"),
)


def matching(
    typed: str, scopes: frozenset[Scope], catalogue: Catalogue, *, most: int = COMMANDS_MAX
) -> tuple[Command, ...]:
    """Those whose words begin with every word typed, in either language: somebody who reads
    Arabic may well type "till". Nothing typed: the first ones."""
    wanted = fold_words(typed)
    if typed.strip() and not wanted:
        return ()
    allowed = (c for c in COMMANDS if c.scope is None or c.scope in scopes)
    found = (c for c in allowed if _has(_words_of(c, catalogue), wanted))
    return tuple(found)[:most]


def _words_of(command: Command, catalogue: Catalogue) -> tuple[str, ...]:
    said = (catalogue.say(language, command.word) for language in LANGUAGES)
    return fold_words(" ".join(said))


def _has(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    bare = (*words, *(word.removeprefix("ال") for word in words))
    return all(any(word.startswith(start) for word in bare) for start in wanted)
