"""Vendors and drivers invited by SMS: the link, and a code to that very phone."""

import pytest

from regulars.domains import identity
from regulars.domains.identity import (
    Came,
    Challenge,
    Credential,
    Invitation,
    InvitationOver,
    SignIn,
    StaffPhoneKnown,
)
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx
from tests.domains.customers.coming_in import CODES_AGE, RESEND, code_sent
from tests.domains.evidence import announced, asking
from tests.domains.identity.phone_people import BROWSER, NUMBERS, ask, guess_of, hired, opening
from tests.world import PASSWORD, World

NEW = "+96892220031"
OPEN_AGAIN = asking(
    "UPDATE identity.invitations SET cancelled_at = NULL WHERE tenant_id = $1 RETURNING id"
)
SPOKEN = asking("SELECT string_agg(i::text, ' ') FROM identity.invitations i WHERE tenant_id = $1")


async def invited(
    tx: Tx, world: World, role: str = "vendor", phone: str = NEW, **given: str
) -> tuple[Invitation, Credential]:
    house = world.laundry
    return await identity.invite_staff(
        tx,
        phone=phone,
        role=role,
        branch_ids=(house.branches[0].id,) if role in identity.BRANCH_ROLES else (),
        language="en",
        environment="test",
        tenant_ref=house.tenant.ref,
        **given,
    )


async def told_of(tx: Tx, invitation: Invitation) -> list[str]:
    return [fact.name.removeprefix("identity.") for fact in await announced(tx, invitation.id)]


async def code_asked(tx: Tx, link: Credential, *, name: str = "Noor") -> Challenge:
    await tx.run(CODES_AGE, ago=RESEND)
    asked = await identity.ask_join_code(tx, link, name=name, language="en", bound_to=BROWSER)
    assert isinstance(asked, Challenge)
    return asked


async def accept(
    tx: Tx, world: World, link: Credential, challenge: Challenge, code: str | None = None
) -> SignIn | None:
    guess = await guess_of(tx, challenge.id)
    return await identity.accept_by_phone(
        tx,
        link,
        guess,
        code or await code_sent(tx, challenge.id),
        name="Noor",
        opening=opening(world.laundry),
        came=Came(),
    )


@pytest.mark.parametrize("role", ["vendor", "driver"])
async def test_the_link_and_a_code_make_the_account_and_sign_in(
    tx: Tx, world: World, role: str
) -> None:
    invitation, link = await invited(tx, world, role)
    assert invitation.to == NEW
    signed = await accept(tx, world, link, await code_asked(tx, link))
    assert signed is not None
    assert signed.session is not None
    staff = await identity.open_staff(tx, signed.session.staff_id)
    assert (staff.name, staff.phone, staff.email, staff.role) == ("Noor", NEW, "", role)
    with pytest.raises(InvitationOver):
        await identity.open_invitation(tx, link)
    names = [fact.name for fact in await announced(tx, invitation.id)]
    assert names == ["identity.staff_invited", "identity.invitation_accepted"]


async def test_the_link_alone_makes_nobody(tx: Tx, world: World) -> None:
    """Whoever reads the message on a locked screen has the link."""
    _, link = await invited(tx, world)
    password = await identity.new_password(PASSWORD)
    with pytest.raises(InvitationOver):
        await identity.accept_invitation(tx, link, name="Noor", password=password)
    challenge = await code_asked(tx, link)
    right = await code_sent(tx, challenge.id)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    assert await accept(tx, world, link, challenge, wrong) is None
    assert (await identity.open_invitation(tx, link)).is_open


async def test_a_code_of_another_invitation_or_purpose_accepts_nothing(
    tx: Tx, world: World
) -> None:
    _, link = await invited(tx, world)
    _, other = await invited(tx, world, "driver", "+968 9222 0032")
    assert await accept(tx, world, link, await code_asked(tx, other)) is None
    await hired(tx, world, "vendor")
    assert await accept(tx, world, link, await ask(tx, NUMBERS["vendor"])) is None
    guess = await guess_of(tx, (challenge := await code_asked(tx, link)).id)
    code = await code_sent(tx, challenge.id)
    assert await identity.prove_staff_code(tx, guess, code) is None


@pytest.mark.parametrize("role", ["owner", "admin", "branch", "support"])
async def test_nobody_else_is_invited_by_phone(tx: Tx, world: World, role: str) -> None:
    with pytest.raises(Invalid) as refused:
        await invited(tx, world, role)
    assert [each.field for each in refused.value.errors] == ["email"]


async def test_an_invitation_goes_to_a_phone_or_an_e_mail(tx: Tx, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        await invited(tx, world, email="both@example.com")
    assert [each.code for each in refused.value.errors] == ["phone_or_email"]


async def test_a_phone_of_the_staff_is_not_invited_and_a_newer_link_voids_the_older(
    tx: Tx, world: World
) -> None:
    await hired(tx, world, "vendor")
    with pytest.raises(StaffPhoneKnown):
        await invited(tx, world, phone=NUMBERS["vendor"])
    invitation, older = await invited(tx, world)
    await invited(tx, world, "driver")
    with pytest.raises(InvitationOver):
        await identity.open_invitation(tx, older)
    assert await told_of(tx, invitation) == ["staff_invited", "invitation_cancelled"]


async def test_an_invitation_that_was_not_followed_lets_nobody_in_again(
    tx: Tx, world: World
) -> None:
    """Added by hand meanwhile, or given this phone, and then let go."""
    first, link = await invited(tx, world)
    second, other = await invited(tx, world, phone="+968 9222 0032")
    vendor = await hired(tx, world, "vendor", phone=NEW)
    await identity.change_staff(tx, vendor.id, {"phone": "+968 9222 0032"})
    await identity.disable_staff(tx, vendor.id)
    await identity.close_staff(tx, vendor.id)
    for invitation, each in ((first, link), (second, other)):
        with pytest.raises(InvitationOver):
            await identity.open_invitation(tx, each)
        assert await told_of(tx, invitation) == ["staff_invited", "invitation_cancelled"]


async def test_an_invitation_made_at_the_same_moment_goes_with_the_account(
    tx: Tx, world: World
) -> None:
    _, link = await invited(tx, world)
    vendor = await hired(tx, world, "vendor", phone=NEW)
    await tx.run(OPEN_AGAIN)
    await identity.close_staff(tx, vendor.id)
    with pytest.raises(InvitationOver):
        await identity.open_invitation(tx, link)


async def test_a_name_is_judged_before_a_code_is_spent(tx: Tx, world: World) -> None:
    _, link = await invited(tx, world)
    with pytest.raises(Invalid) as refused:
        await identity.ask_join_code(tx, link, name=" ", language="en", bound_to=BROWSER)
    assert [each.field for each in refused.value.errors] == ["name"]


async def test_the_phone_of_an_invitation_does_not_lie_in_the_clear(tx: Tx, world: World) -> None:
    await invited(tx, world)
    await tx.flush()
    assert "9222003" not in await tx.value(SPOKEN)
