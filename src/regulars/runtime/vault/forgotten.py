"""The erasure register: which people's keys must never come back, not even with a restored dump."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from regulars.runtime.vault import durable
from regulars.runtime.vault.errors import KeyFileRefused

FILE_NAME = "forgotten.register"
RECORD_BYTES = 37  # a UUID and the end of its line


def append(folder: Path, key_ids: Iterable[UUID]) -> None:
    """The caller holds the folder."""
    records = "".join(f"{key_id}\n" for key_id in key_ids).encode()
    if records:
        durable.append_records(folder / FILE_NAME, records, record_bytes=RECORD_BYTES)


def read(folder: Path) -> Iterator[UUID]:
    """In the order they were forgotten; one may come twice. A torn last record is passed over:
    it was never acknowledged."""
    path = folder / FILE_NAME
    try:
        content = durable.read_private(path)
    except FileNotFoundError:
        return
    for start in range(0, len(content) // RECORD_BYTES * RECORD_BYTES, RECORD_BYTES):
        record = content[start : start + RECORD_BYTES]
        try:
            yield UUID(record[:-1].decode("ascii"))
        except ValueError:
            line = start // RECORD_BYTES + 1
            raise KeyFileRefused(f"{path} is damaged at line {line}.") from None
