"""Pictures that somebody sent, drawn anew: small, square, and without what a camera wrote in."""

import io
import struct
from asyncio import to_thread

from PIL import Image, ImageOps, UnidentifiedImageError

from regulars.kernel.errors import BadValue

PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp")
PICTURE_BYTES_MAX = 2 * 1024 * 1024
# A few kilobytes can claim to be a sea of pixels; this much is a good phone's photograph.
PIXELS_MAX = 24_000_000
# One row of pixels is small, and its column drawn anew as wide is not.
SIDE_MAX = 12_000
SIDE = 256
_FORMATS = ("JPEG", "PNG", "WEBP")

# Judged below, from the header and before anything is decoded; Pillow's own is a mere warning.
Image.MAX_IMAGE_PIXELS = None


async def small_square(raw: bytes) -> bytes:
    """As WebP of 256 by 256. Raises BadValue. Beside the loop, for decoding takes its time."""
    return await to_thread(_drawn_anew, raw)


def _drawn_anew(raw: bytes) -> bytes:
    if len(raw) > PICTURE_BYTES_MAX:
        raise BadValue("picture_too_large")
    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as sent:
            is_huge = sent.width * sent.height > PIXELS_MAX
            if is_huge or max(sent.size) > SIDE_MAX:
                raise BadValue("picture_too_large")
            sent.draft("RGB", (SIDE * 2, SIDE * 2))
            upright = ImageOps.exif_transpose(sent)
            square = ImageOps.fit(_without_holes(upright), (SIDE, SIDE))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as broken:
        if isinstance(broken, BadValue):
            raise
        raise BadValue("picture_not_readable") from None
    # A canvas of our own: whatever else the file said stays behind with it.
    canvas = Image.new("RGB", (SIDE, SIDE))
    canvas.paste(square)
    drawn = io.BytesIO()
    canvas.save(drawn, "WEBP", quality=82, method=4)
    return drawn.getvalue()


def _without_holes(picture: Image.Image) -> Image.Image:
    """On white where one could look through."""
    if picture.mode in ("RGB", "L"):
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")
