"""Who looked at somebody's data, as they are told it themselves. Staff are told of by their role: a
customer is owed an answer, not somebody's name (docs/guide/portal.md)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from regulars.domains import audit, identity, tenants
from regulars.domains.audit import LookTrail, SeenLook, Wanted
from regulars.domains.tenants import Branch
from regulars.runtime.context import Purpose
from regulars.runtime.readlog import ReadKind
from regulars.runtime.tx import Tx

Who = Literal["owner", "admin", "branch", "vendor", "staff", "key", "operator", "system"]
ROLES = ("owner", "admin", "branch", "vendor")
PROGRAMS = ("key", "operator")


@dataclass(frozen=True, slots=True)
class OwnLook:
    """`who` is a kind of person or program: people of the shop are not named to customers."""

    at: datetime
    who: Who
    kind: ReadKind
    purpose: Purpose
    branch: Branch | None


@dataclass(frozen=True, slots=True)
class OwnLooks:
    """Newest first. A page may be short and still have an `older` one."""

    looks: tuple[OwnLook, ...]
    older: UUID | None


async def looks_told(
    tx: Tx, customer_id: UUID, *, limit: int, place: UUID | None = None
) -> OwnLooks:
    trail = await audit.walk_looks(tx, Wanted(subject_id=customer_id), limit=limit, place=place)
    looks = others_looks(trail, customer_id)
    who = {look.actor_id for look in looks if look.actor_kind == "staff" and look.actor_id}
    roles = await identity.roles_of_staff(tx, who)
    branches: dict[UUID, Branch] = {each.id: each for each in await tenants.list_branches(tx)}
    told = [
        OwnLook(
            look.at,
            _who(look, roles),
            cast("ReadKind", look.kind),
            cast("Purpose", look.purpose),
            branches.get(look.branch_id) if look.branch_id else None,
        )
        for look in looks
    ]
    return OwnLooks(tuple(told), trail.older)


def others_looks(trail: LookTrail, customer_id: UUID) -> tuple[SeenLook, ...]:
    """Without their own: whoever looks at their own data is not told of it."""
    return tuple(look for look in trail.looks if look.actor_id != customer_id)


def _who(look: SeenLook, roles: dict[UUID, str]) -> Who:
    if look.actor_kind == "staff":
        role = roles.get(look.actor_id) if look.actor_id else None
        return cast("Who", role) if role in ROLES else "staff"
    return cast("Who", look.actor_kind) if look.actor_kind in PROGRAMS else "system"
