"""When a run is shared out, a file stays in one process, and servers and browsers take turns."""

import re

import pytest

from tests.instruments.side_by_side import HOUSE, KINDS, takes_long, turn_of

# As a whole file's, which is how it is shared out.
FOR_ALL_OF_IT = re.compile(r"^pytestmark = .*pytest\.mark\.(?:slow|browser)\b", re.MULTILINE)
MARKED = [
    path.relative_to(HOUSE).as_posix()
    for path in sorted((HOUSE / "tests").rglob("test_*.py"))
    if any(f"@{mark}" in path.read_text("utf-8") for mark in KINDS)
    or FOR_ALL_OF_IT.search(path.read_text("utf-8"))
]


@pytest.mark.parametrize(
    ("path", "turn"),
    [
        ("tests/test_app.py", "servers"),
        ("tests/worker/test_chaos.py", "servers"),
        ("tests/journeys/test_till.py", "browsers"),
        ("tests/kernel/test_ids.py", "tests/kernel/test_ids.py"),
    ],
)
def test_files_that_start_servers_or_browsers_take_turns(path: str, turn: str) -> None:
    assert turn_of(path) == turn
    assert takes_long(f"{path}::test_one") == (turn != path)


@pytest.mark.parametrize("path", MARKED)
def test_a_mark_holds_for_the_whole_file(path: str) -> None:
    assert FOR_ALL_OF_IT.search((HOUSE / path).read_text("utf-8"))
    assert turn_of(path) in KINDS.values()
