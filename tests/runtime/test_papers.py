"""Papers are judged by what they are: pictures drawn anew, PDFs whole and without anything that
acts, all else refused."""

import io
import zipfile

import pytest
from PIL import Image

from regulars.kernel.errors import BadValue
from regulars.runtime.papers import PAPER_BYTES_MAX, judged_paper
from regulars.runtime.pictures import PAGE_SIDE
from tests.api.samples import picture
from tests.runtime.test_pictures import PLACE, bomb, photograph

TAIL = b"\nstartxref\n9\n%%EOF\n"


def pdf(inside: bytes = b"1 0 obj<</Type/Catalog>>endobj", tail: bytes = TAIL) -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + inside + tail


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("run.exe", "MZ")
    return made.getvalue()


async def test_a_scan_stays_readable_upright_and_says_nothing_of_its_camera() -> None:
    sent = photograph(3_000, 2_000)
    assert PLACE in sent
    paper = await judged_paper(sent)
    drawn = Image.open(io.BytesIO(paper.content))
    assert (paper.media_type, paper.ending, drawn.format) == ("image/jpeg", "jpg", "JPEG")
    assert drawn.size == (PAGE_SIDE * 2 // 3, PAGE_SIDE), "turned as it was held"
    assert PLACE not in paper.content
    assert dict(drawn.getexif()) == {}


async def test_a_small_one_is_not_blown_up() -> None:
    drawn = Image.open(io.BytesIO((await judged_paper(picture(300, 200))).content))
    assert drawn.size == (300, 200)


async def test_a_plain_pdf_is_kept_as_it_is() -> None:
    paper = await judged_paper(pdf())
    assert (paper.media_type, paper.content, paper.ending) == ("application/pdf", pdf(), "pdf")


async def test_what_hides_behind_a_picture_is_left_behind() -> None:
    sent = picture(form="JPEG") + b"<script>alert(1)</script>" + archive()
    paper = await judged_paper(sent)
    assert b"script" not in paper.content
    assert b"PK" not in paper.content


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "paper_not_readable"),
        (b"GIF89a" + b"\0" * 100, "paper_not_readable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "paper_not_readable"),
        (b"MZ\x90\x00", "paper_not_readable"),
        (archive(), "paper_not_readable"),
        (bomb(6_000), "paper_too_large"),
        (b"%PDF-1.7\n" + b"0" * PAPER_BYTES_MAX, "paper_too_large"),
        (b"<html>" + pdf(), "paper_not_readable"),
        (pdf(tail=b"\n%%EOF\n"), "paper_not_readable"),
        (pdf() + b"<html><script>alert(1)</script>", "paper_not_readable"),
        (pdf(archive()), "paper_not_readable"),
        (pdf(b"1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "paper_not_safe"),
        (pdf(b"1 0 obj<</S/J#61v#61Script>>endobj"), "paper_not_safe"),
        (pdf(b"1 0 obj<</S /Launch /F(run.exe)>>endobj"), "paper_not_safe"),
        (pdf(b"1 0 obj<</Type/EmbeddedFile>>endobj"), "paper_not_safe"),
        (pdf(b"trailer<</Encrypt 5 0 R>>"), "paper_not_safe"),
    ],
)  # fmt: skip
async def test_what_is_no_paper_is_refused(sent: bytes, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        await judged_paper(sent)
    assert refused.value.code == code
