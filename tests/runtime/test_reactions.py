"""A reaction has a name for ever, and knows which facts it is for."""

import pytest

from regulars.runtime.reactions import (
    BadReactions,
    GiveUp,
    Later,
    Outcome,
    Reactions,
    RecordedFact,
    reacts_to,
)
from regulars.runtime.tx import Tx
from tests.instruments.job_zoo import AnimalFed, AnimalSlept, count_meal, tell_keeper


def test_a_reaction_is_named_by_its_room_and_its_function() -> None:
    assert count_meal.name == "instruments.count_meal"


def test_a_reaction_in_a_wing_bears_the_name_of_its_room() -> None:
    async def send_code(_: Tx, __: RecordedFact) -> Outcome:
        return None

    send_code.__module__ = "regulars.domains.identity.sends.sending"
    assert reacts_to(AnimalFed)(send_code).name == "identity.send_code"


def test_a_reaction_is_found_by_the_facts_it_names() -> None:
    reactions = Reactions([count_meal, tell_keeper])
    assert reactions.to(AnimalFed.name, origin="live") == [count_meal, tell_keeper]
    assert reactions.to(AnimalSlept.name, origin="live") == []


@pytest.mark.parametrize("origin", ["import", "backfill", "undo", "merge", "system"])
def test_an_outward_reaction_is_for_what_happened_live_only(origin: str) -> None:
    assert Reactions([count_meal, tell_keeper]).to(AnimalFed.name, origin=origin) == [count_meal]


def test_two_reactions_of_one_name_are_refused() -> None:
    with pytest.raises(BadReactions):
        Reactions([count_meal, count_meal])


def test_a_reaction_to_nothing_is_refused() -> None:
    with pytest.raises(BadReactions):
        reacts_to()


def test_later_says_how_much_later() -> None:
    assert Later(minutes=1.5).delay.total_seconds() == 90


@pytest.mark.parametrize("reason", ["Number Unreachable", "", "+968 0000 0000", "a" * 64])
def test_a_reason_that_is_not_a_code_is_refused(reason: str) -> None:
    with pytest.raises(ValueError, match="reason is a code"):
        GiveUp(reason)
