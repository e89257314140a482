"""The instrument that looks for leaks finds each planted one, and nothing where there is none."""

import base64
import hashlib
from urllib.parse import quote

import pytest

from tests.instruments.installation import Installation
from tests.instruments.leakscan import dump_everything, scan

NAME = "Zéphyrine Al-Sample"
PHONE = "+968 9000 0042"
EMAIL = "zephyrine@example.com"
ARABIC = "سلمى"
PLANTED = (NAME, PHONE, EMAIL, ARABIC)


@pytest.mark.parametrize(
    "content",
    [
        NAME.encode(),
        b"zephyrine al-sample",
        b"the word ZEPHYRINE alone",
        NAME.encode("utf-16-le"),
        ARABIC.encode("utf-16-be"),
        NAME[::-1].encode(),
        quote(NAME).encode(),
        base64.b64encode(b"x" + NAME.encode() + b"yz"),
        base64.b64encode(b"xy" + EMAIL.encode() + b"z"),
        EMAIL.encode().hex().upper().encode(),
        hashlib.sha256(EMAIL.encode()).digest(),
        hashlib.md5(EMAIL.encode(), usedforsecurity=False).hexdigest().encode(),
        b"call 9000-0042 today",
        b"call (9000) 00 42 today",
        b"00968.9000.0042",
        "٩٠٠٠٠٠٤٢".encode(),
        b"24000009",
        rb"\u0633\u0644\u0645\u0649",
        b"&#1587;&#1604;&#1605;&#1609;",
    ],
)
def test_a_planted_value_is_found_in_this_form(content: bytes) -> None:
    assert scan([("sample", b"before " + content + b" after")], PLANTED)


def test_nothing_is_found_where_nothing_leaked_and_a_finding_quotes_no_value() -> None:
    harmless = b"CUST-00042 a customer of branch 9000, opened 2026-01-31"
    assert scan([("sample", harmless)], PLANTED) == []
    (leak,) = scan([("notes.text", EMAIL.encode())], [EMAIL])[:1]
    assert "zephyrine" not in str(leak)


async def test_a_dump_holds_what_was_written_in_clear_anywhere(installation: Installation) -> None:
    async with installation.connection() as connection:
        await connection.execute(
            "INSERT INTO customers.tallies"
            " (tenant_id, branch, stage, kind, language, state, branch_refs, many)"
            f" VALUES (gen_random_uuid(), '', '{EMAIL}', '', '', '', '{{}}', 1)"
        )
        await connection.execute("COMMENT ON TABLE customers.tallies IS 'made for +968 9000 0042'")
        await connection.execute("ANALYZE customers.tallies")
    dump = [place async for place in dump_everything(installation)]
    found = {leak.where for leak in scan(dump, PLANTED)}
    assert {"customers.tallies.stage", "pg_description.description"} <= found
