"""Invitations: one link, one person, one week, and only from somebody who is still there."""

from dataclasses import replace

import pytest

from regulars.domains import identity
from regulars.domains.identity import Credential, Invitation, InvitationOver
from regulars.kernel.errors import NotAllowed
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.world import PASSWORD, World

AGE = asking(
    "UPDATE identity.invitations SET expires_at = now() - interval '1 second' WHERE tenant_id = $1"
)
SPOKEN = asking("SELECT string_agg(i::text, ' ') FROM identity.invitations i WHERE tenant_id = $1")

INVITED_BY = asking("UPDATE identity.invitations SET invited_by = $2 WHERE tenant_id = $1", "by")


async def invited(tx: Tx, world: World, **given: object) -> tuple[Invitation, Credential]:
    asked: dict[str, object] = {"email": "New@Example.com", "role": "admin", "language": "en"}
    tenant = world.laundry.tenant
    return await identity.invite_staff(
        tx,
        environment="test",
        tenant_ref=tenant.ref,
        **{**asked, **given},  # type: ignore[arg-type]
    )


async def test_an_invitation_makes_the_account_that_was_meant(tx: Tx, world: World) -> None:
    invitation, credential = await invited(tx, world)
    assert identity.read_credential(credential.secret, kind="ri", environment="test") == credential
    assert len(credential.secret.split("_")[3]) >= 43
    password = await identity.new_password(PASSWORD)
    staff = await identity.accept_invitation(tx, credential, name="Noor", password=password)
    assert (staff.email, staff.role, staff.name) == ("New@Example.com", "admin", "Noor")
    with pytest.raises(InvitationOver):
        await identity.accept_invitation(tx, credential, name="Noor", password=password)
    names = [fact.name for fact in await announced(tx, invitation.id)]
    assert names == ["identity.staff_invited", "identity.invitation_accepted"]


async def test_neither_the_link_nor_the_e_mail_lies_in_the_clear(tx: Tx, world: World) -> None:
    _, credential = await invited(tx, world)
    spoken = await tx.value(SPOKEN)
    assert credential.secret not in spoken
    assert "example.com" not in spoken.lower()


@pytest.mark.parametrize("end", ["sent again", "asked again", "cancelled", "expired", "inviter"])
async def test_a_link_is_void_once_it_was(
    tx: Tx, world: World, shared_database: Database, end: str
) -> None:
    invitation, credential = await invited(tx, world)
    if end == "sent again":
        _, newer = await identity.resend_invitation(
            tx, invitation.id, environment="test", tenant_ref=world.laundry.tenant.ref
        )
        assert (await identity.open_invitation(tx, newer)).id == invitation.id
    if end == "asked again":
        await invited(tx, world, email="new@example.com")
    if end == "cancelled":
        await identity.cancel_invitation(tx, invitation.id)
    if end == "expired":
        await tx.run(AGE)
    if end == "inviter":
        password = await identity.new_password(PASSWORD)
        await identity.add_staff(
            tx, name="Other", email="other@example.com", password=password, role="owner"
        )
        await identity.disable_staff(tx, world.laundry.owner.id)
    with pytest.raises(InvitationOver):
        await identity.open_invitation(tx, credential)


async def test_nobody_invites_above_themselves(shared_database: Database, world: World) -> None:
    house = world.laundry
    of_admin = replace(house.context, actor_id=house.admin.id)
    with pytest.raises(NotAllowed):
        async with shared_database.transaction(of_admin) as tx:
            await invited(tx, world, role="owner")
    with pytest.raises(NotAllowed):
        async with shared_database.transaction(house.cashier_context) as tx:
            await invited(tx, world, role="driver")


async def test_sent_again_it_stands_on_the_word_of_who_sent_it(tx: Tx, world: World) -> None:
    """Or the second link would be as dead as the first, once its inviter has left."""
    house = world.laundry
    password = await identity.new_password(PASSWORD)
    leaving = await identity.add_staff(
        tx, name="Leaving", email="leaving@example.com", password=password, role="admin"
    )
    invitation, credential = await invited(tx, world)
    await tx.run(INVITED_BY, by=leaving.id)
    await identity.disable_staff(tx, leaving.id)
    (shown,) = await identity.list_invitations(tx)
    assert not shown.is_open
    with pytest.raises(InvitationOver):
        await identity.open_invitation(tx, credential)
    _, newer = await identity.resend_invitation(
        tx, invitation.id, environment="test", tenant_ref=house.tenant.ref
    )
    assert (await identity.open_invitation(tx, newer)).invited_by == house.owner.id
    (shown,) = await identity.list_invitations(tx)
    assert shown.is_open
