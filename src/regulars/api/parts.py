"""The files of a form (RFC 7578), each by its name, for operations that take more than one."""

from regulars.api.bodies import FIELD_LENGTH_MAX
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.form_parts import NoForm, parts_of

# What a form adds to its files: boundaries, and a few headers of each.
FORM_BYTES = 16_384


def files_of(
    content: bytes, content_type: str, *, names: tuple[str, ...]
) -> list[tuple[str, bytes]]:
    """In the order of `names`, of which the first has to be there. Raises Invalid for what is no
    form, and for parts that are not asked for or come twice."""
    try:
        parts = parts_of(content, content_type, most=len(names))
    except NoForm:
        raise Invalid(FieldError("body", "wrong_type")) from None
    found: dict[str, bytes] = {}
    for part in parts:
        if part.name not in names:
            raise Invalid(FieldError(part.name[:FIELD_LENGTH_MAX], "unknown_field"))
        if part.name in found:
            raise Invalid(FieldError(part.name, "wrong_type"))
        found[part.name] = part.content
    if names[0] not in found:
        raise Invalid(FieldError(names[0], "required"))
    return [(name, found[name]) for name in names if name in found]
