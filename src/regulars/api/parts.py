"""The files of a form (RFC 7578), each by its name, for operations that take more than one."""

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from regulars.api.bodies import FIELD_LENGTH_MAX
from regulars.kernel.errors import FieldError, Invalid

FORM_TYPE = "multipart/form-data"
# What a form adds to its files: boundaries, and a few headers of each.
FORM_BYTES = 16_384
# RFC 7578 has three headers of a part.
PART_HEADERS_MAX = 8


def is_form(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == FORM_TYPE


def files_of(
    content: bytes, content_type: str, *, names: tuple[str, ...]
) -> list[tuple[str, bytes]]:
    """In the order of `names`, of which the first has to be there. Raises Invalid for what is no
    form, and for parts that are not asked for or come twice."""
    found: dict[str, bytes] = {}
    for name, part in _parts(content, content_type, most=len(names)):
        if name not in names:
            raise Invalid(FieldError(name[:FIELD_LENGTH_MAX], "unknown_field"))
        if name in found:
            raise Invalid(FieldError(name, "wrong_type"))
        found[name] = part
    if names[0] not in found:
        raise Invalid(FieldError(names[0], "required"))
    return [(name, found[name]) for name in names if name in found]


def _parts(content: bytes, content_type: str, *, most: int) -> list[tuple[str, bytes]]:
    _, options = parse_options_header(content_type)
    parts: list[tuple[str, bytes]] = []
    name, pieces = "", list[bytes]()
    try:
        with PushMultipartParser(
            options.get("boundary", ""),
            len(content),
            max_header_count=PART_HEADERS_MAX,
            max_segment_count=most,
            strict=True,
        ) as parser:
            for event in [*parser.parse(content), *parser.parse(b"")]:
                if isinstance(event, MultipartSegment):
                    name, pieces = event.name, []
                elif event:
                    pieces.append(bytes(event))
                else:
                    parts.append((name, b"".join(pieces)))
    except (MultipartError, LookupError, ValueError):
        raise Invalid(FieldError("body", "wrong_type")) from None
    return parts
