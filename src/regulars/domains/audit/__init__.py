"""Who did what, and who looked at whom: readings of the journal and of the log of reads."""

from regulars.domains.audit.alert_kinds import ALERT_KINDS
from regulars.domains.audit.alerts import (
    Alert,
    AlertNotFound,
    count_alerts,
    dismiss_alert,
    list_alerts,
    reopen_alert,
)
from regulars.domains.audit.facts import (
    ChainedFact,
    FactEntry,
    FactPlace,
    facts_after,
    list_facts,
    newest_holds,
    newest_seq,
    values_then,
)
from regulars.domains.audit.looks import LookTrail, SeenLook, walk_looks
from regulars.domains.audit.places import place_of
from regulars.domains.audit.reactions import REACTIONS
from regulars.domains.audit.reads import recent_subjects
from regulars.domains.audit.trail import Trail, walk_facts
from regulars.domains.audit.verify import Proven, ask_verification, read_proven, verify_stretch
from regulars.domains.audit.wanted import Direction, Wanted

__all__ = [
    "ALERT_KINDS",
    "REACTIONS",
    "Alert",
    "AlertNotFound",
    "ChainedFact",
    "Direction",
    "FactEntry",
    "FactPlace",
    "LookTrail",
    "Proven",
    "SeenLook",
    "Trail",
    "Wanted",
    "ask_verification",
    "count_alerts",
    "dismiss_alert",
    "facts_after",
    "list_alerts",
    "list_facts",
    "newest_holds",
    "newest_seq",
    "place_of",
    "read_proven",
    "recent_subjects",
    "reopen_alert",
    "values_then",
    "verify_stretch",
    "walk_facts",
    "walk_looks",
]
