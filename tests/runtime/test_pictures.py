"""Pictures are drawn anew: what a camera wrote in them is gone, and bombs do not go off."""

import io
import struct
import zlib

import pytest
from PIL import Image

from regulars.kernel.errors import BadValue
from regulars.runtime.pictures import PICTURE_BYTES_MAX, SIDE, small_square
from tests.api.samples import picture

PLACE = b"Muscat 23.5859 58.4059"


def photograph(width: int = 640, height: int = 480) -> bytes:
    """With a camera's notes, a place among them, and lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = PLACE.decode()
    return picture(width, height, "JPEG", exif=exif, comment=PLACE)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
async def test_a_picture_becomes_a_small_square(form: str) -> None:
    drawn = Image.open(io.BytesIO(await small_square(picture(500, 200, form))))
    assert (drawn.format, drawn.size, drawn.mode) == ("WEBP", (SIDE, SIDE), "RGB")


async def test_what_the_camera_wrote_is_gone() -> None:
    sent = photograph()
    assert PLACE in sent
    kept = await small_square(sent)
    assert PLACE not in kept
    drawn = Image.open(io.BytesIO(kept))
    assert dict(drawn.getexif()) == {}
    assert not {"exif", "icc_profile", "xmp", "comment"} & drawn.info.keys()


async def test_holes_are_white_and_palettes_are_colours() -> None:
    glass = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(glass, "PNG")
    drawn = Image.open(io.BytesIO(await small_square(glass.getvalue())))
    assert min(drawn.getpixel((5, 5))) > 245  # type: ignore[arg-type]
    palette = io.BytesIO()
    Image.new("P", (20, 20)).save(palette, "PNG")
    assert await small_square(palette.getvalue())


def bomb(side: int, height: int = 0) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", side, height or side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "picture_not_readable"),
        (b"GIF89a" + b"\0" * 100, "picture_not_readable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_not_readable"),
        (picture()[:60], "picture_not_readable"),
        (bomb(6_000), "picture_too_large"),
        (bomb(4_000), "picture_not_readable"),
        (bomb(1, 24_000_000), "picture_too_large"),
        (b"x" * (PICTURE_BYTES_MAX + 1), "picture_too_large"),
    ],
)
async def test_what_is_no_picture_to_keep_is_refused(sent: bytes, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        await small_square(sent)
    assert refused.value.code == code
