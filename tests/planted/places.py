"""Where a patch says that its lines stand, and whether they do.

    python -m tests.planted.places     (make refit)

writes the places anew into patches whose lines have moved since. `git apply` alone would look for
a like line elsewhere, and plant another bug than the one that was meant: so a hunk is refused that
does not stand where it says, or says nothing of what stands there. Where several lines are alike,
or none is, somebody has to look; a line or two of context tell them apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

PATCHES = Path(__file__).parent
HOUSE = PATCHES.parents[1]
NOWHERE = "/dev/null"


@dataclass(frozen=True, slots=True)
class Hunk:
    file: str
    head: str
    start: int
    lines: tuple[str, ...]

    @property
    def before(self) -> list[str]:
        return [line[1:] for line in self.lines if line[:1] in ("-", " ")]

    @property
    def after(self) -> list[str]:
        return [line[1:] for line in self.lines if line[:1] in ("+", " ")]

    def at(self, start: int) -> Self:
        return replace(self, start=start)


def hunks_of(patch: str) -> list[Hunk]:
    found: list[Hunk] = []
    file = NOWHERE
    is_heading = True
    for line in patch.splitlines():
        if line.startswith("diff --git "):
            is_heading = True
        elif is_heading and line.startswith("--- "):
            file = line[4:].removeprefix("a/")
        elif place := re.match(r"@@ -(\d+)", line):
            is_heading = False
            found.append(Hunk(file, line, int(place[1]), ()))
        elif not is_heading:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
    return found


def strays(house: Path, patch: str) -> list[str]:
    """Hunks that do not stand where they say, each as its file and the line that is told."""
    told = hunks_of(patch)
    return [
        f"{hunk.file}:{hunk.start}"
        for hunk, head in zip(told, _heads(told), strict=True)
        if hunk.head != head or (hunk.file != NOWHERE and hunk.start not in _places(house, hunk))
    ]


def refitted(house: Path, patch: str) -> str:
    """The patch with the places where its lines stand now, as far as there is no choice."""
    told = hunks_of(patch)
    heads = _heads([hunk.at(_place(house, hunk, told)) for hunk in told])
    return re.sub(r"^@@ .*$", lambda _: next(heads), patch, flags=re.MULTILINE)


def _place(house: Path, hunk: Hunk, told: list[Hunk]) -> int:
    """Where it says, or the only place there is; hunks alike take like places in their order."""
    places = _places(house, hunk)
    alike = [each for each in told if (each.file, each.before) == (hunk.file, hunk.before)]
    if hunk.start in places or len(places) != len(alike):
        return hunk.start
    return places[alike.index(hunk)]


def _places(house: Path, hunk: Hunk) -> list[int]:
    path = house / hunk.file
    if not hunk.before or not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    length = len(hunk.before)
    return [n + 1 for n in range(len(lines)) if lines[n : n + length] == hunk.before]


def _heads(hunks: list[Hunk]) -> Iterator[str]:
    """What makes `git apply` look there first."""
    grown: dict[str, int] = {}
    for hunk in hunks:
        before, after = len(hunk.before), len(hunk.after)
        start = hunk.start + grown.get(hunk.file, 0)
        old = _span(hunk.start, before)
        new = _span(start - (after == 0) + (before == 0), after)
        grown[hunk.file] = grown.get(hunk.file, 0) + after - before
        yield f"@@ -{old} +{new} @@"


def _span(start: int, length: int) -> str:
    return f"{start}" if length == 1 else f"{start},{length}"


def main() -> int:
    left = 0
    for path in sorted(PATCHES.glob("*.patch")):
        told = path.read_text(encoding="utf-8")
        patch = refitted(HOUSE, told)
        if patch != told:
            path.write_text(patch, encoding="utf-8")
            print(f"  moved  {path.stem}")
        for place in strays(HOUSE, patch):
            left += 1
            print(f"  LOOK   {path.stem}: {place}")
    return 1 if left else 0


if __name__ == "__main__":
    raise SystemExit(main())
