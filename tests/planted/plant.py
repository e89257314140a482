"""Plants each known bug in a copy of the house and demands that its guards turn red.

    python tests/planted/plant.py [name …]

A patch begins with `# row:` (which promise it breaks) and `# target:` lines (the tests that
must turn red, every one); what follows is a diff for `git apply`. Diffs have little context or
none, so that they still fit when their neighbours change.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PATCHES = Path(__file__).parent
HOUSE = PATCHES.parents[1]
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
    return subprocess.run([*APPLY, "--check", path], cwd=house, capture_output=True).returncode == 0


def plant(house: Path, bug: Bug, *, backwards: bool = False) -> bool:
    command = [*APPLY, *(["--reverse"] if backwards else []), str(bug.path)]
    return subprocess.run(command, cwd=house, capture_output=True).returncode == 0


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
    if not plant(house, bug):
        return "does not apply"
    try:
        status, output = run(house, bug.targets)
    finally:
        plant(house, bug, backwards=True)
    summary = output.strip().splitlines()[-1] if output.strip() else ""
    seen = red(output, bug.targets)
    if status == 1 and "error" not in summary and seen == set(bug.targets):
        return "red"
    if status in (0, 1) and "error" not in summary:
        return f"NOT SEEN by {', '.join(sorted(set(bug.targets) - seen))}"
    return f"no answer ({summary})"


def main(wanted: list[str]) -> int:
    bugs = [bug for bug in all_bugs() if not wanted or bug.name in wanted]
    folder = Path(tempfile.mkdtemp(prefix="planted-"))
    try:
        house = folder / "house"
        shutil.copytree(HOUSE, house, ignore=LEFT_OUT)
        targets = tuple(dict.fromkeys(target for bug in bugs for target in bug.targets))
        status, output = run(house, targets, seconds=HEALTHY_RUN_SECONDS)
        if status not in (0, 1):
            print(output[-3_000:])
            return 1
        beforehand = red(output, targets, words="FAILED|ERROR")
        print(f"Planting {len(bugs)} bugs under {len(targets)} guards.", flush=True)
        missed = 0
        for bug in bugs:
            said = "RED BEFOREHAND" if beforehand & set(bug.targets) else verdict(house, bug)
            missed += said != "red"
            print(f"  {said:<16} {bug.row:<6} {bug.name}", flush=True)
        print(f"{len(bugs) - missed} of {len(bugs)} planted bugs were seen.")
        return 1 if missed or not bugs else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
