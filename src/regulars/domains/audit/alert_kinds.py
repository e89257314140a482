"""Which facts an owner is warned of, and what of each says what it is about. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

ABOUT_LENGTH_MAX = 60


@dataclass(frozen=True, slots=True)
class AlertKind:
    """`about` names the field of the fact that tells one alert of a kind from another; without
    one it is the fact's subject. A fact of several kinds is told apart by its reason: the kind
    without any takes what is left. `is_grave` when somebody should look today; `is_telling` when
    what it is about tells people something: a range of numbers does, an id does not."""

    name: str
    fact: str
    about: str | None = None
    is_grave: bool = False
    is_telling: bool = False
    reasons: tuple[str, ...] = ()

    def about_of(self, data: Mapping[str, Any], subject_id: UUID) -> str:
        found = data.get(self.about) if self.about else None
        return str(found if found is not None else subject_id)[:ABOUT_LENGTH_MAX]


HELD_BACK = "identity.codes_held_back"
UNSERVED = ("country_not_served", "costly_number", "not_mobile", "number_not_valid")
ALERT_KINDS: tuple[AlertKind, ...] = (
    AlertKind("codes_stopped", "identity.codes_stopped", "account", is_grave=True),
    AlertKind("codes_prefix", HELD_BACK, "prefix", is_telling=True, reasons=("range_unconfirmed",)),
    AlertKind("codes_ranges", HELD_BACK, "channel", is_grave=True, reasons=("ranges_unconfirmed",)),
    AlertKind("codes_mailbox", HELD_BACK, "channel", reasons=("mailbox_asked_often",)),
    AlertKind("codes_budget", HELD_BACK, "channel", is_grave=True, reasons=("budget_spent",)),
    AlertKind("codes_low", "identity.codes_running_low", "channel"),
    AlertKind("codes_unserved", HELD_BACK, "prefix", is_telling=True, reasons=UNSERVED),
    AlertKind("codes_channel", HELD_BACK, "channel", is_grave=True),
    AlertKind("refresh_reuse", "identity.refresh_reused"),
    AlertKind("staff_refresh_reuse", "identity.staff_refresh_reused", is_grave=True),
    AlertKind("sign_in_storm", "identity.sign_in_storm", is_grave=True),
    AlertKind("recovery_code_used", "identity.recovery_code_used"),
    AlertKind("export_large", "exports.limit_passed", is_grave=True),
    AlertKind("search_budget_spent", "identity.search_budget_spent", "credential"),
)
FACTS = frozenset(kind.fact for kind in ALERT_KINDS)


def kind_of(fact: str, data: Mapping[str, Any]) -> AlertKind:
    """Raises LookupError for a fact that nobody is warned of."""
    of_fact = [kind for kind in ALERT_KINDS if kind.fact == fact]
    named = [kind for kind in of_fact if data.get("reason") in kind.reasons]
    return (named or [kind for kind in of_fact if not kind.reasons])[0]
