"""Where a tenant's customers come in, and the links that lead there."""

from dataclasses import dataclass
from typing import Literal

from regulars.domains import identity
from regulars.domains.identity import Credential


@dataclass(frozen=True, slots=True)
class Portal:
    """Where a tenant's customers come in: `address` is https://…/p/{slug}."""

    address: str
    environment: str
    tenant_ref: str

    def mint(self, kind: Literal["ri", "ru"]) -> Credential:
        return identity.mint_credential(kind, self.environment, self.tenant_ref)

    def undo(self, link: Credential) -> str:
        return f"{self.address}/undo/{link.secret}"

    def papers(self) -> str:
        return f"{self.address}/papers"

    def join(self, link: Credential) -> str:
        return f"{self.address}/join/{link.secret}"
