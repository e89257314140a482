"""What a business asks of its staff: who needs a second factor, after which rest to close."""

from dataclasses import dataclass

from regulars.domains.identity.factors.rules import ASKED_OF, IDLE_CHOICES, IDLE_MINUTES, AskedOf
from regulars.domains.identity.staff.events import IdentityStaffRulesChanged
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class StaffRules:
    factor_asked_of: AskedOf = "usual"
    idle_minutes: int = IDLE_MINUTES


async def read_staff_rules(tx: Tx) -> StaffRules:
    row = await tx.row(sql.rules)
    return StaffRules(row["factor_asked_of"], row["idle_minutes"]) if row else StaffRules()


async def change_staff_rules(tx: Tx, *, factor_asked_of: str, idle_minutes: str) -> None:
    """Holds at once, also for who is signed in. Changing nothing announces nothing."""
    errors = []
    if factor_asked_of not in ASKED_OF:
        errors.append(FieldError("factor_asked_of", "unknown_value"))
    if idle_minutes not in map(str, IDLE_CHOICES):
        errors.append(FieldError("idle_minutes", "unknown_value"))
    if errors:
        raise Invalid(*errors)
    before = await read_staff_rules(tx)
    minutes = int(idle_minutes)
    if (before.factor_asked_of, before.idle_minutes) == (factor_asked_of, minutes):
        return
    seq = await tx.value(sql.change, factor_asked_of=factor_asked_of, idle_minutes=minutes)
    tx.emit(IdentityStaffRulesChanged(factor_asked_of, minutes), subject_id=tx.tenant_id, seq=seq)
