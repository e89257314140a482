"""How a code stands, for whoever asked for it; wrong codes counted, and given back by staff."""

from uuid import UUID

from regulars.domains import identity
from regulars.domains.identity import CodeWanted
from regulars.domains.identity.codes.rules import FAILURES_MAX, TRIES_MAX, Kind
from regulars.kernel.ids import new_id
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, rolled_back

SESSION = b"s" * 32
HOLDER = UUID(int=11)
PHONE = "+96895554001"
FAILED = asking(
    "INSERT INTO identity.code_failures (tenant_id, subject, from_device, in_a_row)"
    " VALUES ($1, $2, false, $3)",
    "subject",
    "in_a_row",
)
STOPPED = asking(
    "SELECT count(*) FROM journal.facts WHERE tenant_id = $1 AND name = 'identity.codes_stopped'"
)


def wanted(account: UUID | None = None) -> CodeWanted:
    return CodeWanted(
        "verification",
        "phone",
        PHONE,
        "en",
        account_id=account,
        holder_id=HOLDER,
        bound_to=SESSION,
    )


async def asked(tx: Tx, account: UUID | None = None) -> UUID:
    challenge = await identity.request_code(tx, wanted(account))
    assert isinstance(challenge, identity.Challenge)
    return challenge.id


async def test_tries_and_time_are_told_to_whoever_asked_and_nobody_else(
    shared_database: Database, world: World
) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        challenge = await asked(tx)
        stands = await identity.code_standing(tx, challenge, bound_to=SESSION, holder_id=HOLDER)
        assert stands is not None
        assert (stands.is_open, stands.tries_left, stands.sending) == (True, TRIES_MAX, "waiting")
        assert 55 <= stands.resend_in <= 60
        assert 290 < stands.seconds_left <= 300
        assert stands.is_moving
        for session, holder in ((b"t" * 32, HOLDER), (SESSION, UUID(int=12))):
            of_another = await identity.code_standing(
                tx, challenge, bound_to=session, holder_id=holder
            )
            assert of_another is None
        for left in (2, 1, 0):
            await identity.count_guess(tx, challenge, bound_to=SESSION)
            stands = await identity.code_standing(tx, challenge, bound_to=SESSION, holder_id=HOLDER)
            assert stands is not None
            assert stands.tries_left == left
        assert not stands.is_open


async def test_what_the_worker_wrote_of_its_way_is_told(
    installation: Installation, world: World
) -> None:
    context = world.laundry.context
    async with installation.database() as app, installation.database("work") as work:
        challenge = await app.unit(context, asked)
        for state, reason in (("sending", None), ("failed", "number_unreachable")):
            async with work.transaction(context) as tx:
                await tx.run(SENT, id=new_id(), about=challenge, state=state, reason=reason)
            async with app.transaction(context) as tx:
                stands = await identity.code_standing(
                    tx, challenge, bound_to=SESSION, holder_id=HOLDER
                )
                assert stands is not None
                assert (stands.sending, stands.reason) == (state, reason)
                assert stands.is_moving == (state == "sending")


async def test_a_cashier_does_not_wait_for_a_code_that_never_leaves(
    shared_database: Database, world: World
) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        await tx.run(FAILED, subject=tx.keys.token("phone", PHONE), in_a_row=FAILURES_MAX)
        challenge = await asked(tx)
        stands = await identity.code_standing(tx, challenge, bound_to=SESSION, holder_id=HOLDER)
        assert stands is not None
        assert (stands.sending, stands.reason, stands.is_moving) == (
            "withheld", "codes_spent", False,
        )  # fmt: skip


SENT = asking(
    "INSERT INTO identity.sends (tenant_id, id, about, is_code, channel, provider, state, reason)"
    " VALUES ($1, $2, $3, true, 'sms', 'twilio', $4, $5)",
    "id",
    "about",
    "state",
    "reason",
)


async def test_the_hundredth_wrong_code_in_a_row_is_told_once(
    shared_database: Database, world: World
) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        destination = tx.keys.token("phone", PHONE)
        await tx.run(FAILED, subject=destination, in_a_row=FAILURES_MAX - 2)
        challenge = await asked(tx)
        before = await tx.value(STOPPED)
        for _ in range(TRIES_MAX):
            await identity.count_guess(tx, challenge, bound_to=SESSION)
            await tx.flush()
        assert await tx.value(STOPPED) == before + 1


async def test_giving_tries_back_frees_the_account_and_the_numbers_that_lead_to_it(
    shared_database: Database, world: World
) -> None:
    account = UUID(int=77)
    async with rolled_back(shared_database, world.laundry.context) as tx:
        leads: list[tuple[Kind, str]] = [("phone", PHONE)]
        await tx.run(FAILED, subject=tx.keys.token("phone", PHONE), in_a_row=FAILURES_MAX)
        own = tx.keys.token("account", str(account))
        await tx.run(FAILED, subject=own, in_a_row=7)
        found = await identity.code_failures(tx, account, leads)
        assert (found.in_a_row, found.is_stopped) == (FAILURES_MAX, True)
        await identity.unlock_codes(tx, account, leads, holder_id=HOLDER)
        found = await identity.code_failures(tx, account, leads)
        assert (found.in_a_row, found.is_stopped) == (0, False)
