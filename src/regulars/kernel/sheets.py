"""Tables for a spreadsheet, as CSV: nothing in a cell is run, and everything comes back."""

import csv
import io
from collections.abc import Iterable, Sequence

# Without it spreadsheets read Arabic wrongly. At the very start of a file, and nowhere else.
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes what begins so for a formula (OWASP, "CSV Injection").
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# What a spreadsheet passes over before it looks for one of them.
PASSED_OVER = " \u00a0\u200e\u200f\u061c\u202a\u202b\u2066\u2067\u2068\ufeff"
APOSTROPHE = "'"


def write_rows(rows: Iterable[Sequence[str | None]]) -> str:
    text = io.StringIO(newline="")
    write = csv.writer(text, lineterminator="\r\n")
    write.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue()


def neutral(cell: str | None) -> str:
    """With an apostrophe before what would be run; `plain` takes it off again."""
    if not cell:
        return ""
    return APOSTROPHE + cell if _looks_run(cell) else cell


def plain(cell: str) -> str:
    """What was neutralised, as it was. A cell that only begins with an apostrophe keeps it."""
    inner = cell.removeprefix(APOSTROPHE)
    return inner if inner != cell and _looks_run(inner) else cell


def _looks_run(cell: str) -> bool:
    """Behind apostrophes too: one that somebody typed must not be taken for ours."""
    return cell.lstrip(PASSED_OVER + APOSTROPHE).startswith(FORMULA_SIGNS)
