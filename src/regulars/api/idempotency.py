"""Idempotency keys: the answer is kept in the transaction that made the change."""

from dataclasses import dataclass
from uuid import UUID

from regulars.api.problems import EdgeRefusal
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault.crypto import mac
from regulars.runtime.vault.documents import DataClass, SealedDocument
from regulars.runtime.vault.person_keys import PersonKey

sql = statements_beside(__file__)

KEPT_ANSWER = SealedDocument("api.kept_answer.v1", {"body": DataClass.MESSAGE})
KEY_LENGTH_MAX = 255
# Answers about no person are sealed under a key of the tenant with this id.
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Kept:
    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """One request with an Idempotency-Key, before it is known whether it ran already."""

    credential_id: UUID
    key_hash: bytes
    request_hash: bytes


def claim_of(
    tx: Tx, credential_id: UUID, key: str, *, method: str, path: str, body: bytes
) -> Claim:
    if not key.strip() or len(key) > KEY_LENGTH_MAX:
        raise Invalid(FieldError("Idempotency-Key", "too_long"))
    secret = tx.keys.derive("idempotency")
    request = b"\x00".join((method.encode(), path.encode(), body))
    named = credential_id.bytes + key.encode()
    return Claim(credential_id, mac(secret, b"key" + named), mac(secret, b"req" + request))


async def answer_kept(tx: Tx, claim: Claim) -> Kept | None:
    """What this request answered the first time. Raises 409 while the first still runs, 422 when
    the key belongs to another request. The lock is taken before the look-up, in a statement of
    its own: a look-up that began earlier would miss what committed meanwhile."""
    if not await tx.value(
        sql.try_lock, lock=int.from_bytes(claim.key_hash[:8], "big", signed=True)
    ):
        raise EdgeRefusal(409, "in_flight")
    row = await tx.row(sql.look_up, credential_id=claim.credential_id, key_hash=claim.key_hash)
    if row is None:
        return None
    if row["request_hash"] != claim.request_hash:
        raise EdgeRefusal(422, "idempotency_mismatch")
    if row["sealed"] is None:
        raise EdgeRefusal(409, "answered_once")
    person = await _sealer(tx, row["person_key_id"])
    if person is None:
        raise EdgeRefusal(409, "answered_once")
    kept = tx.people.open(KEPT_ANSWER, row["sealed"], row_id=_row_id(claim), person=person)
    return Kept(row["status"], kept["body"].encode())


async def keep_answer(
    tx: Tx,
    claim: Claim,
    *,
    status: int,
    body: bytes,
    resource_id: UUID | None,
    person: PersonKey | None,
    is_secret: bool,
) -> None:
    """A body with a secret is not kept: asked again, the answer is that it was given once."""
    sealer = person or _nobody(tx)
    sealed = tx.people.seal(
        KEPT_ANSWER, {"body": body.decode()}, row_id=_row_id(claim), person=sealer
    )
    await tx.run(
        sql.keep,
        credential_id=claim.credential_id,
        key_hash=claim.key_hash,
        request_hash=claim.request_hash,
        status=status,
        resource_id=resource_id,
        person_key_id=sealer.id,
        sealed=None if is_secret else sealed,
    )


async def _sealer(tx: Tx, key_id: UUID) -> PersonKey | None:
    if key_id == NOBODY:
        return _nobody(tx)
    return (await tx.load_people([key_id])).get(key_id)


def _nobody(tx: Tx) -> PersonKey:
    return PersonKey(NOBODY, tx.keys.derive("kept answers"))


def _row_id(claim: Claim) -> UUID:
    return UUID(bytes=claim.key_hash[:16])
