"""The demo's faces: drawn by code, the same for the same chance, and pictures all of them."""

import random

from regulars.demo.pictures import drawn_face
from regulars.runtime.pictures import small_square


async def test_a_face_is_a_picture_and_chance_decides_which() -> None:
    first, again, other = (drawn_face(random.Random(seed)) for seed in (1, 1, 7))  # noqa: S311 - no secret
    assert first == again != other
    assert await small_square(first)
