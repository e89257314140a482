"""Chance that can be repeated: the seed is printed when a test fails."""

import os
import random

import pytest


@pytest.fixture
def random_source() -> random.Random:
    """REGULARS_SEED repeats a run."""
    seed = int(os.environ.get("REGULARS_SEED") or random.SystemRandom().randrange(2**32))
    print(f"REGULARS_SEED={seed}")
    return random.Random(seed)  # noqa: S311 - chance for tests, not for keys
