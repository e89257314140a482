"""Who may change whose staff account, and what of it: the rule, and nothing that asks."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from regulars.domains.identity.model import Role, Staff

RANKS: dict[Role, int] = {
    "driver": 0,
    "vendor": 0,
    "support": 0,
    "branch": 0,
    "admin": 1,
    "owner": 2,
}
# Where somebody stands, and so what they see.
PLACE = frozenset({"role", "branch_ids"})


@dataclass(frozen=True, slots=True)
class Editor:
    """Whoever is about to change an account. Without a role it is the house itself."""

    id: UUID | None
    role: Role | None


def may_change(editor: Editor, before: Staff, *, becomes: Role, fields: Collection[str]) -> bool:
    """Owners change everybody, admins whoever is no owner, branch staff nobody. Nobody makes of
    somebody more than they are themselves, and nobody moves themselves: role and branches are
    for another to give."""
    if editor.role is None:
        return True
    if editor.id == before.id and PLACE.intersection(fields):
        return False
    rank = RANKS[editor.role]
    return rank >= RANKS["admin"] and rank >= max(RANKS[before.role], RANKS[becomes])


def may_reset_factors(editor: Editor, staff: Staff) -> bool:
    """Whoever is shut out of their own factors asks another: nobody resets their own, and for an
    owner or an admin it takes an owner."""
    if editor.role is None:
        return True
    if editor.id == staff.id:
        return False
    rank = RANKS[editor.role]
    return rank == RANKS["owner"] or rank >= RANKS["admin"] > RANKS[staff.role]


def changeable_roles(editor: Role) -> tuple[Role, ...]:
    """What an editor may make of somebody, mightiest first."""
    return tuple(role for role in reversed(RANKS) if RANKS[role] <= RANKS[editor])
