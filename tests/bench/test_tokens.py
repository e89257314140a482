"""The figures of tokens: what a check may cost of a read."""

from bench.tokens import Cost, TokensFound

KNOWN, IN_TURN = "a token that is known", "in ordinary use"


def found(known: float, in_turn: float = 1.0) -> TokensFound:
    return TokensFound(
        (
            Cost("a customer read", 1_000.0),
            Cost("a key", 90.0),
            Cost(KNOWN, known, is_bounded=True),
            Cost(IN_TURN, in_turn, is_bounded=True),
        )
    )


def test_a_check_costs_at_most_a_twentieth_of_a_read() -> None:
    assert found(50.0).misses() == []
    assert found(50.1).misses() == [KNOWN]
    assert found(50.0, in_turn=60.0).misses() == [IN_TURN]


def test_each_cost_is_told_in_parts_of_a_read() -> None:
    rows = found(20.0).table().splitlines()
    assert [row.split()[-1] for row in rows[:3]] == ["100.0%", "9.0%", "2.0%"]
