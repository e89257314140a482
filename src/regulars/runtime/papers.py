"""Papers that somebody handed in: judged by what they are, whatever they are called."""

import re
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from regulars.kernel.errors import BadValue
from regulars.runtime.pictures import at_the_desk, readable_page

PAPER_BYTES_MAX = 5 * 1024 * 1024
PAPER_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
# The end of a PDF may be padded by a line or two, by nothing more.
_END = re.compile(rb"%%EOF[\r\n \t\x00]{0,64}\Z")
_BEGINNING = re.compile(rb"%PDF-[12]\.[0-9][\r\n]")
# A name may be written with its letters as numbers: /J#61vaScript.
_NAME = re.compile(rb"/[A-Za-z#0-9]{2,60}")
_NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
# What runs, opens or carries something: no scan of a paper has it. Triggers such as /AA and /JS
# need one of these beside them; alone they are so short that pressed pixels spell them by chance.
_ACTIVE = frozenset(
    {
        b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/XFA",
        b"/SubmitForm", b"/ImportData", b"/GoToR", b"/GoToE", b"/Encrypt",
    }
)  # fmt: skip
# Where a ZIP keeps its list of contents: a PDF with one is an archive as well.
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557


@dataclass(frozen=True, slots=True)
class Paper:
    """One page or file as it will be kept. A picture was drawn anew; a PDF is what was sent, and
    leaves the house as a download alone."""

    media_type: Literal["image/jpeg", "application/pdf"]
    content: bytes = field(repr=False)

    @property
    def ending(self) -> str:
        return "pdf" if self.media_type == "application/pdf" else "jpg"


async def judged_paper(raw: bytes) -> Paper:
    """Raises BadValue. What type or name came along is not asked. Beside the loop, and so before
    a transaction."""
    if len(raw) > PAPER_BYTES_MAX:
        raise BadValue("paper_too_large")
    if raw.startswith(b"%PDF-"):
        await at_the_desk(partial(_refuse_unsafe, raw))
        return Paper("application/pdf", raw)
    try:
        return Paper("image/jpeg", await readable_page(raw, most=PAPER_BYTES_MAX))
    except BadValue as bad:
        is_large = bad.code == "picture_too_large"
        raise BadValue("paper_too_large" if is_large else "paper_not_readable") from None


def _refuse_unsafe(raw: bytes) -> None:
    """A PDF from its first byte to its last, without what does something when it is opened. What
    a compressed part of it holds is not looked into: it is never shown, only downloaded."""
    is_whole = _BEGINNING.match(raw) and _END.search(raw[-80:]) and b"startxref" in raw[-2_048:]
    if not is_whole or _ZIP_END in raw[-_ZIP_TAIL:]:
        raise BadValue("paper_not_readable")
    for name in _NAME.finditer(raw):
        plain = _NUMBERED.sub(lambda code: bytes([int(code[1], 16)]), name[0])
        if plain in _ACTIVE:
            raise BadValue("paper_not_safe")
