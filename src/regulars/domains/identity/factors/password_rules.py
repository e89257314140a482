"""What a password has to be, before anybody hashes it."""

from dataclasses import dataclass, field

from regulars.kernel.errors import BadValue, Invalid

PASSWORD_LENGTH_MIN = 10
PASSWORD_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password on its way in: its hash, or what is wrong with it."""

    hashed: str | None = field(repr=False)
    fault: BadValue | None = None

    def require(self, field_name: str) -> str:
        if self.hashed is None:
            fault = self.fault or BadValue("password_too_short", length_min=PASSWORD_LENGTH_MIN)
            raise Invalid(fault.at(field_name))
        return self.hashed


def weakness_of(password: str) -> BadValue | None:
    if len(password) < PASSWORD_LENGTH_MIN:
        return BadValue("password_too_short", length_min=PASSWORD_LENGTH_MIN)
    if len(password) > PASSWORD_LENGTH_MAX:
        return BadValue("text_too_long", length_max=PASSWORD_LENGTH_MAX)
    return None
