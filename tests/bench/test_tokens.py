"""The figures of tokens: what a check may cost of a read."""

from bench.tokens import IN_TURN, KNOWN, Cost, TokensFound


def found(known: float) -> TokensFound:
    return TokensFound((Cost("a customer read", 1_000.0), Cost("a key", 90.0), Cost(KNOWN, known)))


def test_a_token_that_is_known_costs_at_most_a_twentieth_of_a_read() -> None:
    assert found(50.0).misses() == []
    assert found(50.1).misses() == [KNOWN]


def test_so_do_those_of_many_people_in_turn() -> None:
    costs = *found(50.0).costs, Cost(IN_TURN, 50.1)
    assert TokensFound(costs).misses() == [IN_TURN]


def test_each_cost_is_told_in_parts_of_a_read() -> None:
    rows = found(20.0).table().splitlines()
    assert [row.split()[-1] for row in rows[:3]] == ["100.0%", "9.0%", "2.0%"]
