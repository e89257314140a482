"""Who did what, and who looked at whom: readings of the journal and of the log of reads."""

from regulars.domains.audit.facts import (
    ChainedFact,
    FactEntry,
    FactPage,
    FactPlace,
    facts_after,
    list_facts,
    newest_seq,
)
from regulars.domains.audit.reads import Look, LookPage, list_looks, recent_subjects

__all__ = [
    "ChainedFact",
    "FactEntry",
    "FactPage",
    "FactPlace",
    "Look",
    "LookPage",
    "facts_after",
    "list_facts",
    "list_looks",
    "newest_seq",
    "recent_subjects",
]
