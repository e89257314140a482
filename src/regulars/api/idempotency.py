"""Idempotency keys: the answer is kept in the transaction that made the change."""

from dataclasses import dataclass
from uuid import UUID

from regulars.api.operations import Answer
from regulars.api.problems import EdgeRefusal
from regulars.api.sent import Pieces
from regulars.kernel.errors import FieldError
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault.crypto import mac
from regulars.runtime.vault.documents import DataClass, SealedDocument
from regulars.runtime.vault.person_keys import PersonKey

sql = statements_beside(__file__)

KEPT_ANSWER = SealedDocument(
    "api.kept_answer.v1", {"body": DataClass.MESSAGE, "version": DataClass.TECHNICAL}
)
KEY_LENGTH_MAX = 255
# Answers about no person are sealed under a key of the tenant with this id.
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was, or will be, sent. `person_id` is who a replay shows again."""

    status: int
    body: bytes
    version: int | None
    is_replay: bool = False
    person_id: UUID | None = None
    pieces: Pieces | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One request with an Idempotency-Key, before it is known whether it ran already."""

    credential_id: UUID
    key_hash: bytes
    request_hash: bytes


def key_errors(key: str | None) -> list[FieldError]:
    if key is None:
        return []
    if not key.strip():
        return [FieldError("Idempotency-Key", "required")]
    if len(key) > KEY_LENGTH_MAX:
        return [FieldError("Idempotency-Key", "text_too_long", {"length_max": KEY_LENGTH_MAX})]
    return []


def claim_of(
    tx: Tx,
    credential_id: UUID,
    key: str,
    *,
    standing: str,
    apart: str,
    method: str,
    target: str,
    if_match: str,
    body: bytes,
) -> Claim:
    """`standing` is where a person stood: from another branch it is another request, whose first
    answer may show what they may not see there. `apart` keeps apart those who share a credential:
    the key that one of them chose means nothing where another one says it."""
    secret = tx.keys.derive("idempotency")
    told = (*([standing] if standing else []), method, target, if_match)
    request = b"\x00".join((*(part.encode() for part in told), body))
    named = credential_id.bytes + (f"{apart}\x00" if apart else "").encode() + key.encode()
    return Claim(credential_id, mac(secret, b"key" + named), mac(secret, b"req" + request))


async def answer_kept(tx: Tx, claim: Claim) -> Kept | None:
    """What this request answered the first time. Raises 409 while the first still runs, 422 when
    the key belongs to another request. The lock is taken before the look-up, in a statement of
    its own: a look-up that began earlier would miss what committed meanwhile."""
    if not await tx.value(
        sql.try_lock, lock=int.from_bytes(claim.key_hash[:8], "big", signed=True)
    ):
        raise EdgeRefusal("in_flight")
    row = await tx.row(sql.look_up, credential_id=claim.credential_id, key_hash=claim.key_hash)
    if row is None:
        return None
    if row["request_hash"] != claim.request_hash:
        raise EdgeRefusal("idempotency_mismatch")
    person = await _sealer(tx, row["person_key_id"])
    if row["sealed"] is None or person is None:
        raise EdgeRefusal("answered_once")
    kept = tx.people.open(KEPT_ANSWER, row["sealed"], row_id=_row_id(claim), person=person)
    return Kept(
        row["status"],
        kept["body"].encode(),
        kept.get("version"),
        is_replay=True,
        person_id=None if person.id == NOBODY else row["resource_id"],
    )


async def keep_answer(tx: Tx, claim: Claim, answer: Answer, body: bytes) -> None:
    """A body with a secret is not kept: asked again, the answer is that it was given once."""
    sealer = answer.person or _nobody(tx)
    sealed = tx.people.seal(
        KEPT_ANSWER,
        {"body": body.decode(), "version": answer.version},
        row_id=_row_id(claim),
        person=sealer,
    )
    await tx.run(
        sql.keep,
        credential_id=claim.credential_id,
        key_hash=claim.key_hash,
        request_hash=claim.request_hash,
        status=answer.status,
        resource_id=answer.resource_id,
        person_key_id=sealer.id,
        sealed=None if answer.is_secret else sealed,
    )


async def _sealer(tx: Tx, key_id: UUID) -> PersonKey | None:
    if key_id == NOBODY:
        return _nobody(tx)
    return (await tx.load_people([key_id])).get(key_id)


def _nobody(tx: Tx) -> PersonKey:
    return PersonKey(NOBODY, tx.keys.derive("kept answers"))


def _row_id(claim: Claim) -> UUID:
    return UUID(bytes=claim.key_hash[:16])
