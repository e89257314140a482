"""What a room refused, as the settings forms show it."""

from regulars.kernel.errors import Invalid

# Where a form calls a field otherwise than its room does.
FORM_FIELDS = {"default_country": "country", "locale": "language"}


def errors_of(invalid: Invalid) -> dict[str, tuple[str, ...]]:
    errors: dict[str, tuple[str, ...]] = {}
    for error in invalid.errors:
        name = FORM_FIELDS.get(error.field, error.field)
        errors[name] = (*errors.get(name, ()), error.code)
    return errors
