"""Who did what, and who looked at whom: readings of the journal and of the log of reads."""

from regulars.domains.audit.facts import FactEntry, FactPage, FactPlace, list_facts
from regulars.domains.audit.reads import Look, LookPage, list_looks

__all__ = [
    "FactEntry",
    "FactPage",
    "FactPlace",
    "Look",
    "LookPage",
    "list_facts",
    "list_looks",
]
