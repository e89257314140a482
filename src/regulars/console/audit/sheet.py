"""The trail as a table for a spreadsheet: what was asked for at its head, no formula inside."""

import csv
import io
from collections.abc import Iterable, Sequence

# A spreadsheet takes what begins so for a formula (OWASP, "CSV Injection").
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def sheet_of(
    head: Iterable[tuple[str, str]], columns: Sequence[str], rows: Iterable[Sequence[str | None]]
) -> bytes:
    """UTF-8 behind a byte order mark, without which spreadsheets read Arabic wrongly."""
    text = io.StringIO(newline="")
    write = csv.writer(text, lineterminator="\r\n")
    write.writerows((f"# {name}", neutral(value)) for name, value in head)
    write.writerow([])
    write.writerow(columns)
    write.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def neutral(cell: str | None) -> str:
    """With an apostrophe before what would be run; a spreadsheet shows the text alone."""
    if not cell:
        return ""
    begins = cell.lstrip(" \u00a0\u200e\u200f")
    return f"'{cell}" if begins.startswith(FORMULA_SIGNS) else cell
