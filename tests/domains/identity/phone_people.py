"""Staff with phones, and the codes that they are sent."""

from datetime import timedelta
from uuid import UUID

from regulars.domains import identity
from regulars.domains.identity import Came, Challenge, Guess, Opening, SignIn, Staff, StaffCodeAsked
from regulars.runtime.tx import Tx
from tests.domains.customers.coming_in import CODES_AGE, RESEND, code_sent
from tests.world import PASSWORD, House, World

BROWSER = b"a browser's own secret, hashed  "
NUMBERS = {
    "owner": "+96892220001",
    "admin": "+96892220002",
    "branch": "+96892220003",
    "support": "+96892220004",
    "vendor": "+96892220005",
    "driver": "+96892220006",
}
NOBODYS = "+96892220009"


async def hired(tx: Tx, world: World, role: str, *, phone: str | None = None) -> Staff:
    """Somebody with a phone; with an e-mail too where their role cannot do without."""
    is_by_phone = role in identity.PHONE_ROLES
    of_branch = role in identity.BRANCH_ROLES
    return await identity.add_staff(
        tx,
        name=f"A {role}",
        email="" if is_by_phone else f"{role}-with-phone@example.com",
        password=None if is_by_phone else await identity.new_password(PASSWORD),
        role=role,
        branch_ids=(world.laundry.branches[0].id,) if of_branch else (),
        phone=phone or NUMBERS[role],
    )


def opening(house: House) -> Opening:
    return Opening("test", house.tenant.ref, timedelta(hours=1))


async def ask(
    tx: Tx, phone: str, *, came: Came | None = None, bound_to: bytes = BROWSER
) -> Challenge:
    """Long after whatever was asked before."""
    await tx.run(CODES_AGE, ago=RESEND)
    asked = StaffCodeAsked(phone, "en", bound_to, came or Came())
    challenge = await identity.ask_staff_code(tx, asked)
    assert isinstance(challenge, Challenge)
    return challenge


async def guess_of(tx: Tx, challenge_id: UUID, *, bound_to: bytes = BROWSER) -> Guess:
    return await identity.count_guess(tx, challenge_id, bound_to=bound_to)


async def enter(
    tx: Tx, house: House, challenge_id: UUID, code: str | None = None, *, came: Came | None = None
) -> SignIn | None:
    """None for a code that proves nothing; without one the right one is typed."""
    guess = await guess_of(tx, challenge_id)
    typed = await code_sent(tx, challenge_id) if code is None else code
    proof = await identity.prove_staff_code(tx, guess, typed)
    if proof is None:
        return None
    return await identity.sign_in_by_phone(tx, proof, opening(house), came=came or Came())
