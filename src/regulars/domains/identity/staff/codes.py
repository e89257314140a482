"""Wrong codes in a row at the phone of a vendor or driver: how many, and the tries given back."""

from uuid import UUID

from regulars.domains.identity.codes.codes import unlock_codes
from regulars.domains.identity.codes.standing import Failures, code_failures
from regulars.domains.identity.model import Staff
from regulars.domains.identity.staff.editing import may_change
from regulars.domains.identity.staff.editors import editor_of
from regulars.domains.identity.staff.staff import open_staff
from regulars.kernel.errors import NotAllowed
from regulars.runtime.tx import Tx


async def staff_code_failures(tx: Tx, staff: Staff) -> Failures:
    """None where a code opens nothing."""
    if not staff.opens_by_phone or not staff.phone:
        return Failures(0)
    return await code_failures(tx, staff.id, [("phone", staff.phone)])


async def give_staff_tries_back(tx: Tx, staff_id: UUID) -> None:
    """When it is known that it was them, who are not shut out for it. For who may change their
    account."""
    staff = await open_staff(tx, staff_id)
    if not may_change(await editor_of(tx), staff, becomes=staff.role, fields=()):
        raise NotAllowed(scope="owner")
    if staff.phone:
        await unlock_codes(tx, staff.id, [("phone", staff.phone)], holder_id=staff.id)
