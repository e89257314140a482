"""Second factors, recovery codes and known devices of one account, taken away at once."""

from typing import Literal

from regulars.domains.identity.factors.events import IdentityStaffFactorsReset
from regulars.domains.identity.model import Staff
from regulars.domains.identity.sends.notices import Notice, tell
from regulars.domains.identity.tries.sign_in_limits import forget_guesses
from regulars.kernel.ids import StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def forget_factors(tx: Tx, staff_id: StaffId) -> bool:
    """Whether there was any. Wrong guesses at them are forgotten too."""
    confirmed_at = await tx.value(sql.forget_authenticator, staff_id=staff_id)
    passkeys_count = await tx.run(sql.forget_passkeys, staff_id=staff_id)
    await tx.run(sql.forget_recovery_codes, staff_id=staff_id)
    await tx.run(sql.forget_devices, staff_id=staff_id)
    await forget_guesses(tx, "factor", str(staff_id))
    return confirmed_at is not None or passkeys_count > 0


async def forget_steps(tx: Tx, staff: Staff) -> bool:
    """Of somebody whom an SMS opens, or did: whoever had their phone for one code may have set up
    what goes on opening. They are told where `staff` says that they are reached from now on."""
    had_any = await forget_factors(tx, staff.id)
    if had_any:
        tx.emit(IdentityStaffFactorsReset(staff.id), subject_id=staff.id, seq=0)
        channel: Literal["email", "sms"] = "email" if staff.email else "sms"
        await tell(tx, Notice("staff_steps_gone", channel, staff.reached_at, staff.language))
    return had_any
