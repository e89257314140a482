"""What the worker writes of a file: a piece with each step, and at last that it is made."""

from base64 import b64encode
from dataclasses import replace
from uuid import UUID

from regulars.runtime.files import FILE_BYTES_MAX, FILE_PIECE, StoredFile
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

PRUNED_AT_ONCE = 10


class FileTooLarge(Exception):
    """It would hold more than a file may."""


async def append_piece(
    tx: Tx, file: StoredFile, content: bytes, *, most: int = FILE_BYTES_MAX
) -> StoredFile:
    """One writer at a time: whoever calls this holds the task."""
    size_bytes = file.size_bytes + len(content)
    if size_bytes > most:
        raise FileTooLarge
    sealed = tx.people.seal(
        FILE_PIECE,
        {"content": b64encode(content).decode(), "place": file.pieces},
        row_id=file.id,
        person=file.key,
    )
    await tx.run(sql.append, file_id=file.id, place=file.pieces, sealed=sealed)
    await tx.run(sql.grow, id=file.id, pieces=file.pieces + 1, size_bytes=size_bytes)
    return replace(file, pieces=file.pieces + 1, size_bytes=size_bytes)


async def finish_file(tx: Tx, file_id: UUID) -> None:
    """From now on it can be read, for a day."""
    await tx.run(sql.finish, id=file_id)


async def drop_file(tx: Tx, file_id: UUID) -> None:
    """Nobody gets it any more; the timetable takes it away."""
    await tx.run(sql.drop, id=file_id)


async def prune_files(tx: Tx, most: int) -> int:
    """Each may be large, so few go at a time; another round is due whenever this one was full."""
    rows = await tx.rows(sql.over, most=min(most, PRUNED_AT_ONCE))
    ids = [row["id"] for row in rows]
    await tx.run(sql.prune_pieces, ids=ids)
    gone = await tx.run(sql.prune, ids=ids)
    return most if gone == PRUNED_AT_ONCE else gone
