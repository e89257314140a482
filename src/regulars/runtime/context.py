"""Who acts, for which tenant, from where and why: fixed before a unit of work opens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from regulars.kernel.ids import BranchId, TenantId

ActorKind = Literal["staff", "key", "customer", "system", "operator"]
Origin = Literal["live", "import", "backfill", "undo", "merge", "system"]
# Why personal data is looked at. Set by the screen, or by the header Regulars-Purpose.
Purpose = Literal["service", "till", "support", "delivery", "billing", "privacy", "integration"]
PURPOSES: tuple[Purpose, ...] = (
    "service", "till", "support", "delivery", "billing", "privacy", "integration",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """`branch` is the branch that row security narrows to; None sees every branch's rows. `own` is
    the customer who acts for themselves: row security shows rows of theirs and of nobody else. What
    compares with others (is this number somebody's?) is a unit of work without it."""

    tenant_id: TenantId
    actor_kind: ActorKind
    actor_id: UUID | None = None
    branch: BranchId | None = None
    own: UUID | None = None
    on_behalf_of: UUID | None = None
    origin: Origin = "live"
    cause_id: UUID | None = None
    request_id: str | None = None
    purpose: Purpose = "service"
    route: str = ""
    reading: bool = False
    # When what is told happened, if not now: samples and backfills tell of the past.
    as_of: datetime | None = None

    def __post_init__(self) -> None:
        if self.own is not None and self.branch is not None:
            raise ValueError("a customer's own rows are in no branch")

    @property
    def branch_setting(self) -> str:
        """What runtime.tenant_table and runtime.own_rows compare with."""
        if self.own is not None:
            return f"self:{UUID.__str__(self.own)}"
        return "all" if self.branch is None else str(self.branch)
