"""A number or an address as somebody typed it, read into the one form that identifies."""

from dataclasses import dataclass, field

from regulars.domains.customers.reach.entry import ProvenKind
from regulars.kernel.email import parse_email
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.phone import parse_phone


@dataclass(frozen=True, slots=True)
class Typed:
    """`value` is E.164, or the folded address; `shown` is as it was typed."""

    kind: ProvenKind
    value: str = field(repr=False)
    shown: str = field(repr=False)


def read_identifier(phone: str | None, email: str | None, *, country: str) -> Typed:
    """Exactly one of the two. Raises Invalid."""
    if phone and email:
        raise Invalid(FieldError("email", "phone_or_email"))
    try:
        if phone:
            number = parse_phone(phone, country=country).e164
            return Typed("phone", number, phone.strip())
        if email:
            address = parse_email(email)
            return Typed("email", address.folded, address.shown)
    except BadValue as bad:
        raise Invalid(bad.at("phone" if phone else "email")) from None
    raise Invalid(FieldError("phone", "phone_or_email"))
