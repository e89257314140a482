"""What is announced when a budget of tries is spent."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class IdentitySearchBudgetSpent(Event):
    """A key or a staff account asked for so many phones and e-mails that nobody has that its
    searches for more of them wait. Once a window."""

    name: ClassVar[str] = "identity.search_budget_spent"
    subject_kind: ClassVar[str] = "credential"
    credential: UUID
    credential_kind: str
    misses: int


@dataclass(frozen=True, slots=True)
class IdentitySignInStorm(Event):
    """So many sign-ins failed within one window that strangers wait."""

    name: ClassVar[str] = "identity.sign_in_storm"
    subject_kind: ClassVar[str] = "tenant"
    tries: int
