"""The letterbox: what a provider says by itself, proven, kept once as it came, and read later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from regulars.domains.tenants.channels import ChannelSettings
from regulars.domains.tenants.events import TenantsLetterArrived
from regulars.kernel.ids import checksum, new_id
from regulars.runtime.channel import Letter, Provider
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault import DataClass, SealedDocument, TenantKeys, mac, same

sql = statements_beside(__file__)

LETTER = SealedDocument(
    "tenants.letter.v1", {"url": DataClass.TECHNICAL, "body": DataClass.MESSAGE}
)
TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class KeptLetter:
    provider: str
    letter: Letter = field(repr=False)


def letterbox_token(keys: TenantKeys, ref: str, provider: str) -> str:
    """Names the tenant, and cannot be guessed for another: part of the address that a provider is
    given. It opens nothing by itself; every letter is signed besides."""
    proof = mac(keys.derive("letterbox"), provider.encode())[:TOKEN_BYTES].hex()
    return f"{ref}{proof}{checksum(ref + proof)}"


def ref_of_token(token: str) -> str | None:
    """None for what was never one of ours, without asking anybody."""
    head, check = token[:-6], token[-6:]
    if len(token) != 8 + 2 * TOKEN_BYTES + 6 or not token.isascii() or checksum(head) != check:
        return None
    return head[:8]


def token_holds(keys: TenantKeys, ref: str, provider: str, token: str) -> bool:
    return same(letterbox_token(keys, ref, provider).encode(), token.encode())


async def keep_letter(tx: Tx, provider: Provider, channel: ChannelSettings, letter: Letter) -> bool:
    """False when it is not signed by this tenant's account. A letter that comes again is kept and
    announced once."""
    if not provider.holds(channel.config, letter):
        return False
    letter_id, key = new_id(), tx.people.new()
    words: Mapping[str, str] = {"url": letter.url, "body": letter.body.decode("utf-8", "replace")}
    kept = await tx.run(
        sql.keep,
        id=letter_id,
        provider=provider.name,
        letter_key=mac(tx.keys.derive("letters"), provider.key_of(letter).encode()),
        key_id=key.id,
        wrapped=tx.keys.wrap(key.id, key.secret),
        sealed=tx.people.seal(LETTER, words, row_id=letter_id, person=key),
    )
    if kept:
        tx.emit(TenantsLetterArrived(letter_id, provider.name), subject_id=letter_id, seq=1)
    return True


async def take_letter(tx: Tx, letter_id: UUID) -> KeptLetter | None:
    """Once: from then on it counts as read."""
    row = await tx.row(sql.take, id=letter_id)
    if row is None:
        return None
    key = tx.people.unwrap(row["key_id"], row["wrapped"])
    said = tx.people.open(LETTER, row["sealed"], row_id=letter_id, person=key)
    return KeptLetter(row["provider"], Letter(said["url"], {}, said["body"].encode()))


async def prune_letters(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune, most=most)
