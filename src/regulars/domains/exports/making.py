"""Making a file: part after part, each from where the last one ended."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

from regulars.domains import customers
from regulars.domains.exports.customers_sheet import columns_of, customers_part, header_of
from regulars.domains.exports.events import ExportsMade
from regulars.domains.exports.large import note_large
from regulars.domains.exports.model import Kind, Wish, encoded
from regulars.domains.exports.parts import Part, Row
from regulars.domains.exports.trail_sheet import changes_part, foot_of, head_of, looks_part
from regulars.kernel.ids import new_id
from regulars.kernel.sheets import write_rows
from regulars.runtime.tx import Tx

PART_ROWS = 1_000
# Of what was counted as few: some may have come since.
PARTS_AT_ONCE_MAX = 20

Sheet = Callable[..., Awaitable[Part]]
SHEETS: dict[Kind, Sheet] = {
    "customers": customers_part,
    "changes": changes_part,
    "looks": looks_part,
}


async def fenced(tx: Tx, wish: Wish) -> Wish:
    """Up to what is there by now: what comes while the file is made is not in it."""
    if wish.kind == "customers":
        return replace(wish, fence=str(await customers.newest_number(tx)))
    return replace(wish, fence=str(new_id()))


async def next_part(tx: Tx, wish: Wish, place: str, *, most: int = PART_ROWS) -> Part:
    """Logs whom the rows show, in this same transaction: each of them, and every time."""
    part = await SHEETS[wish.kind](tx, wish, place, most=most)
    tx.note_reads("exported", part.subjects)
    return part


def opening(wish: Wish, now: datetime) -> list[Row]:
    if wish.kind == "customers":
        # Nothing above the header, nor below the rows: an import reads this file again.
        return [header_of(wish)]
    return head_of(wish, wish.moment(now))


def ending(wish: Wish, rows_count: int) -> list[Row]:
    return [] if wish.kind == "customers" else foot_of(wish, rows_count)


async def make_at_once(tx: Tx, wish: Wish) -> bytes:
    """Of few rows, as `count_rows` has them; announced here, because here it leaves the house."""
    wish = await fenced(tx, wish)
    text, place, rows_count = write_rows(opening(wish, datetime.now(UTC))), "", 0
    for _ in range(PARTS_AT_ONCE_MAX):
        part = await next_part(tx, wish, place)
        text += write_rows(part.rows)
        rows_count += len(part.rows)
        if part.place is None:
            break
        place = part.place
    text += write_rows(ending(wish, rows_count))
    await note_large(tx, wish.kind, before=0, after=rows_count)
    tx.emit(made(wish, rows_count), subject_id=tx.tenant_id, seq=1)
    return encoded(text, is_first=True)


def made(wish: Wish, rows_count: int) -> ExportsMade:
    is_of_customers = wish.kind == "customers"
    return ExportsMade(
        export=None,
        what=wish.kind,
        filters=wish.shape,
        columns=columns_of(wish) if is_of_customers else (),
        rows=rows_count,
        in_full=is_of_customers and wish.sees_phones,
    )
