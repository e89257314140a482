"""Plants each known bug in a copy of the house and demands that its guards turn red.

    python -m tests.planted.plant [-j 2] [name …]

A patch begins with `# row:` (which promise it breaks) and `# target:` lines (the tests that
must turn red, every one); what follows is a diff for `git apply`, with little context or none.
Each of its hunks stands exactly where it says (`make refit` writes the places
anew when code has moved). With `-j` so many copies are at work.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.planted.places import HOUSE, PATCHES, strays

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".demo", "node_modules", "__pycache__", ".*_cache", ".hypothesis", ".cache",
    "shots",
)  # fmt: skip
APPLY = ("git", "apply", "--recount", "--unidiff-zero")
RUN_SECONDS = 300
HEALTHY_RUN_SECONDS = 1_200  # all guards at once


@dataclass(frozen=True, slots=True)
class Bug:
    path: Path
    row: str
    targets: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.stem


def all_bugs() -> list[Bug]:
    return [read_bug(path) for path in sorted(PATCHES.glob("*.patch"))]


def read_bug(path: Path) -> Bug:
    header = path.read_text(encoding="utf-8").split("diff --git", 1)[0]
    found = re.findall(r"^# (row|target): (.+)$", header, re.MULTILINE)
    rows = [value for key, value in found if key == "row"]
    targets = tuple(value for key, value in found if key == "target")
    if len(rows) != 1 or not targets:
        raise SystemExit(f"{path.name} needs one `# row:` line and a `# target:` line")
    return Bug(path, rows[0], targets)


def fits(house: Path, path: Path) -> bool:
    """Whether the bug could be planted in the house as it stands."""
    if strays(house, path.read_text(encoding="utf-8")):
        return False
    return subprocess.run([*APPLY, "--check", path], cwd=house, capture_output=True).returncode == 0


@contextmanager
def planted(house: Path, bug: Bug) -> Iterator[bool]:
    """Whether it could be. Afterwards the house is what it was, byte by byte."""
    diff = bug.path.read_text(encoding="utf-8")
    before = {
        house / name: (house / name).read_bytes() if (house / name).is_file() else None
        for name in sorted(set(re.findall(r"^(?:---|\+\+\+) [ab]/(.+)$", diff, re.MULTILINE)))
    }
    try:
        command = [*APPLY, str(bug.path)]
        yield (
            fits(house, bug.path)
            and subprocess.run(command, cwd=house, capture_output=True).returncode == 0
        )
    finally:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)


def run(house: Path, targets: Iterable[str], *, seconds: int = RUN_SECONDS) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--no-header", *targets]
    try:
        done = subprocess.run(command, cwd=house, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return -1, f"not done after {seconds} s"
    return done.returncode, done.stdout + done.stderr


def red(output: str, targets: Iterable[str], *, words: str = "FAILED") -> set[str]:
    """Which of the targets a run tells of. Names of tests may hold spaces."""
    told = [line.partition(" ")[2] for line in output.splitlines() if re.match(words, line)]
    return {
        target
        for target in targets
        if any(line == target or line.startswith((f"{target} ", f"{target}[")) for line in told)
    }


def verdict(house: Path, bug: Bug) -> str:
    """`red` is what every planted bug must earn."""
    with planted(house, bug) as is_planted:
        if not is_planted:
            return "does not apply"
        status, output = run(house, bug.targets)
    summary = output.strip().splitlines()[-1] if output.strip() else ""
    seen = red(output, bug.targets)
    if status == 1 and "error" not in summary and seen == set(bug.targets):
        return "red"
    if status in (0, 1) and "error" not in summary:
        return f"NOT SEEN by {', '.join(sorted(set(bug.targets) - seen))}"
    return f"no answer ({summary})"


def main(wanted: list[str], *, at_once: int) -> int:
    bugs = [bug for bug in all_bugs() if not wanted or bug.name in wanted]
    folder = Path(tempfile.mkdtemp(prefix="planted-"))
    try:
        houses = [folder / f"house-{number}" for number in range(at_once)]
        for house in houses:
            shutil.copytree(HOUSE, house, ignore=LEFT_OUT)
        targets = tuple(dict.fromkeys(target for bug in bugs for target in bug.targets))
        status, output = run(houses[0], targets, seconds=HEALTHY_RUN_SECONDS)
        if status not in (0, 1):
            print(output[-3_000:])
            return 1
        beforehand = red(output, targets, words="FAILED|ERROR")
        print(f"Planting {len(bugs)} bugs under {len(targets)} guards.", flush=True)
        missed = judge_all(bugs, houses, beforehand)
        print(f"{len(bugs) - missed} of {len(bugs)} planted bugs were seen.")
        return 1 if missed or not bugs else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def judge_all(bugs: list[Bug], houses: list[Path], beforehand: set[str]) -> int:
    """How many were missed. In a house there is one bug at a time."""
    free: SimpleQueue[Path] = SimpleQueue()
    for house in houses:
        free.put(house)

    def judged(bug: Bug) -> str:
        if beforehand & set(bug.targets):
            return "RED BEFOREHAND"
        house = free.get()
        try:
            return verdict(house, bug)
        finally:
            free.put(house)

    missed = 0
    with ThreadPoolExecutor(len(houses)) as hands:
        for bug, said in zip(bugs, hands.map(judged, bugs), strict=True):
            missed += said != "red"
            print(f"  {said:<16} {bug.row:<6} {bug.name}", flush=True)
    return missed


if __name__ == "__main__":
    reader = argparse.ArgumentParser(usage="plant.py [-j N] [name …]")
    reader.add_argument("-j", type=int, default=1, choices=range(1, 9))
    reader.add_argument("names", nargs="*")
    asked = reader.parse_args()
    raise SystemExit(main(asked.names, at_once=asked.j))
