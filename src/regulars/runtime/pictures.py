"""Pictures that somebody sent, drawn anew: at a size of ours, without what a camera wrote in."""

import io
import struct
from asyncio import get_running_loop
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from PIL import Image, ImageOps, UnidentifiedImageError

from regulars.kernel.errors import BadValue

PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp")
PICTURE_BYTES_MAX = 2 * 1024 * 1024
# A few kilobytes can claim to be a sea of pixels; this much is a good phone's photograph.
PIXELS_MAX = 24_000_000
# One row of pixels is small, and its column drawn anew as wide is not.
SIDE_MAX = 12_000
SIDE = 256
# A paper has to stay readable, its small print too.
PAGE_SIDE = 2_400
PAGE_QUALITY = 85
# A decoded page is up to a hundred megabytes, and many may come at once: they wait for each other
# at a desk of their own, and never in the way of what else is done beside the loop, as passwords.
_desk = ThreadPoolExecutor(2, "pictures")
Made = TypeVar("Made")
_FORMATS = ("JPEG", "PNG", "WEBP")

# Judged below, from the header and before anything is decoded; Pillow's own is a mere warning.
Image.MAX_IMAGE_PIXELS = None


async def at_the_desk(work: Callable[[], Made]) -> Made:
    """Beside the loop, two at a time."""
    return await get_running_loop().run_in_executor(_desk, work)


async def small_square(raw: bytes) -> bytes:
    """As WebP of 256 by 256. Raises BadValue. Beside the loop, for decoding takes its time."""
    return await at_the_desk(partial(_drawn_anew, raw))


async def readable_page(raw: bytes, *, most: int) -> bytes:
    """As JPEG of at most 2,400 a side, upright, from a file of at most so many bytes. Raises
    BadValue. Beside the loop."""
    return await at_the_desk(partial(_page_drawn_anew, raw, most))


def _drawn_anew(raw: bytes) -> bytes:
    with _judged(raw, PICTURE_BYTES_MAX) as sent:
        sent.draft("RGB", (SIDE * 2, SIDE * 2))
        upright = ImageOps.exif_transpose(sent)
        square = ImageOps.fit(_without_holes(upright), (SIDE, SIDE))
    return _on_our_canvas(square, "WEBP", quality=82, method=4)


def _page_drawn_anew(raw: bytes, most: int) -> bytes:
    with _judged(raw, most) as sent:
        sent.draft("RGB", (PAGE_SIDE, PAGE_SIDE))
        page = _without_holes(ImageOps.exif_transpose(sent))
        page.thumbnail((PAGE_SIDE, PAGE_SIDE))
        return _on_our_canvas(page, "JPEG", quality=PAGE_QUALITY)


@contextmanager
def _judged(raw: bytes, most: int) -> Iterator[Image.Image]:
    """By its content, and by its header before anything is decoded."""
    if len(raw) > most:
        raise BadValue("picture_too_large")
    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as sent:
            is_huge = sent.width * sent.height > PIXELS_MAX
            if is_huge or max(sent.size) > SIDE_MAX:
                raise BadValue("picture_too_large")
            yield sent
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as broken:
        if isinstance(broken, BadValue):
            raise
        raise BadValue("picture_not_readable") from None


def _on_our_canvas(picture: Image.Image, form: str, **how: int) -> bytes:
    """Whatever else the file said stays behind with it."""
    canvas = Image.new("RGB", picture.size)
    canvas.paste(picture)
    drawn = io.BytesIO()
    canvas.save(drawn, form, **how)
    return drawn.getvalue()


def _without_holes(picture: Image.Image) -> Image.Image:
    """On white where one could look through."""
    if picture.mode in ("RGB", "L"):
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")
