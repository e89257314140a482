"""One-time codes: asked for within a budget, counted before they are compared, used once."""

from collections.abc import Sequence
from uuid import UUID

from regulars.domains.identity.codes import rules
from regulars.domains.identity.codes.counts import code_subjects, columns_of, counted_to, subject_of
from regulars.domains.identity.codes.events import (
    IdentityCodeProven,
    IdentityCodeRefused,
    IdentityCodeRequested,
    IdentityCodesStopped,
    IdentityCodesUnlocked,
)
from regulars.domains.identity.codes.rules import (
    CODE_DESTINATION,
    Challenge,
    CodeWanted,
    Guess,
    Kind,
    Proof,
    code_of,
    is_spent,
    wait_seconds,
)
from regulars.kernel.ids import new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault import same

sql = statements_beside(__file__)


async def request_code(tx: Tx, wanted: CodeWanted) -> Challenge | int:
    """The challenge, or the seconds to wait. The wait depends only on what was asked for this very
    number or address before; where the account behind it has had enough, nothing is sent and the
    answer is as ever. Known and unknown take the same statements. The worker sends the code.
    Whoever changes to a number is a stranger to it, on whatever device of their own; should
    somebody have it proven, what is asked counts to their account as well."""
    destination = tx.keys.token(wanted.kind, wanted.value)
    of_device = wanted.device_id is not None
    at_home = rules.is_at_home(wanted.purpose, wanted.device_id)
    owner = _other_owner(wanted)
    counted = counted_to(tx, destination, wanted.purpose, wanted.whose, wanted.device_id, owner)
    await tx.run(sql.lock, subjects=[subject for subject, _ in counted])
    rows = await tx.rows(
        sql.earlier,
        destination=destination,
        whose=wanted.whose,
        proven_by=owner,
        of_device=of_device,
        at_home=at_home,
        most=rules.IN_A_DAY_OF_STRANGERS,
        stopped=rules.FAILURES_MAX,
        **columns_of(counted),
    )
    if seconds := wait_seconds(_ages(rows, "destination"), of_device=at_home):
        return seconds
    is_worn = is_spent(_ages(rows, "account"), of_device=of_device) or is_spent(
        _ages(rows, "proven_by"), of_device=False
    )
    is_stopped = any(row["what"] == "failures" for row in rows)

    challenge = Challenge(new_id())
    tx.later(sql.end_older, destination=destination, purpose=wanted.purpose, at_home=at_home)
    tx.later(
        sql.open,
        id=challenge.id,
        is_real=wanted.is_real and not is_worn and not is_stopped,
        destination=destination,
        lifetime=int(rules.LIFETIME.total_seconds()),
        **_columns(tx, wanted, challenge.id),
    )
    tx.emit(
        IdentityCodeRequested(challenge.id, wanted.purpose, wanted.kind),
        subject_id=challenge.id,
        seq=1,
        related_id=wanted.holder_id,
    )
    return challenge


async def count_guess(tx: Tx, challenge_id: UUID, *, bound_to: bytes | None) -> Guess:
    """Takes one of the three tries, whatever was typed. Commit this before `prove_code`: a crash
    in between gives nobody a free guess."""
    row = await tx.row(sql.count_try, id=challenge_id, bound_to=bound_to, most=rules.TRIES_MAX)
    if row is None:
        return Guess(challenge_id, is_open=False)
    whose = row["account_id"] or row["holder_id"]
    owner = row["proven_by_account"] or row["proven_by_holder"]
    counted = counted_to(tx, row["destination"], row["purpose"], whose, row["device_id"], owner)
    failures = await tx.rows(sql.count_failures, **columns_of(counted))
    is_stopped = any(failed["in_a_row"] > rules.FAILURES_MAX for failed in failures)
    reached = {failed["subject"] for failed in failures if failed["in_a_row"] == rules.FAILURES_MAX}
    of_owner = {row["destination"], subject_of(tx, owner, b"")} if owner else set()
    if reached & of_owner:
        _announce_stopped(tx, challenge_id, row["proven_by_account"], row["proven_by_holder"])
    if reached - of_owner:
        _announce_stopped(tx, challenge_id, row["account_id"], row["holder_id"])
    return Guess(
        challenge_id,
        row["is_real"] and not is_stopped,
        row["destination"],
        row["purpose"],
        row["kind"],
        row["account_id"],
        row["holder_id"],
        row["device_id"],
        row["language"],
    )


async def prove_code(tx: Tx, guess: Guess, code: str) -> Proof | None:
    """Compared in constant time; the first right answer uses the challenge up. None for wrong,
    expired, used, superseded and never sent alike. What the proof is for is done in this
    transaction."""
    right = code_of(tx.keys, guess.challenge_id, guess.purpose, guess.destination)
    is_right = same(right.encode(), code.encode("utf-8", "replace"))
    row = await tx.row(sql.use, id=guess.challenge_id, is_right=is_right and guess.is_open)
    if row is None:
        if guess.destination:
            tx.emit(
                IdentityCodeRefused(guess.challenge_id, guess.purpose),
                subject_id=guess.challenge_id,
                seq=2,
                related_id=guess.holder_id,
            )
        return None
    # Not those of whoever had it proven until now: it was not they who proved anything.
    counted = counted_to(tx, guess.destination, guess.purpose, guess.whose, guess.device_id, None)
    tx.later(sql.forget_failures, subjects=[subject for subject, _ in counted])
    tx.emit(
        IdentityCodeProven(guess.challenge_id, guess.purpose, guess.kind),
        subject_id=guess.challenge_id,
        seq=2,
        related_id=guess.holder_id,
    )
    opened = _opened(tx, guess.challenge_id, row)
    return Proof(
        guess.challenge_id,
        guess.purpose,
        guess.kind,
        opened[guess.kind],
        guess.account_id,
        guess.holder_id,
        row["used_at"],
        guess.device_id,
        opened.get(f"{guess.kind}_typed") or opened[guess.kind],
    )


async def unlock_codes(
    tx: Tx,
    account_id: UUID | None,
    identifiers: Sequence[tuple[Kind, str]] = (),
    *,
    holder_id: UUID | None = None,
) -> None:
    """Staff give the tries back after a hundred wrong codes in a row: the account's, and those of
    the phone and e-mail that lead to it. Where none were taken nothing is announced."""
    subjects = code_subjects(tx, account_id or holder_id, identifiers)
    if await tx.run(sql.forget_failures, subjects=subjects):
        about = account_id or holder_id
        assert about is not None
        tx.emit(IdentityCodesUnlocked(account_id), subject_id=about, seq=0, related_id=holder_id)


def _other_owner(wanted: CodeWanted) -> UUID | None:
    """Whose guesses these are too; not twice those of one person."""
    owner = wanted.proven_by.whose if wanted.proven_by else None
    return None if owner == wanted.whose else owner


def _columns(tx: Tx, wanted: CodeWanted, challenge_id: UUID) -> dict[str, object]:
    key, owner = tx.people.new(), _other_owner(wanted)
    where = {wanted.kind: wanted.value, f"{wanted.kind}_typed": wanted.shown or wanted.value}
    return {
        "purpose": wanted.purpose,
        "kind": wanted.kind,
        "token_epoch": tx.keys.epoch,
        "account_id": wanted.account_id,
        "holder_id": wanted.holder_id,
        "device_id": wanted.device_id,
        "proven_by_account": wanted.proven_by.account_id if owner and wanted.proven_by else None,
        "proven_by_holder": wanted.proven_by.holder_id if owner and wanted.proven_by else None,
        "bound_to": wanted.bound_to,
        "language": wanted.language,
        "key_id": key.id,
        "wrapped": tx.keys.wrap(key.id, key.secret),
        "sealed": tx.people.seal(CODE_DESTINATION, where, row_id=challenge_id, person=key),
    }


def _opened(tx: Tx, challenge_id: UUID, row: Row) -> dict[str, str]:
    key = tx.people.unwrap(row["key_id"], row["wrapped"])
    return tx.people.open(CODE_DESTINATION, row["sealed"], row_id=challenge_id, person=key)


def _announce_stopped(
    tx: Tx, challenge_id: UUID, account_id: UUID | None, holder_id: UUID | None
) -> None:
    tx.emit(
        IdentityCodesStopped(challenge_id, account_id),
        subject_id=challenge_id,
        seq=2,
        related_id=holder_id,
    )


def _ages(rows: list[Row], what: str) -> list[float]:
    return sorted(row["age"] for row in rows if row["what"] == what)
