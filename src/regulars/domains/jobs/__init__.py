"""What a tenant's background work is doing: how it stands, what was given up, and asking again."""

from regulars.domains.jobs.asking import (
    FailureNotFound,
    ask_discard,
    ask_requeue,
    ask_requeue_of_kind,
)
from regulars.domains.jobs.reactions import REACTIONS
from regulars.runtime.dead_letters import FIRST, DeadLetter, dead_letters
from regulars.runtime.standing import COUNTED_MOST, WAITING_MOST, Standing, standings

__all__ = [
    "COUNTED_MOST",
    "FIRST",
    "REACTIONS",
    "WAITING_MOST",
    "DeadLetter",
    "FailureNotFound",
    "Standing",
    "ask_discard",
    "ask_requeue",
    "ask_requeue_of_kind",
    "dead_letters",
    "standings",
]
