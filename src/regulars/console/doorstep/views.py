"""What the doorstep shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Doorstep:
    """`business` is the address as it was given; `is_unknown` when no business has it."""

    business: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_unknown: bool = False
