"""Files that the house keeps for a while: each sealed under a key of its own, or under that of
the person it is about; read in pieces."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from regulars.kernel.errors import NotFound
from regulars.kernel.ids import new_id
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault.documents import DataClass, SealedDocument
from regulars.runtime.vault.errors import SealBroken
from regulars.runtime.vault.person_keys import PersonKey, new_person_key

sql = statements_beside(__file__)

# What a file may hold, before it is sealed; sealed it takes a third more room.
FILE_BYTES_MAX = 100_000_000
# Of a file that is written whole.
PIECE_BYTES = 1_000_000
FILE_PIECE = SealedDocument(
    "runtime.file_piece.v1", {"content": DataClass.FREE_TEXT, "place": DataClass.TECHNICAL}
)


class FileNotFound(NotFound):
    """There is no such file, or its time is over."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`made_at` is None while it is being filled: then nobody is given it."""

    id: UUID
    name: str
    media_type: str
    pieces: int
    size_bytes: int
    made_at: datetime | None
    expires_at: datetime
    key: PersonKey = field(repr=False, compare=False)


async def begin_file(tx: Tx, file_id: UUID, *, name: str, media_type: str) -> PersonKey:
    """The key, under which may be sealed what goes with the file. `name` is ours: plain letters,
    so that no header has to quote it, and nothing of a person."""
    key = new_person_key()
    await tx.run(
        sql.begin,
        id=file_id,
        name=name,
        media_type=media_type,
        key_id=key.id,
        wrapped=tx.keys.wrap(key.id, key.secret),
    )
    return key


async def keep_file(
    tx: Tx, *, name: str, media_type: str, content: bytes, person: PersonKey, days: int
) -> UUID:
    """Whole, under the key of the person it is about: forgotten with them. `name` as above."""
    file_id = new_id()
    pieces = [content[at : at + PIECE_BYTES] for at in range(0, len(content), PIECE_BYTES)]
    await tx.run(
        sql.keep,
        id=file_id,
        name=name,
        media_type=media_type,
        key_id=person.id,
        pieces=len(pieces),
        size_bytes=len(content),
        days=days,
    )
    for place, piece in enumerate(pieces):
        await tx.run(
            sql.keep_piece,
            file_id=file_id,
            place=place,
            sealed=tx.people.seal(
                FILE_PIECE,
                {"content": b64encode(piece).decode(), "place": place},
                row_id=file_id,
                person=person,
            ),
        )
    return file_id


async def let_files_go(tx: Tx, file_ids: Iterable[UUID], *, after_days: int) -> None:
    """From then on nobody is given them; the timetable takes them away."""
    await tx.run(sql.let_go, ids=list(file_ids), days=after_days)


async def file_by_id(tx: Tx, file_id: UUID, *, person: PersonKey | None = None) -> StoredFile:
    """Raises FileNotFound, for a file of a person without their key too. Expiry is judged by the
    database's clock."""
    row = await tx.row(sql.one, id=file_id)
    is_of_person = row is not None and not row["wrapped"]
    if row is None or is_of_person != (person is not None):
        raise FileNotFound
    if person is not None and person.id != row["key_id"]:
        raise FileNotFound
    return StoredFile(
        row["id"],
        row["name"],
        row["media_type"],
        row["pieces"],
        row["size_bytes"],
        row["made_at"],
        row["expires_at"],
        person or tx.people.unwrap(row["key_id"], row["wrapped"]),
    )


async def read_file(tx: Tx, file: StoredFile) -> bytes:
    """The whole of a small one."""
    return b"".join([await read_piece(tx, file, place) for place in range(file.pieces)])


async def read_piece(tx: Tx, file: StoredFile, place: int) -> bytes:
    """Raises FileNotFound when it went meanwhile."""
    sealed = await tx.value(sql.piece, file_id=file.id, place=place)
    if sealed is None:
        raise FileNotFound
    opened = tx.people.open(FILE_PIECE, sealed, row_id=file.id, person=file.key)
    if opened["place"] != place:
        # Moved within its file by whoever could write there.
        raise SealBroken("A piece of a file stands in another's place.")
    return b64decode(opened["content"])
