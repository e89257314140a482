"""Every promised fault row and every guard has a bug that can still be planted under it."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tidiness import HOUSE
from tests.planted.places import refitted, strays
from tests.planted.plant import Bug, all_bugs, fits, planted, read_bug, red

PROMISED = (
    "A01", "A02", "A03", "A04", "A05", "A07", "A08", "A09", "C01", "C02", "C03", "C04", "C06",
    "C07", "C09", "D01", "D02", "D03", "E02", "F03", "G01", "G02", "G05", "J01", "J02", "J05",
    "J06", "J08", "J10", "J15", "J16", "K02",
)  # fmt: skip
GUARDS = HOUSE / "tests" / "architecture"
BUGS = all_bugs()
TABLE_ROW = re.compile(
    r"^\| (?P<row>[A-Z]\d+) \| [^|]+ \| (?P<tests>[^|]+) \| (?P<bugs>[^|]+) \|$", re.MULTILINE
)


@cache
def functions_of(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return frozenset(
        node.name for node in found if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def missing(targets: Iterable[str]) -> list[str]:
    """Targets whose test is not there. Of one case of many, only the test is looked for."""
    wrong = []
    for target in targets:
        path, _, name = target.partition("::")
        if name.partition("[")[0] not in functions_of(HOUSE / path):
            wrong.append(target)
    return wrong


def without_bug(wanted: Iterable[str], bugs: Iterable[Bug]) -> list[str]:
    """Rows that no bug breaks, and guard files that no bug names."""
    known = list(bugs)
    named = {bug.row for bug in known} | {
        target.partition("::")[0] for bug in known for target in bug.targets
    }
    return sorted(set(wanted) - named)


def test_every_promised_row_has_a_bug() -> None:
    assert without_bug(PROMISED, BUGS) == []


def test_every_guard_has_a_bug() -> None:
    guards = [path.relative_to(HOUSE).as_posix() for path in GUARDS.glob("test_*.py")]
    assert len(guards) > 7
    assert without_bug(guards, BUGS) == []


def test_every_bug_stands_where_it_says() -> None:
    """Else `python -m tests.planted.places` says anew where, or who has to look."""
    told = {bug.name: strays(HOUSE, bug.path.read_text(encoding="utf-8")) for bug in BUGS}
    assert {name: places for name, places in told.items() if places} == {}


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_bug_can_still_be_planted(bug: Bug) -> None:
    assert fits(HOUSE, bug.path)


def test_every_target_is_there() -> None:
    assert missing(target for bug in all_bugs() for target in bug.targets) == []


def test_the_page_on_testing_names_every_bug_and_the_tests_that_hold_its_row() -> None:
    page = (HOUSE / "docs" / "testing.md").read_text(encoding="utf-8")
    told = {found["row"]: found for found in TABLE_ROW.finditer(page)}
    assert sorted(told) == sorted({bug.row for bug in BUGS})
    for row, found in told.items():
        bugs = [bug for bug in BUGS if bug.row == row]
        assert set(re.findall(r"`(\w+)`", found["bugs"])) == {bug.name for bug in bugs}, row
        files = set(re.findall(r"`([\w/]+\.py)`", found["tests"]))
        needed = {target.partition("::")[0] for bug in bugs for target in bug.targets}
        assert needed <= files, row


def test_what_is_missing_is_seen(tmp_path: Path) -> None:
    here = "tests/architecture/test_planted.py"
    there = [f"{here}::test_what_is_missing_is_seen", f"{here}::missing[one case]"]
    gone = ["tests/architecture/test_nowhere.py::test_it", f"{here}::test_it", here]
    assert missing([*there, *gone]) == gone
    assert without_bug(["A01", "Z99", "tests/x/test_x.py"], BUGS) == ["Z99", "tests/x/test_x.py"]
    stale = tmp_path / "stale.patch"
    stale.write_text(
        "# row: A01\n# target: x\ndiff --git a/Makefile b/Makefile\n--- a/Makefile\n"
        "+++ b/Makefile\n@@ -1 +1 @@\n-what never stood here\n+what never will\n"
    )
    assert read_bug(stale).targets == ("x",)
    assert not fits(HOUSE, stale)


TWO_ALIKE = "if a:\n    return\nif b:\n    return\n"


def diff(*hunks: str) -> str:
    return "# row: A01\n# target: x\ndiff --git a/page b/page\n--- a/page\n+++ b/page\n" + "".join(
        hunks
    )


def test_a_bug_leaves_nothing_behind(tmp_path: Path) -> None:
    page, made = tmp_path / "page", tmp_path / "made"
    page.write_text("one\ntwo\nthree\nfour\n")
    path = tmp_path / "some.patch"
    path.write_text(
        diff("@@ -2 +1,0 @@\n-two\n")
        + "diff --git a/made b/made\nnew file mode 100644\n--- /dev/null\n+++ b/made\n"
        "@@ -0,0 +1 @@\n+new\n"
    )
    with planted(tmp_path, read_bug(path)) as is_planted:
        assert is_planted
        assert (page.read_text(), made.read_text()) == ("one\nthree\nfour\n", "new\n")
    assert page.read_text() == "one\ntwo\nthree\nfour\n"
    assert not made.exists()


def test_a_bug_is_not_planted_in_a_like_line(tmp_path: Path) -> None:
    """A line that has moved is not looked for: where it was, or nearer by, is another."""
    page, path = tmp_path / "page", tmp_path / "some.patch"
    page.write_text(f"more\n{TWO_ALIKE}")
    for hunk in ("@@ -2 +2 @@\n-    return\n+    pass\n", "@@ -2,0 +3 @@\n+    pass\n"):
        path.write_text(diff(hunk))
        with planted(tmp_path, read_bug(path)) as is_planted:
            assert not is_planted
        assert page.read_text() == f"more\n{TWO_ALIKE}"
        assert strays(tmp_path, path.read_text()) == ["page:2"]


def test_a_place_is_written_anew_where_there_is_no_choice(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(f"more\n{TWO_ALIKE}")
    first, second = " if a:\n     return\n+    pass\n", "-if b:\n"
    told = diff(f"@@ -1,2 +1,3 @@\n{first}", f"@@ -3 +4,0 @@\n{second}")
    true = diff(f"@@ -2,2 +2,3 @@\n{first}", f"@@ -4 +4,0 @@\n{second}")
    assert refitted(tmp_path, told) == refitted(tmp_path, true) == true
    assert strays(tmp_path, true) == []
    alike = "-    return\n+    pass\n"
    assert refitted(tmp_path, diff(f"@@ -2 +2 @@\n{alike}")) == diff(f"@@ -2 +2 @@\n{alike}")
    both = diff(f"@@ -2 +2 @@\n{alike}", f"@@ -4 +4 @@\n{alike}")
    assert refitted(tmp_path, both) == diff(f"@@ -3 +3 @@\n{alike}", f"@@ -5 +5 @@\n{alike}")


def test_only_what_failed_counts_as_red() -> None:
    output = "FAILED a.py::t[a b] - assert\nERROR a.py::u - x\nFAILED a.py::vw\n1 failed, 1 error"
    assert red(output, ["a.py::t", "a.py::t[a b]"]) == {"a.py::t", "a.py::t[a b]"}
    assert red(output, ["a.py::u", "a.py::v"]) == set()
