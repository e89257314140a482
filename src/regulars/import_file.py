"""Reading a CSV file of customers row by row, and telling of each row what became of it."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from regulars.app import opened_database, refuse_unusable_database
from regulars.domains import customers
from regulars.domains.customers import Row, RowResult, column_of
from regulars.domains.tenants import Directory, read_settings
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.sheets import plain
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.language import Catalogue
from regulars.runtime.settings import Settings
from regulars.runtime.vault.keystore import KeyStore
from regulars.runtime.vault.master import MasterKey

BATCH = 500
CELL_LENGTH_MAX = 10_000
LINE_BYTES_MAX = 1_000_000
# Without one of them nobody can be told apart from anybody else.
TELLING_COLUMNS = frozenset({"name", "name2", "phone", "email"})
# A row to import, or what is already known of one that cannot be.
Judged: TypeAlias = Row | RowResult
Say = Callable[[str], None]


class FileRefused(Exception):
    """The file cannot even be opened; the text says why."""


async def import_file(
    settings: Settings, file: Path, slug: str, *, say: Say, is_dry: bool = False
) -> bool:
    """True when every row came in, or would: a dry run judges the same and writes nothing. Rows
    before a broken place in the file are kept, because each batch is a unit of work; run again,
    it finds them known."""
    _refuse_unreadable(file)
    catalogue = Catalogue.load()
    outcomes: Counter[str] = Counter()
    tried: set[bytes] | None = set() if is_dry else None
    master = MasterKey.load(settings.master_key_file)
    keys = KeyStore(settings.keys_dir, master)
    async with opened_database(settings, keys, size=1) as database:
        await refuse_unusable_database(settings, master)
        tenant = await Directory(database).by_slug(slug)
        context = Context(tenant.id, actor_kind="operator", origin="import", purpose="integration")
        for batch in _batches(_rows(file, say)):
            for result in await _import_batch(database, context, batch, tried):
                outcomes[result.outcome] += 1
                say(_told(result, catalogue))
    would = "would be " if is_dry else ""
    say(
        f"{outcomes['registered']} {would}registered, {outcomes['known']} known already,"
        f" {outcomes['refused']} refused"
        + (f", {outcomes['empty']} empty" if outcomes["empty"] else "")
    )
    return outcomes["known"] + outcomes["refused"] == 0


def explained(error: FieldError, catalogue: Catalogue) -> str:
    """Where it is, and what is wrong there."""
    message = f"field-{error.code.replace('_', '-')}"
    place = f"line {error.details['line']}" if "line" in error.details else error.field
    return f"{place}: {catalogue.say('en', message, **error.details)}"


async def _import_batch(
    database: Database, context: Context, batch: list[Judged], tried: set[bytes] | None
) -> list[RowResult]:
    rows = [each for each in batch if isinstance(each, Row)]
    async with database.transaction(context) as tx:
        country = (await read_settings(tx)).default_country
        results = iter(await customers.import_rows(tx, rows, country=country, tried=tried))
    return [next(results) if isinstance(each, Row) else each for each in batch]


def _batches(rows: Iterator[Judged]) -> Iterator[list[Judged]]:
    batch: list[Judged] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _refuse_unreadable(file: Path) -> None:
    """Looked through before the first row, so that nothing of such a file comes in. Raises
    FileRefused, or Invalid with the line."""
    try:
        with file.open("rb") as content:
            number = 0
            while line := content.readline(LINE_BYTES_MAX):
                number += 1
                _refuse_line(line, number)
    except OSError as error:
        raise FileRefused(f"{file} cannot be read: {error.strerror}.") from None


def _refuse_line(line: bytes, number: int) -> None:
    if len(line) == LINE_BYTES_MAX:
        raise Invalid(FieldError("file", "file_not_csv", {"line": number}))
    try:
        line.decode()
    except UnicodeDecodeError:
        raise Invalid(FieldError("file", "file_not_utf8", {"line": number})) from None


def _rows(file: Path, say: Say) -> Iterator[Judged]:
    """Raises Invalid where the file cannot be read as a table, naming the line."""
    csv.field_size_limit(CELL_LENGTH_MAX)
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text, strict=True)
        first = next((cells for cells in _checked(reader) if _says_something(cells)), [])
        header = [column_of(name) or "" for name in first]
        _refuse_header(header, first, say)
        line = reader.line_num + 1
        for cells in _checked(reader):
            yield _judged(line, header, cells)
            line = reader.line_num + 1


def _judged(line: int, header: list[str], cells: list[str]) -> Judged:
    """A spreadsheet writes empty cells after the last; more than that means that a comma stands
    where none belongs, and nobody can say which cell is which."""
    if not _says_something(cells):
        return RowResult(line, "empty", errors=(FieldError("row", "row_empty"),))
    if _says_something(cells[len(header) :]):
        return RowResult(line, "refused", errors=(FieldError("cells", "too_many"),))
    return Row(line, dict(zip(header, map(plain, cells), strict=False)))


def _says_something(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _checked(reader: Any) -> Iterator[list[str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Invalid(FieldError("file", "file_not_csv", {"line": reader.line_num})) from None


def _refuse_header(header: list[str], written: list[str], say: Say) -> None:
    if not set(header) & TELLING_COLUMNS:
        raise Invalid(FieldError("file", "file_without_columns"))
    named = [name for name in header if name]
    if len(set(named)) != len(named):
        raise Invalid(FieldError("file", "file_column_twice"))
    pairs = zip(written, header, strict=True)
    left_out = [name.strip() for name, column in pairs if name.strip() and not column]
    if left_out:
        say(f"not imported, because there is no such field yet: {', '.join(left_out)}")


def _told(result: RowResult, catalogue: Catalogue) -> str:
    """The row by its line; never what stands in it."""
    if result.customer is not None:
        return f"line {result.line}: registered {result.customer.shown_number}"
    if result.outcome == "registered":
        return f"line {result.line}: would be registered"
    reasons = "; ".join(explained(error, catalogue) for error in result.errors)
    return f"line {result.line}: {result.outcome}: {reasons}"
