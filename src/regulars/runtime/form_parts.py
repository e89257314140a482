"""The parts of a form (RFC 7578), taken apart in memory: a file that was put aside on a disk would
lie there in clear, and stay after it is gone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

FORM_TYPE = "multipart/form-data"
# RFC 7578 has three headers of a part.
PART_HEADERS_MAX = 8


class NoForm(ValueError):
    """Cut off, or nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Part:
    """A field, or a file, which has a name of its own."""

    name: str
    content: bytes = field(repr=False)
    is_file: bool


def is_form(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == FORM_TYPE


def parts_of(content: bytes, content_type: str, *, most: int) -> list[Part]:
    """In their order. Raises NoForm, also for more than so many."""
    _, options = parse_options_header(content_type)
    try:
        with PushMultipartParser(
            options.get("boundary", ""),
            len(content),
            max_header_count=PART_HEADERS_MAX,
            max_segment_count=most,
            strict=True,
        ) as parser:
            return list(_whole(parser, content))
    except (MultipartError, LookupError, ValueError):
        raise NoForm from None


def _whole(parser: PushMultipartParser, content: bytes) -> Iterator[Part]:
    name, is_file, pieces = "", False, list[bytes]()
    for event in [*parser.parse(content), *parser.parse(b"")]:
        if isinstance(event, MultipartSegment):
            name, is_file, pieces = event.name, bool(event.filename), []
        elif event:
            pieces.append(bytes(event))
        else:
            yield Part(name, b"".join(pieces), is_file)
