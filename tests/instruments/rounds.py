"""How often a test of many rounds goes round: a few times as a rule, as often as it says at length.

`REGULARS_CHAOS=1` asks for the full figures (`make chaos`); `REGULARS_SEED` repeats a run.
"""

import os
import secrets
from random import Random


def rounds(short: int, whole: int) -> int:
    return whole if os.environ.get("REGULARS_CHAOS") else short


def seeded() -> tuple[int, Random]:
    """Chance that can be repeated; the seed is printed, and shown when the test fails."""
    seed = int(os.environ.get("REGULARS_SEED") or secrets.randbits(32))
    print(f"REGULARS_SEED={seed}")
    return seed, Random(seed)  # noqa: S311 - chance for tests, to be repeated
