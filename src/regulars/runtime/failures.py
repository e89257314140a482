"""What goes wrong with the database, by the driver's words, and what that means to who asked."""

import asyncpg

from regulars.kernel.errors import Refused, Unavailable

# The connection is gone, or in a state that the driver itself did not expect of a dying server.
BROKEN = (OSError, TimeoutError, asyncpg.PostgresConnectionError, asyncpg.InternalClientError)
DRIVER_FAULTS = (*BROKEN, asyncpg.PostgresError, asyncpg.InterfaceError)

# The schema moved under a running process. The driver has forgotten by then what it remembered,
# on every connection of the pool, so that the next try plans anew.
OUTDATED = (asyncpg.InvalidCachedStatementError, asyncpg.OutdatedSchemaCacheError)


class Conflict(Refused):
    """This collides with something that was stored at the same moment."""

    code = "conflict"


class ReferenceMissing(Refused):
    """This names something that is not there."""

    code = "not_there"


class CommitUnknown(Unavailable):
    """The connection broke while committing: it may or may not have happened."""

    code = "commit_unknown"


class PlanOutdated(Unavailable):
    """The schema moved while this was being answered: nothing happened, and it may be run again."""


_MEANINGS: dict[str, type[Refused] | type[Unavailable]] = {
    "23505": Conflict,
    "23503": ReferenceMissing,
    "40001": Conflict,
    "40P01": Unavailable,
    "55P03": Unavailable,
    "57014": Unavailable,
    "57P01": Unavailable,
    "57P02": Unavailable,
    "57P03": Unavailable,
    "53300": Unavailable,
    "53100": Unavailable,
    "25006": Unavailable,
}


def meaning_of(error: Exception) -> Exception:
    """What the edge may answer. Everything else is a fault of ours and stays itself."""
    if isinstance(error, OUTDATED):
        return PlanOutdated()
    if isinstance(error, BROKEN):
        return Unavailable()
    if isinstance(error, asyncpg.InterfaceError):
        is_gone = "closed" in str(error) or "released back to the pool" in str(error)
        return Unavailable() if is_gone else error
    kind = _MEANINGS.get(getattr(error, "sqlstate", None) or "")
    return kind() if kind else error
