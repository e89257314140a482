"""Staff signing in: an attempt is counted and committed before it is judged."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Literal
from uuid import UUID

from regulars.domains.identity.credentials import Credential, mint_credential
from regulars.domains.identity.factors.hold import hold_account
from regulars.domains.identity.factors.passwords import password_matches
from regulars.domains.identity.factors.rules import HALF_LIFETIME, is_factor_asked
from regulars.domains.identity.model import BRANCH_ROLES
from regulars.domains.identity.sign_ins.events import (
    IdentityStaffSignedIn,
    IdentityStaffSignInRefused,
)
from regulars.domains.identity.sign_ins.model import SignIn, SignInOutcome
from regulars.domains.identity.sign_ins.sessions import session_of
from regulars.domains.identity.tries.sign_in_limits import (
    Came,
    Counted,
    count_guess_at,
    forgive_guesses,
    give_back_try,
    guesses_at,
    is_known_device,
    stranger_wait,
)
from regulars.kernel.email import parse_email
from regulars.kernel.errors import BadValue
from regulars.kernel.ids import BranchId, SessionId, StaffId, new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# Why somebody could not sign in. Whose password was right, and who was refused all the same, has
# a reason of its own: else whoever tries passwords could read from the answers what no fact tells.
Refusal = Literal["wrong", "waiting", "branch", "not_set_up"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at signing in, counted. `wait_seconds` above 0 means that it may not go on."""

    email: str
    wait_seconds: int
    staff_id: UUID | None = None
    is_active: bool = False
    password_hash: str | None = field(default=None, repr=False)
    came: Came = field(default_factory=Came)
    is_known_device: bool = False
    tries: int = 0
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new session is given: whose house, for how long, in which browser or an app, and in
    which branch; without one, the first of those whose branches they are."""

    environment: str
    tenant_ref: str
    lifetime: timedelta
    seen_with: str = "other"
    client: Literal["console", "app"] = "console"
    branch_id: BranchId | None = None


async def count_attempt(tx: Tx, email: str) -> int:
    """Seconds to wait, 0 when this one may go on."""
    return (await count_inside(tx, email)).wait_seconds


async def count_inside(tx: Tx, email: str) -> Counted:
    """Of whoever is signed in already and types their password again. Counted with their known
    browsers, so that what strangers try at the door closes nothing inside. The caller commits this
    in a unit of work of its own: a crash while comparing must not give a free guess."""
    return await count_guess_at(tx, "sign_in", _whose(tx, email), is_known_device=True)


async def tries_inside(tx: Tx, email: str) -> int:
    """How many of this window were counted so."""
    return await guesses_at(tx, "sign_in", _whose(tx, email), is_known_device=True)


async def forget_attempts(tx: Tx, email: str) -> None:
    """They typed it right."""
    await forgive_guesses(tx, "sign_in", _whose(tx, email), is_known_device=True)


async def begin_sign_in(tx: Tx, email: str, came: Came | None = None) -> Attempt:
    """Counts the attempt and finds the account. Commit before comparing: Argon2 is slow on
    purpose, and whoever waits for it must not hold a connection meanwhile. A browser that its
    owner has signed in with before has a count of its own: strangers cannot use that up."""
    came = came or Came()
    token = _token(tx, email)
    row = await tx.row(sql.account, email_token=token)
    is_known = await is_known_device(tx, row["id"] if row else None, came)
    of_peer, is_peer_again = await stranger_wait(tx, came)
    if of_peer and not is_known:
        # Will not be looked at, so it is no guess at anybody's password.
        counted = Counted(of_peer, 0, is_peer_again)
    else:
        counted = await count_guess_at(tx, "sign_in", token.hex(), is_known_device=is_known)
    attempt = Attempt(
        email,
        counted.wait_seconds,
        came=came,
        tries=counted.tries,
        is_again=counted.is_again,
    )
    if row is None:
        return attempt
    return replace(
        attempt,
        staff_id=row["id"],
        is_active=row["state"] == "active",
        password_hash=row["password_hash"],
        is_known_device=is_known,
    )


async def is_proven(attempt: Attempt, password: str) -> bool:
    """Wrong, unknown and disabled take the same time and get the same answer. Touches no
    database. Raises Unavailable when too many wait for their turn already."""
    matches = await password_matches(attempt.password_hash, password)
    return matches and attempt.is_active


async def note_refusal(tx: Tx, attempt: Attempt, reason: Refusal = "wrong") -> None:
    """Written down for known and unknown alike, and no e-mail with it; of those that have to wait
    only the first, or a program that does not care would fill the trail."""
    if attempt.is_again:
        return
    if attempt.wait_seconds:
        reason = "waiting"
    subject = attempt.staff_id or tx.tenant_id
    tx.emit(IdentityStaffSignInRefused(reason, attempt.tries), subject_id=subject, seq=0)


async def note_passkey_refusal(tx: Tx) -> None:
    """Of nobody: an answer that opens nothing does not say whose it is."""
    tx.emit(IdentityStaffSignInRefused("passkey", 1), subject_id=tx.tenant_id, seq=0)


async def sign_in(tx: Tx, attempt: Attempt, opening: Opening) -> SignIn:
    """Opens a session for an attempt that was proven, unless the account was disabled or given
    another password in between. Who has a second factor gets half a session, which opens nothing
    but the page that asks for it. An app cannot set one up: who needs one and has none begins at
    the console."""
    if attempt.staff_id is not None:
        # In a statement of its own: the next one sees a factor that was added meanwhile.
        await hold_account(tx, StaffId(attempt.staff_id))
    row = await tx.row(sql.lock_account, id=attempt.staff_id, password_hash=attempt.password_hash)
    if row is None:
        await note_refusal(tx, attempt)
        return SignIn(SignInOutcome.REFUSED)
    signed = await begin_session(tx, StaffId(row["id"]), row, opening, came=attempt.came)
    if signed.outcome is SignInOutcome.NOT_SET_UP:
        await note_refusal(tx, attempt, "not_set_up")
    # After what counts everybody, as an attempt counts: in the other order the two could wait
    # for each other.
    whose = _whose(tx, attempt.email)
    await forgive_guesses(tx, "sign_in", whose, is_known_device=attempt.is_known_device)
    return signed


async def begin_session(
    tx: Tx, staff_id: StaffId, row: Row, opening: Opening, *, came: Came, method: str = "password"
) -> SignIn:
    """After the first proof, for the account's locked row: a whole session, or half a one for who
    has a second factor. Not set up: to be announced by the caller."""
    if row["has_factor"]:
        half = replace(opening, lifetime=HALF_LIFETIME)
        return await _session(tx, staff_id, row, half, needs_factor=True)
    if opening.client == "app" and _is_factor_missing(row, opening.environment):
        return SignIn(SignInOutcome.NOT_SET_UP)
    return await open_session(tx, staff_id, opening, came=came, method=method)


async def open_session(
    tx: Tx, staff_id: StaffId, opening: Opening, *, came: Came, method: str = "password"
) -> SignIn:
    """A whole session, for somebody who has proven all that is asked of them."""
    row = await tx.row(sql.note_sign_in, id=staff_id)
    if row is None:
        return SignIn(SignInOutcome.REFUSED)
    if method != "sms":
        # A code to a phone was counted as a code.
        await give_back_try(tx, came)
    opened = await _session(tx, staff_id, row, opening, needs_factor=False)
    assert opened.session is not None
    tx.emit(
        IdentityStaffSignedIn(staff_id, opened.session.id, method),
        subject_id=staff_id,
        seq=row["version"],
        related_id=opened.session.id,
    )
    return opened


async def _session(
    tx: Tx, staff_id: StaffId, row: Row, opening: Opening, *, needs_factor: bool
) -> SignIn:
    credential = _credential(opening, needs_factor=needs_factor)
    opened = await tx.row(
        sql.open_session,
        id=SessionId(new_id()),
        staff_id=staff_id,
        secret_hash=credential.hashed if credential else None,
        branch_id=_branch(row["role"], row["branch_ids"], opening.branch_id),
        lifetime=opening.lifetime,
        needs_factor=needs_factor,
        seen_with=opening.seen_with,
        client=opening.client,
    )
    assert opened is not None
    session = session_of(opened, environment=opening.environment)
    return SignIn(SignInOutcome.SIGNED_IN, credential.secret if credential else None, session)


def _is_factor_missing(row: Row, environment: str) -> bool:
    asked = is_factor_asked(row["factor_asked_of"] or "usual", row["role"], environment)
    return asked and not row["has_factor"]


def _credential(opening: Opening, *, needs_factor: bool) -> Credential | None:
    if opening.client == "console":
        return mint_credential("rs", opening.environment, opening.tenant_ref)
    return mint_credential("rh", opening.environment, opening.tenant_ref) if needs_factor else None


def _branch(role: str, branch_ids: list[UUID], wanted: UUID | None) -> UUID | None:
    """Branch staff and vendors work in one branch at a time; the first of theirs to begin with. A
    vendor who was given none stands nowhere, and sees nothing."""
    if role not in BRANCH_ROLES:
        return wanted
    return wanted if wanted in branch_ids else next(iter(branch_ids), None)


def _whose(tx: Tx, email: str) -> str:
    return _token(tx, email).hex()


def _token(tx: Tx, email: str) -> bytes:
    try:
        folded = parse_email(email).folded
    except BadValue:
        folded = ""  # nobody has it, and finding that out takes as long
    return tx.keys.token("staff_email", folded)
