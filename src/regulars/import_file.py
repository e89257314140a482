"""Reading a CSV file of customers row by row, and telling of each row what became of it."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from regulars.app import open_keys, opened_database
from regulars.domains import customers
from regulars.domains.customers import COLUMNS, Row, RowResult
from regulars.domains.tenants import Directory, read_settings
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.language import Catalogue
from regulars.runtime.settings import Settings

BATCH = 500
FIELD_LENGTH_MAX = 10_000
Say = Callable[[str], None]


async def import_file(settings: Settings, file: Path, slug: str, *, say: Say) -> bool:
    """True when every row came in. Rows before a broken place in the file are kept, because each
    batch is a unit of work; run again, it finds them known."""
    catalogue = Catalogue.load()
    outcomes: Counter[str] = Counter()
    async with opened_database(settings, open_keys(settings)) as database:
        tenant = await Directory(database).by_slug(slug)
        context = Context(tenant.id, actor_kind="operator", origin="import", purpose="integration")
        for batch in _batches(_rows(file, say)):
            for result in await _import_batch(database, context, batch):
                outcomes[result.outcome] += 1
                say(_told(result, catalogue))
    say(
        f"{outcomes['registered']} registered, {outcomes['known']} known already,"
        f" {outcomes['refused']} refused"
    )
    return outcomes["known"] + outcomes["refused"] == 0


async def _import_batch(database: Database, context: Context, rows: list[Row]) -> list[RowResult]:
    async with database.transaction(context) as tx:
        country = (await read_settings(tx)).default_country
        return await customers.import_rows(tx, rows, country=country)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _rows(file: Path, say: Say) -> Iterator[Row]:
    """Raises Invalid for a file that cannot be read as a table, naming the line."""
    csv.field_size_limit(FIELD_LENGTH_MAX)
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text, strict=True)
        header = [name.strip().lower() for name in next(_checked(reader), [])]
        _refuse_header(header, say)
        line = reader.line_num + 1
        for cells in _checked(reader):
            if any(cell.strip() for cell in cells):
                values = dict(zip(header, cells, strict=False))
                yield Row(line, values if len(cells) <= len(header) else {"": ""})
            line = reader.line_num + 1


def _checked(reader: Any) -> Iterator[list[str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except UnicodeDecodeError:
            raise Invalid(FieldError("file", "file_not_utf8", {"line": reader.line_num})) from None
        except csv.Error:
            raise Invalid(FieldError("file", "file_not_csv", {"line": reader.line_num})) from None


def _refuse_header(header: list[str], say: Say) -> None:
    if not set(header) & {"name", "name2", "phone", "email"}:
        raise Invalid(FieldError("file", "file_without_columns"))
    if len(set(header)) != len(header):
        raise Invalid(FieldError("file", "file_column_twice"))
    left_out = [name for name in header if name and name not in COLUMNS]
    if left_out:
        say(f"not imported, because there is no such field yet: {', '.join(left_out)}")


def _told(result: RowResult, catalogue: Catalogue) -> str:
    """The row by its line; never what stands in it."""
    if result.customer is not None:
        return f"line {result.line}: registered {result.customer.shown_number}"
    reasons = "; ".join(
        f"{error.field}: {catalogue.say('en', _message(error), **error.details)}"
        for error in result.errors
    )
    return f"line {result.line}: {result.outcome}: {reasons}"


def _message(error: FieldError) -> str:
    return f"field-{error.code.replace('_', '-')}"
