"""Invitations by SMS: a code to that very phone, and its person is staff and signed in at once."""

from typing import Literal

from regulars.domains.identity.codes.codes import prove_code, request_code
from regulars.domains.identity.codes.rules import Challenge, CodeWanted, Guess
from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.errors import InvitationOver
from regulars.domains.identity.sign_ins.model import SignIn
from regulars.domains.identity.sign_ins.sign_in import Opening, open_session
from regulars.domains.identity.staff.invitations import (
    Invitation,
    fields_of,
    make_staff,
    open_invitation,
)
from regulars.domains.identity.tries.sign_in_limits import Came
from regulars.runtime.tx import Tx


async def ask_join_code(
    tx: Tx,
    credential: Credential | None,
    *,
    name: str,
    language: Literal["en", "ar"],
    bound_to: bytes,
) -> Challenge | int:
    """To the phone that was invited and no other; the challenge, or the seconds to wait. Raises
    InvitationOver, and Invalid for a name before a code is spent on it."""
    invitation, phone = await _by_phone(tx, credential)
    fields_of(invitation, name=name)
    return await request_code(
        tx,
        CodeWanted(
            "staff_invitation",
            "phone",
            phone,
            language,
            holder_id=invitation.id,
            bound_to=bound_to,
        ),
    )


async def accept_by_phone(
    tx: Tx,
    credential: Credential | None,
    guess: Guess,
    code: str,
    *,
    name: str,
    opening: Opening,
    came: Came,
) -> SignIn | None:
    """`guess` was counted and committed before. None for every wrong code; commit it either way.
    Who has just proven the phone is signed in: the next code would let them wait. Raises
    InvitationOver, and Invalid for the name."""
    invitation, phone = await _by_phone(tx, credential)
    fields_of(invitation, name=name)
    is_ours = guess.purpose == "staff_invitation" and guess.holder_id == invitation.id
    proof = await prove_code(tx, guess.closed_unless(is_ours), code)
    if proof is None or proof.value != phone:
        return None
    staff = await make_staff(tx, invitation, name=name, password=None)
    return await open_session(tx, staff.id, opening, came=came, method="sms")


async def _by_phone(tx: Tx, credential: Credential | None) -> tuple[Invitation, str]:
    invitation = await open_invitation(tx, credential)
    if invitation.phone is None:
        raise InvitationOver
    return invitation, invitation.phone
