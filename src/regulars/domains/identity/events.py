"""What the identity room announces of API keys."""

from dataclasses import dataclass
from typing import ClassVar

from regulars.kernel.ids import ApiKeyId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class IdentityApiKeyCreated(Event):
    """A program may act for the tenant, within these scopes; or, with a publishable key, apps may
    begin sign-ins."""

    name: ClassVar[str] = "identity.api_key_created"
    subject_kind: ClassVar[str] = "api_key"
    api_key: ApiKeyId
    scopes: tuple[str, ...]
    kind: str = "secret"


@dataclass(frozen=True, slots=True)
class IdentityApiKeyRevoked(Event):
    """An API key stopped working."""

    name: ClassVar[str] = "identity.api_key_revoked"
    subject_kind: ClassVar[str] = "api_key"
    api_key: ApiKeyId
