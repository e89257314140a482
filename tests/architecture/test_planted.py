"""Every promised fault row and every guard has a bug that can still be planted under it."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tidiness import HOUSE
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


def test_a_bug_leaves_nothing_behind(tmp_path: Path) -> None:
    """Though its lines have moved since it was written: the next one is planted alone."""
    page, made = tmp_path / "page", tmp_path / "made"
    page.write_text("one\ntwo\nthree\nfour\n")
    path = tmp_path / "moved.patch"
    path.write_text(
        "# row: A01\n# target: x\n"
        "diff --git a/page b/page\n--- a/page\n+++ b/page\n@@ -4 +3,0 @@\n-two\n"
        "diff --git a/made b/made\nnew file mode 100644\n--- /dev/null\n+++ b/made\n"
        "@@ -0,0 +1 @@\n+new\n"
    )
    with planted(tmp_path, read_bug(path)) as is_planted:
        assert is_planted
        assert (page.read_text(), made.read_text()) == ("one\nthree\nfour\n", "new\n")
    assert page.read_text() == "one\ntwo\nthree\nfour\n"
    assert not made.exists()


def test_only_what_failed_counts_as_red() -> None:
    output = "FAILED a.py::t[a b] - assert\nERROR a.py::u - x\nFAILED a.py::vw\n1 failed, 1 error"
    assert red(output, ["a.py::t", "a.py::t[a b]"]) == {"a.py::t", "a.py::t[a b]"}
    assert red(output, ["a.py::u", "a.py::v"]) == set()
