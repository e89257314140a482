"""How a unit of work begins: BEGIN and its tenant, as text or as messages sent ahead."""

import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from regulars.runtime.context import Context
from regulars.runtime.sql import Statement

# Answered with no row: writes, after the name of their source, that return nothing; and settings.
SILENT = re.compile(
    r"\s*(?:/\*.*?\*/\s*)?(?:INSERT|UPDATE|DELETE|SET LOCAL)\b(?!.*\bRETURNING\b)", re.I | re.S
)
# A page in the order of an index. A plan for any tenant believes that a tenant is as large as they
# are on average, and that row security lets few of its rows pass: where many tenants are small, it
# fetches and sorts the large one whole for fifty rows of it. Without bitmaps it walks the index;
# where a table has parts, without sorting it walks the indexes of all of them side by side.
ALONG_INDEX = Statement("along_index", "SET LOCAL enable_bitmapscan = off", (), "opening")
IN_ITS_ORDER = Statement("in_its_order", "SET LOCAL enable_sort = off", (), "opening")
AS_EVER = Statement("as_ever", "SET LOCAL enable_bitmapscan = DEFAULT", (), "opening")
IN_ANY_ORDER = Statement("in_any_order", "SET LOCAL enable_sort = DEFAULT", (), "opening")
# Tenants, branches and the two ways to commit: what a busy house has open at one time.
KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Opening:
    """`text` is a round trip of its own. `ahead` is the same without its end: it takes effect with
    the statement that is sent right behind it."""

    text: str
    ahead: bytes


def opening_of(context: Context) -> Opening:
    return _opening(context.tenant_id, context.branch_setting, context.reading)


@lru_cache(KEPT)
def _opening(tenant_id: UUID, branch_setting: str, reading: bool) -> Opening:
    """Values come from UUID.__str__ or a fixed word."""
    commands = [
        "BEGIN",
        f"SET LOCAL app.tenant_id = '{UUID.__str__(tenant_id)}'",
        f"SET LOCAL app.branch = '{branch_setting}'",
    ]
    if reading:
        commands.append("SET LOCAL synchronous_commit = off")
    return Opening("; ".join(commands), b"".join(map(without_sync, commands)))


def without_sync(command: str) -> bytes:
    """Parse, Bind and Execute of the unnamed statement (postgresql.org/docs/current/
    protocol-flow.html, Pipelining). Whoever follows sends the Sync, so one answer covers all, and
    the server skips what stands behind a failure."""
    text = command.encode() + b"\0"
    return b"".join(
        kind + struct.pack("!i", len(body) + 4) + body
        for kind, body in (
            (b"P", b"\0" + text + b"\0\0"),
            (b"B", b"\0\0" + b"\0\0" * 3),
            (b"E", b"\0" + b"\0" * 4),
        )
    )


@lru_cache(512)
def is_silent(text: str) -> bool:
    """Whether a statement may go ahead of another one: rows of its own would be taken for those
    of the statement behind it."""
    return SILENT.match(text) is not None
