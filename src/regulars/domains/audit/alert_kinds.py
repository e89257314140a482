"""Which facts an owner is warned of, and what of each says what it is about. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

ABOUT_LENGTH_MAX = 60


@dataclass(frozen=True, slots=True)
class AlertKind:
    """`about` names the field of the fact that tells one alert of a kind from another; without
    one it is the fact's subject. `is_grave` when somebody should look today."""

    name: str
    fact: str
    about: str | None = None
    is_grave: bool = False
    # Whether what it is about tells people something: a range of numbers does, an id does not.
    is_telling: bool = False

    def about_of(self, data: Mapping[str, Any], subject_id: UUID) -> str:
        found = data.get(self.about) if self.about else None
        return str(found if found is not None else subject_id)[:ABOUT_LENGTH_MAX]


ALERT_KINDS: tuple[AlertKind, ...] = (
    AlertKind("codes_stopped", "identity.codes_stopped", "account", is_grave=True),
    AlertKind("search_budget_spent", "identity.search_budget_spent", "credential"),
)
BY_FACT: Mapping[str, AlertKind] = {kind.fact: kind for kind in ALERT_KINDS}
BY_NAME: Mapping[str, AlertKind] = {kind.name: kind for kind in ALERT_KINDS}
