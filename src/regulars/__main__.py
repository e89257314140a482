"""`regulars` and `python -m regulars`: the command line, or the server alone."""

import gc
import sys
from importlib import import_module

# By name, because what is imported stays: a server would carry the demo, the simulators and the
# worker's queue along for as long as it runs, a tenth of its memory and of its start.
SERVER, COMMANDS = "regulars.serve", "regulars.cli"


def main() -> None:
    door = SERVER if sys.argv[1:2] == ["serve"] else COMMANDS
    # Nothing of it is garbage: looking for some, again and again, took a seventh of a start.
    gc.disable()
    opened = import_module(door)
    gc.enable()
    opened.main()


if __name__ == "__main__":
    main()
