"""The loader of statements: parameters are found where SQL has them, and nowhere else."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.runtime.sql import BadStatement, Statement, Statements, read_statements

HOSTILE = st.text(":ab'\"-/*$\\ \n", max_size=12)
NAMES = st.sampled_from(["tenant_id", "id", "a1", "_most"])
OPAQUE = st.one_of(
    HOSTILE.map(lambda text: "'" + text.replace("\\", "").replace("'", "''") + "'"),
    HOSTILE.map(lambda text: "E'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"),
    HOSTILE.map(lambda text: '"' + text.replace('"', "") + '"'),
    HOSTILE.map(lambda text: "--" + text.replace("\n", "") + "\n"),
    HOSTILE.map(lambda text: "/*" + text.replace("*/", "").rstrip("*") + "*/"),
    HOSTILE.map(lambda text: "$q$" + text.replace("$", "") + "$q$"),
    HOSTILE.map(lambda text: "$$" + text.replace("$", "") + "$$"),
    st.sampled_from(["::text", ":: int4[]", "->>", "<>", "[1:2]", ":=", "a.b", "$", "12:00"]),
)
PIECES = st.lists(NAMES.map(lambda name: (name, "")) | OPAQUE.map(lambda text: ("", text)))


def read(tmp_path: Path, text: str) -> Statements:
    path = tmp_path / "sample.sql"
    path.write_text(text, encoding="utf-8")
    return read_statements(path)


def one(tmp_path: Path, body: str) -> Statement:
    (statement,) = read(tmp_path, f"-- name: ask\n{body}\n")
    return statement


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("statements")


@given(PIECES)
def test_parameters_are_numbered_and_all_else_stays_as_written(
    folder: Path, pieces: list[tuple[str, str]]
) -> None:
    order = list(dict.fromkeys(name for name, _ in pieces if name))
    written = " ".join(f":{name}" if name else text for name, text in pieces)
    expected = " ".join(f"${order.index(name) + 1}" if name else text for name, text in pieces)
    statement = one(folder, f"SELECT {written} END")
    assert statement.parameters == tuple(order)
    assert statement.text == f"/* sample.sql:ask */ SELECT {expected} END"


def test_a_file_holds_several_statements_by_name(tmp_path: Path) -> None:
    statements = read(
        tmp_path,
        "-- What these are for.\n/* SELECT 0 */\n"
        "-- name: first\nSELECT 1;\n\n-- name: second\n-- Why: it's :this way.\n"
        "SELECT :x::int, :x\n",
    )
    assert [s.name for s in statements] == ["first", "second"]
    assert statements.first.text == "/* sample.sql:first */ SELECT 1"
    assert statements.second.parameters == ("x",)
    assert statements.second.text.endswith("-- Why: it's :this way.\nSELECT $1::int, $1")
    with pytest.raises(AttributeError, match="no statement is named third"):
        _ = statements.third


def test_what_statements_share_stands_once_in_a_fragment(tmp_path: Path) -> None:
    (tmp_path / "rows.sql").write_text("-- fragment: rows\nSELECT :one\n", encoding="utf-8")
    statements = read(
        tmp_path,
        "-- fragment: narrowed\n WHERE x = :two\n\n"
        "-- name: ask\n-- include: rows.rows\n-- include: narrowed\n   AND y = :one\n",
    )
    assert [s.name for s in statements] == ["ask"]
    assert statements.ask.parameters == ("one", "two")
    assert statements.ask.text == "/* sample.sql:ask */ SELECT $1\n WHERE x = $2\n   AND y = $1"


def test_a_wing_includes_what_stands_on_the_ground_of_its_room(tmp_path: Path) -> None:
    (tmp_path / "rows.sql").write_text("-- fragment: rows\nSELECT :one\n", encoding="utf-8")
    wing = tmp_path / "finding"
    wing.mkdir()
    statements = read(wing, "-- name: ask\n-- include: rows.rows\n   LIMIT 1\n")
    assert statements.ask.text == "/* sample.sql:ask */ SELECT $1\n   LIMIT 1"


def test_a_wing_and_the_ground_share_no_name_of_a_file_that_is_included(tmp_path: Path) -> None:
    wing = tmp_path / "finding"
    wing.mkdir()
    for folder in (tmp_path, wing):
        (folder / "rows.sql").write_text("-- fragment: rows\nSELECT 1\n", encoding="utf-8")
    with pytest.raises(BadStatement, match=re.escape("rows.sql, which are two")):
        read(wing, "-- name: ask\n-- include: rows.rows\n")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no `-- name:` heading"),
        ("SELECT 1", "no `-- name:` heading"),
        ("UPDATE x SET y = 1;\n-- name: a\nSELECT 1", "no `-- name:` heading"),
        ("-- name: a\nSELECT 1\n-- name: a\nSELECT 2", "names a twice"),
        ("-- name: a\nSELECT 1\n-- name: NotSo\nSELECT 2", "has a heading that is not"),
        ("-- name: a\nSELECT 1\n--name: b\nSELECT 2", "has a heading that is not"),
        ("-- name: a\nSELECT 1\n-- name: b c\nSELECT 2", "has a heading that is not"),
        ("-- name: a\nSELECT 1\n-- fragment: a\nFROM x", "names a twice"),
        ("-- name: a\n--include: b", "has an include that is not"),
        ("-- name: a\n  -- include: b\nSELECT 1", "has an include that is not"),
        ("-- name: a\n-- include: b\n", "includes b, which is no plain fragment"),
        ("-- name: b\nSELECT 1\n-- name: a\n-- include: b\n", "includes b, which is no plain"),
        ("-- name: a\n-- include: other.b\n", "other.sql, which is not there"),
        ("-- fragment: b\n-- include: b\n-- name: a\n-- include: b\n", "is no plain fragment"),
        ("-- name: a\nSELECT 1 -- costs $1 each", "numbers a place by hand"),
        ("-- name: a\nSELECT 'no $1 left', :x", "numbers a place by hand"),
        ("-- name: a\n-- only a comment\n;\n-- name: b\nSELECT 1", "a says nothing"),
    ],
)
def test_a_file_that_could_be_misread_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadStatement, match=re.escape(complaint)):
        read(tmp_path, text)
