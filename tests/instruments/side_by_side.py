"""How tests are shared out when a run has several processes (pytest-xdist): by file, and those
that start servers or browsers one after another."""

from functools import cache
from pathlib import Path
from typing import Any

from xdist.scheduler import LoadScopeScheduling

# Whoever starts servers, kills them or drives a browser waits for them, and not for ever. At most
# one of each kind leans on the machine at a time.
KINDS = {"pytest.mark.slow": "servers", "pytest.mark.browser": "browsers"}
HOUSE = Path(__file__).parents[2]


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """A file stays in one process, with what its fixtures have set up."""

    def __init__(self, config: Any, log: Any) -> None:
        # In the order in which they were collected: see `takes_long`.
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return turn_of(nodeid.partition("::")[0])


def takes_long(nodeid: str) -> bool:
    return turn_of(nodeid.partition("::")[0]) in KINDS.values()


@cache
def turn_of(path: str) -> str:
    """Marks stand at the top of a file, for all of it."""
    text = (HOUSE / path).read_text(encoding="utf-8")
    return next((kind for mark, kind in KINDS.items() if mark in text), path)
