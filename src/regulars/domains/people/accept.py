"""Taking an invitation up: the link, a code to what was invited, and only then anything to read."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from regulars.domains import customers, identity
from regulars.domains.customers import Claimed, ReachKind
from regulars.domains.identity import Challenge, CodeWanted, Credential, Guess
from regulars.domains.people.errors import InvitationSettled
from regulars.domains.people.events import PeopleInvitationAccepted
from regulars.domains.people.invitations import (
    invitation_by_id,
    locked_invitation,
    replace_others,
    settle,
    token_of,
    void,
)
from regulars.domains.people.model import Invitation
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """All that a page may know before the code: by what they were invited. `customer_id` is for
    comparing with who is signed in, and is shown to nobody."""

    id: UUID
    kind: ReachKind
    customer_id: UUID


async def open_invitation(tx: Tx, link: Credential) -> OpenInvitation | None:
    """None for a link that was used, replaced, taken back, is too old, or whose sender may no
    longer invite. Changes nothing: programs open links before people do."""
    found: UUID | None = await tx.value(sql.by_link, secret_hash=link.hashed)
    if found is None:
        return None
    invitation = await invitation_by_id(tx, found)
    if not await _is_inviter_here(tx, invitation):
        return None
    return OpenInvitation(invitation.id, invitation.kind, invitation.customer_id)


async def ask_claim_code(
    tx: Tx, link: Credential, *, language: Literal["en", "ar"], bound_to: bytes
) -> Challenge | int | None:
    """A code to the number or address that was invited, and to no other; the seconds to wait;
    None for a dead link."""
    opened = await open_invitation(tx, link)
    if opened is None:
        return None
    invitation = await invitation_by_id(tx, opened.id)
    reach = customers.read_reach(invitation.kind, invitation.to, country="")
    # Who proved it already comes into their own account by it: then the guesses are at that one.
    owner_id = await customers.who_proved(tx, reach) or invitation.customer_id
    account = await identity.account_of(tx, "customer", owner_id)
    return await identity.request_code(
        tx,
        CodeWanted(
            "claim",
            reach.kind,
            reach.value,
            language,
            account_id=account.id if account else None,
            holder_id=invitation.customer_id,
            bound_to=bound_to,
        ),
    )


async def accept_invitation(tx: Tx, link: Credential, guess: Guess, code: str) -> Claimed | None:
    """`guess` was counted and committed before. None for every wrong code and every dead link;
    commit it either way."""
    opened = await open_invitation(tx, link)
    is_ours = (
        opened is not None
        and guess.purpose == "claim"
        and guess.holder_id == opened.customer_id
        and guess.kind == opened.kind
    )
    proof = await identity.prove_code(tx, guess.closed_unless(is_ours), code)
    if proof is None or opened is None:
        return None
    reach_token = tx.keys.token(proof.kind, proof.value)
    claimed = await customers.claim_record(tx, opened.customer_id, proof)
    invitation = await locked_invitation(tx, opened.id)
    if invitation.state != "pending" or token_of(tx, invitation) != reach_token:
        # Taken back or used while the code was typed; what was written goes with the refusal.
        raise InvitationSettled
    if claimed is None:
        account = await identity.account_of(tx, "customer", invitation.customer_id)
        await void(tx, invitation, "has_account" if account else "customer_gone")
        return None
    if not claimed.is_linked:
        await void(tx, invitation, "has_account")
        return claimed
    await settle(tx, invitation.id, "accepted")
    await replace_others(tx, invitation.customer_id, invitation.id)
    tx.emit(
        PeopleInvitationAccepted(invitation.customer_id, invitation.id, claimed.account_id),
        subject_id=invitation.customer_id,
        seq=0,
        related_id=invitation.id,
    )
    return claimed


async def _is_inviter_here(tx: Tx, invitation: Invitation) -> bool:
    """Asked at this moment: the reaction that voids what somebody sent who left comes later."""
    powers = await identity.powers_of(tx, invitation.inviter_kind, invitation.inviter_id)
    return identity.Scope.CUSTOMERS_WRITE in powers.scopes
