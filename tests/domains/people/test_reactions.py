"""Who left invites nobody, and who is gone is invited by nobody: by the facts that say so."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from regulars.domains import people
from regulars.domains.people.reactions import (
    void_invitations_of_customers_gone,
    void_invitations_of_who_left,
)
from regulars.kernel.ids import FactId, new_id
from regulars.runtime.reactions import RecordedFact
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import PORTAL
from tests.domains.evidence import announced
from tests.world import registered


def recorded(tx: Tx, name: str, subject_id: UUID) -> RecordedFact:
    now = datetime.now(UTC)
    return RecordedFact(
        tx.tenant_id,
        FactId(new_id()),
        name,
        1,
        name.partition(".")[0],
        subject_id,
        None,
        1,
        "staff",
        None,
        "live",
        None,
        now,
        now,
        {},
        None,
    )


@pytest.mark.parametrize("name", ["identity.staff_closed", "identity.staff_disabled"])
async def test_who_left_invites_nobody(tx: Tx, name: str) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    assert tx.context.actor_id
    await void_invitations_of_who_left.react(tx, recorded(tx, name, tx.context.actor_id))
    assert (await people.invitation_by_id(tx, made.id)).state == "voided"
    last = (await announced(tx, huda.id))[-1]
    assert (last.name, last.data["why"]) == ("people.invitation_voided", "inviter_gone")


async def test_a_key_that_was_revoked_is_no_person_of_that_id(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    assert tx.context.actor_id
    revoked = recorded(tx, "identity.api_key_revoked", tx.context.actor_id)
    await void_invitations_of_who_left.react(tx, revoked)
    assert (await people.invitation_by_id(tx, made.id)).state == "pending"


@pytest.mark.parametrize("name", ["customers.deleted", "customers.blocked"])
async def test_who_is_gone_is_invited_by_nobody(tx: Tx, name: str) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    made = await people.invite_customer(tx, huda.id, "phone", portal=PORTAL)
    other = await registered(tx, name="Salma", phone="92345678")
    kept = await people.invite_customer(tx, other.id, "phone", portal=PORTAL)
    await void_invitations_of_customers_gone.react(tx, recorded(tx, name, huda.id))
    assert (await people.invitation_by_id(tx, made.id)).state == "voided"
    assert (await people.invitation_by_id(tx, kept.id)).state == "pending"
