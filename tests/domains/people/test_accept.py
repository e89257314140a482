"""Taking an invitation up: a code first, one record, and nothing to read before."""

import asyncio

from regulars.domains import customers, identity, people
from regulars.domains.customers.reach.holders import HOLDERS_MAX
from regulars.domains.identity import Challenge
from regulars.domains.identity.codes.rules import IN_AN_HOUR
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import (
    account_holder,
    sent,
)
from tests.domains.customers.coming_in import is_real, let_in
from tests.domains.customers.verified import DISAGREEING
from tests.domains.evidence import announced, asking
from tests.domains.people.invited import (
    BROWSER,
    accepted,
    answered,
    code_for,
    invited,
)
from tests.instruments.installation import Installation
from tests.world import World, registered, rolled_back

STALE = asking(
    "WITH old AS (UPDATE customers.identifiers SET verified_at = now() - interval '2 years'"
    "  WHERE tenant_id = $1 AND customer_id = $2 RETURNING 1)"
    " UPDATE customers.customers SET phone_verified_at = now() - interval '2 years'"
    "  WHERE tenant_id = $1 AND id = $2",
    "customer_id",
)
DISABLE = asking(
    "UPDATE identity.staff SET state = 'disabled' WHERE tenant_id = $1 AND id = $2", "id"
)


async def test_after_the_code_the_account_is_linked_to_the_record(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    link = await invited(tx, huda)
    claimed = await accepted(tx, link)
    assert claimed
    assert (claimed.customer_id, claimed.is_linked) == (huda.id, True)
    account = await identity.account_of(tx, "customer", huda.id)
    assert account
    assert account.id == claimed.account_id
    after = await customers.customer_by_id(tx, huda.id)
    assert after.verified.phone_at
    assert (after.id, after.number) == (huda.id, huda.number)
    assert await tx.value(DISAGREEING) == 0
    page = await people.list_invitations(tx, customer_id=huda.id, limit=2)
    assert [each.state for each in page.invitations] == ["accepted"]
    names = [fact.name for fact in await announced(tx, huda.id)]
    assert "people.invitation_accepted" in names


async def test_before_the_code_only_the_kind_is_known(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    opened = await people.open_invitation(tx, await invited(tx, huda))
    assert opened
    assert "91234567" not in repr(opened)
    assert "Huda" not in repr(opened)
    assert opened.kind == "phone"


async def test_the_code_goes_to_what_was_invited(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567", email="huda@example.com")
    link = await invited(tx, huda, "email")
    _, to = await sent(tx, await code_for(tx, link))
    assert to == "huda@example.com"


async def test_a_link_is_taken_up_once(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    link = await invited(tx, huda)
    assert await accepted(tx, link)
    assert await people.open_invitation(tx, link) is None
    assert await people.ask_claim_code(tx, link, language="en", bound_to=BROWSER) is None


async def test_a_wrong_code_opens_nothing_and_the_right_one_still_does(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    link = await invited(tx, huda)
    challenge = await code_for(tx, link)
    right, _ = await sent(tx, challenge)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    assert await answered(tx, link, challenge, wrong) is None
    assert await identity.account_of(tx, "customer", huda.id) is None
    assert await answered(tx, link, challenge)


async def test_a_code_of_another_invitation_or_purpose_is_never_right(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    salma = await registered(tx, name="Salma", phone="92345678")
    link, other = await invited(tx, huda), await invited(tx, salma)
    assert await answered(tx, link, await code_for(tx, other)) is None
    login = await identity.request_code(
        tx,
        identity.CodeWanted(
            "verification", "phone", "+96891234567", "en", holder_id=huda.id, bound_to=BROWSER
        ),
    )
    assert isinstance(login, Challenge)
    assert await answered(tx, link, login) is None
    assert await identity.account_of(tx, "customer", huda.id) is None


async def test_who_sent_it_may_no_longer_so_it_is_dead_at_once(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    link = await invited(tx, huda)
    challenge = await code_for(tx, link)
    await tx.run(DISABLE, id=tx.context.actor_id)
    assert await people.open_invitation(tx, link) is None
    assert await answered(tx, link, challenge) is None


async def test_taken_back_while_the_code_was_on_its_way(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    link = await invited(tx, huda)
    challenge = await code_for(tx, link)
    (made,) = (await people.list_invitations(tx, limit=1)).invitations
    await people.cancel_invitation(tx, made.id)
    assert await answered(tx, link, challenge) is None
    assert await identity.account_of(tx, "customer", huda.id) is None


async def test_a_record_that_lost_the_number_meanwhile_opens_to_nobody(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    link = await invited(tx, huda)
    await customers.change_customer(tx, huda.id, {"phone": "92345678"}, country="OM")
    assert await accepted(tx, link) is None
    assert await identity.account_of(tx, "customer", huda.id) is None


async def test_a_record_that_is_somebodys_meanwhile_opens_to_no_number_that_staff_typed(
    tx: Tx,
) -> None:
    """Invited by a number that was never proven; then its owner came in by their own e-mail."""
    huda = await registered(tx, name="Huda", phone="91234567", email="huda@example.com")
    link = await invited(tx, huda)
    await let_in(tx, email="huda@example.com")
    challenge = await people.ask_claim_code(tx, link, language="en", bound_to=BROWSER)
    assert isinstance(challenge, Challenge)
    assert await answered(tx, link, challenge) is None
    after = await customers.customer_by_id(tx, huda.id)
    assert after.verified.phone_at is None
    (made,) = (await people.list_invitations(tx, limit=1)).invitations
    assert made.state == "voided"


async def test_codes_for_invitations_and_for_sign_ins_share_one_budget(tx: Tx) -> None:
    """Of the account that whoever proved the number already would come into."""
    stub = await registered(tx, name="Huda", phone="91234567")
    link = await invited(tx, stub)
    _, session = await account_holder(tx, phone="91234567", email=None, shared_phone=True)
    for turn in range(IN_AN_HOUR):
        await identity.request_code(
            tx,
            identity.CodeWanted(
                "login", "phone", f"+9689000000{turn}", "en", account_id=session.account_id
            ),
        )
    challenge = await people.ask_claim_code(tx, link, language="en", bound_to=BROWSER)
    assert isinstance(challenge, Challenge), "outside it looks as ever"
    assert not await is_real(tx, challenge.id), "nothing leaves"


async def test_a_customer_blocked_meanwhile_comes_in_by_no_link(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    link = await invited(tx, huda)
    await customers.block_customer(tx, huda.id, reason="Owes us")
    assert await accepted(tx, link) is None


async def test_who_has_an_account_with_the_number_comes_into_that_one(tx: Tx) -> None:
    salma, _ = await account_holder(tx, name="Salma", phone="91234567", email=None)
    double = await registered(tx, name="Salma S", phone="91234567", shared_phone=True)
    claimed = await accepted(tx, await invited(tx, double))
    assert claimed
    assert (claimed.customer_id, claimed.is_linked) == (salma.id, False)
    assert await identity.account_of(tx, "customer", double.id) is None
    page = await people.list_invitations(tx, customer_id=double.id, limit=2)
    assert [each.state for each in page.invitations] == ["voided"]
    names = [fact.name for fact in await announced(tx, double.id)]
    assert "customers.duplicates_noted" in names


async def test_a_number_long_unseen_on_another_record_passes_on(tx: Tx) -> None:
    salma, _ = await account_holder(tx, name="Salma", phone="91234567", email=None)
    await tx.run(STALE, customer_id=salma.id)
    huda = await registered(tx, name="Huda", phone="91234567", shared_phone=True)
    claimed = await accepted(tx, await invited(tx, huda))
    assert claimed
    assert (claimed.customer_id, claimed.is_linked) == (huda.id, True)
    assert (await customers.customer_by_id(tx, salma.id)).person.phone is None
    assert await tx.value(DISAGREEING) == 0


async def test_of_many_who_accept_at_once_one_does(
    installation: Installation, world: World
) -> None:
    async with installation.database("app") as database:
        async with database.transaction(world.laundry.context) as tx:
            huda = await registered(tx, name="Huda", phone="91234567")
            link = await invited(tx, huda)
            challenge = await code_for(tx, link)
            code, _ = await sent(tx, challenge)
        context = Context(world.laundry.context.tenant_id, actor_kind="system")

        async def take() -> bool:
            async with database.transaction(context) as tx:
                guess = await identity.count_guess(tx, challenge.id, bound_to=BROWSER)
            async with database.transaction(context) as tx:
                return await people.accept_invitation(tx, link, guess, code) is not None

        assert sum(await asyncio.gather(*(take() for _ in range(8)))) == 1


async def test_links_of_another_shop_open_nothing(shared_database: Database, world: World) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        huda = await registered(tx, name="Huda", phone="91234567")
        link = await invited(tx, huda)
        other = Context(world.bakery.context.tenant_id, actor_kind="system")
        async with rolled_back(shared_database, other) as theirs:
            assert await people.open_invitation(theirs, link) is None


async def test_an_invitation_is_good_on_however_many_records_its_number_is(tx: Tx) -> None:
    for _ in range(HOLDERS_MAX):
        await registered(tx, name="Somebody", phone="91234567", shared_phone=True)
    huda = await registered(tx, name="Huda", phone="91234567", shared_phone=True)
    claimed = await accepted(tx, await invited(tx, huda))
    assert claimed
    assert (claimed.customer_id, claimed.is_linked) == (huda.id, True)
