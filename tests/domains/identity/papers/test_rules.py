"""No verification goes a way that the table of moves does not know, whatever is tried in which
order."""

import os
import random
import secrets
from contextlib import suppress
from datetime import timedelta
from typing import get_args
from uuid import UUID

from regulars.domains import customers, identity, tenants
from regulars.domains.identity import (
    DOCUMENT_KINDS,
    REJECTION_REASONS,
    STATES,
    OwnPaper,
    VerificationClosed,
    VerificationOpen,
    VerificationState,
)
from regulars.domains.identity.papers.rules import MOVES, OPEN, Outcome
from regulars.runtime.tx import Tx
from tests.domains.customers.papers.handing_in import (
    LATER,
    PORTAL,
    approved,
    handed_in,
    rejected,
    somebody,
)
from tests.world import World, registered

# At least so many walks, and more while a way is left that none has gone.
WALKS, WALKS_MAX, STEPS = 80, 800, 14
ALL_WAYS = {(was, then) for was, ways in MOVES.items() for then in ways}
DEEDS = ("ask", "hand_in", "approve", "reject", "ask_again", "withdraw", "wait", "sweep")
REFUSALS = (VerificationClosed, VerificationOpen, OwnPaper)
States = dict[UUID, VerificationState]


def test_every_state_has_its_moves_and_nothing_comes_back_from_the_end() -> None:
    assert set(MOVES) == set(STATES)
    assert {state for state, ways in MOVES.items() if not ways} == {
        "rejected",
        "expired",
        "withdrawn",
    }
    assert set().union(*MOVES.values()) == set(STATES) - {"requested"}
    assert set(get_args(Outcome)) < MOVES["pending"]


async def test_whatever_is_tried_no_state_is_jumped_to(tx: Tx, world: World) -> None:
    seed = int(os.environ.get("REGULARS_SEED", secrets.randbits(32)))
    print(f"REGULARS_SEED={seed}")
    chance = random.Random(seed)  # noqa: S311 - a walk that can be walked again
    seen: set[tuple[str, str]] = set()
    for walk in range(WALKS_MAX):
        if walk >= WALKS and seen >= ALL_WAYS:
            break
        ana = await registered(tx, name="Ana", phone=f"9111 {2000 + walk}")
        before: States = {}
        for _ in range(STEPS):
            tx.context = somebody(world.laundry)
            with suppress(*REFUSALS):
                await act(tx, chance, ana.id)
            stood = await identity.verifications_of(tx, ana.id)
            after: States = {each.id: each.state for each in stood}
            for id_, state in after.items():
                was = before.get(id_, state)
                assert was == state or state in MOVES[was], (was, state)
                assert id_ in before or state in OPEN, state
                seen.add((was, state))
            assert before.keys() <= after.keys(), "history is kept"
            assert sum(state in OPEN for state in after.values()) <= 1
            before = after
    assert seen >= ALL_WAYS


async def act(tx: Tx, chance: random.Random, customer_id: UUID) -> None:
    deed = chance.choice(DEEDS)
    stood = await identity.verifications_of(tx, customer_id)
    one = chance.choice(stood[:2]) if stood else None
    if deed == "ask":
        kind = chance.choice(DOCUMENT_KINDS)
        await customers.ask_for_paper(tx, customer_id, kind, portal=PORTAL)
    elif deed == "hand_in":
        await handed_in(tx, customer_id, chance.choice(DOCUMENT_KINDS))
    elif deed == "wait" and chance.random() < 0.4:
        await tx.run(LATER, ago=timedelta(days=40))
    elif deed == "sweep":
        await identity.lapse_verifications(tx, 10)
    elif one is None:
        return
    elif deed == "approve":
        day = (await today_of(tx)) if chance.random() < 0.9 else ""
        await approved(tx, one, until=day)
    elif deed in ("reject", "ask_again"):
        reason = chance.choice(REJECTION_REASONS)
        await rejected(tx, one, reason=reason, asks_again=deed == "ask_again")
    elif deed == "withdraw":
        await customers.withdraw_paper(tx, one.id)


async def today_of(tx: Tx) -> str:
    return (await tenants.read_verification_rules(tx)).today.isoformat()
