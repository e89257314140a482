"""How a code that was asked for stands: on its way, delivered or not, and the tries left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from regulars.domains.identity.codes.counts import code_subjects
from regulars.domains.identity.codes.rules import (
    FAILURES_MAX,
    RESEND_SECONDS,
    TRIES_MAX,
    Kind,
    Purpose,
)
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

Sending = Literal["waiting", "sending", "unknown", "sent", "delivered", "failed", "withheld"]
OVER: tuple[Sending, ...] = ("delivered", "failed", "withheld")


@dataclass(frozen=True, slots=True)
class CodeStanding:
    """What staff who asked for a code may know of it. `sending` is how far it has come, `reason` a
    code that says why it did not leave or arrive. Outside, one that never leaves looks like any
    other; whoever stands at a till would wait for it."""

    kind: Kind
    is_open: bool
    tries_left: int
    seconds_left: int
    resend_in: int
    sending: Sending = "waiting"
    reason: str | None = None

    @property
    def is_moving(self) -> bool:
        """Whether it is worth asking again."""
        return self.is_open and self.sending not in OVER


async def code_standing(
    tx: Tx, challenge_id: UUID, *, bound_to: bytes, holder_id: UUID
) -> CodeStanding | None:
    """None for a challenge that is not there, somebody else's, or asked for elsewhere."""
    row = await tx.row(
        sql.of_challenge,
        id=challenge_id,
        bound_to=bound_to,
        holder_id=holder_id,
        resend=RESEND_SECONDS,
    )
    if row is None:
        return None
    return CodeStanding(
        row["kind"],
        row["is_open"] and row["tries"] < TRIES_MAX,
        max(0, TRIES_MAX - row["tries"]),
        row["seconds_left"],
        row["resend_in"],
        row["state"] or ("waiting" if row["is_real"] else "withheld"),
        row["reason"] or (None if row["is_real"] else "codes_spent"),
    )


async def open_code(
    tx: Tx, kind: Kind, value: str, *, purpose: Purpose, bound_to: bytes, holder_id: UUID
) -> UUID | None:
    """The challenge that went there and waits to be answered by who asked for it."""
    found: UUID | None = await tx.value(
        sql.open_one,
        destination=tx.keys.token(kind, value),
        purpose=purpose,
        bound_to=bound_to,
        holder_id=holder_id,
        most=TRIES_MAX,
    )
    return found


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong codes in a row; from `most` on no code is looked at."""

    in_a_row: int
    most: int = FAILURES_MAX

    @property
    def is_stopped(self) -> bool:
        return self.in_a_row >= self.most


async def code_failures(
    tx: Tx, whose: UUID | None, identifiers: Sequence[tuple[Kind, str]]
) -> Failures:
    """Of an account, or a holder without one, and the phone and e-mail that lead to them: the worst
    count of all."""
    subjects = code_subjects(tx, whose, identifiers)
    return Failures(await tx.value(sql.failures, subjects=subjects))
