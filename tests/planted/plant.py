"""Plants each known bug in a copy of the house and demands that its guard turns red.

    python tests/planted/plant.py [name …]

A patch begins with `# row:` (which promise it breaks) and `# target:` lines (the tests that
must turn red); what follows is a diff for `git apply`.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PATCHES = Path(__file__).parent
HOUSE = PATCHES.parents[1]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".demo", "node_modules", "__pycache__", ".*_cache", ".hypothesis", ".cache",
    "shots",
)  # fmt: skip
RUN_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Bug:
    path: Path
    row: str
    targets: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.stem


def read_bug(path: Path) -> Bug:
    header = path.read_text(encoding="utf-8").split("diff --git", 1)[0]
    found = re.findall(r"^# (row|target): (.+)$", header, re.MULTILINE)
    rows = [value for key, value in found if key == "row"]
    targets = tuple(value for key, value in found if key == "target")
    if len(rows) != 1 or not targets:
        raise SystemExit(f"{path.name} needs one `# row:` line and a `# target:` line")
    return Bug(path, rows[0], targets)


def run(house: Path, targets: tuple[str, ...]) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--no-header", *targets]
    try:
        done = subprocess.run(
            command, cwd=house, capture_output=True, text=True, timeout=RUN_SECONDS
        )
    except subprocess.TimeoutExpired:
        return -1, f"not done after {RUN_SECONDS} s"
    return done.returncode, done.stdout + done.stderr


def apply(house: Path, bug: Bug, *, backwards: bool = False) -> bool:
    command = ["git", "apply", "--recount", *(["--reverse"] if backwards else []), str(bug.path)]
    return subprocess.run(command, cwd=house, capture_output=True).returncode == 0


def verdict(house: Path, bug: Bug) -> str:
    """`red` is what every planted bug must earn."""
    if not apply(house, bug):
        return "does not apply"
    try:
        status, output = run(house, bug.targets)
    finally:
        apply(house, bug, backwards=True)
    summary = output.strip().splitlines()[-1] if output.strip() else ""
    if status == 1 and " failed" in f" {summary}" and "error" not in summary:
        return "red"
    return "NOT SEEN" if status == 0 else f"no answer ({summary})"


def main(wanted: list[str]) -> int:
    bugs = [read_bug(path) for path in sorted(PATCHES.glob("*.patch"))]
    bugs = [bug for bug in bugs if not wanted or bug.name in wanted]
    folder = Path(tempfile.mkdtemp(prefix="planted-"))
    try:
        house = folder / "house"
        shutil.copytree(HOUSE, house, ignore=LEFT_OUT)
        targets = tuple(dict.fromkeys(target for bug in bugs for target in bug.targets))
        status, output = run(house, targets)
        if status not in (0, 1):
            print(output[-3_000:])
            return 1
        red = re.findall(r"^(?:FAILED|ERROR) (\S+)", output, re.MULTILINE)
        print(f"Planting {len(bugs)} bugs under {len(targets)} guards.")
        missed = 0
        for bug in bugs:
            is_red = any(name.startswith(target) for name in red for target in bug.targets)
            said = "RED BEFOREHAND" if is_red else verdict(house, bug)
            missed += said != "red"
            print(f"  {said:<16} {bug.row:<6} {bug.name}", flush=True)
        print(f"{len(bugs) - missed} of {len(bugs)} planted bugs were seen.")
        return 1 if missed or not bugs else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
