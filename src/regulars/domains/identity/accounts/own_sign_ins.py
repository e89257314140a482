"""When somebody signed in and out, as they are told it themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from regulars.domains import audit
from regulars.domains.audit import FactEntry, FactPlace, Wanted
from regulars.domains.identity.accounts.accounts import EndedBy
from regulars.domains.identity.accounts.sessions import Client
from regulars.runtime.tx import Tx

BEGUN, ENDED = "identity.account_signed_in", "identity.account_session_ended"


@dataclass(frozen=True, slots=True)
class OwnSignIn:
    """One that began, with `client`, or one that ended, and by what."""

    at: datetime
    client: Client | None
    ended_by: EndedBy | None


@dataclass(frozen=True, slots=True)
class OwnSignIns:
    """Newest first. A page may be short and still have an `older` one."""

    entries: tuple[OwnSignIn, ...]
    older: FactPlace | None


async def sign_ins_told(
    tx: Tx, account_id: UUID, *, limit: int, place: FactPlace | None = None
) -> OwnSignIns:
    trail = await audit.walk_facts(tx, Wanted(subject_id=account_id), limit=limit, place=place)
    told = tuple(_entry(fact) for fact in trail.facts if fact.name in (BEGUN, ENDED))
    return OwnSignIns(told, trail.older)


def _entry(fact: FactEntry) -> OwnSignIn:
    if fact.name == BEGUN:
        return OwnSignIn(fact.occurred_at, cast("Client", fact.data["client"]), None)
    return OwnSignIn(fact.occurred_at, None, cast("EndedBy", fact.data["ended_by"]))
