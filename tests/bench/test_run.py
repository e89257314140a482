"""The bench still runs: a small town instead of a million, and no bar is asked of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.measures import MEASURES
from bench.run import Plan, run
from tests.instruments.processes import free_port

pytestmark = pytest.mark.slow

SMALL = Plan(customers=600, clients=2, seconds=1, rounds=1, minutes=0, is_durable=False)


def test_it_fills_once_measures_both_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    plan = replace(SMALL, port=free_port())
    first = run(plan, tmp_path, say=said.append)
    assert first.customers == SMALL.customers
    assert any("filled" in line for line in said)
    assert [one.measure for one in first.found] == list(MEASURES)
    for one in first.found:
        assert one.per_second > 0
        assert one.floor_per_second > 0
    assert first.weighed.megabytes > 0
    assert "pgbench -M prepared" in first.as_json()["operations"][0]["pgbench_command"]

    said.clear()
    again = run(replace(plan, only="get"), tmp_path, say=said.append)
    assert not any("filled" in line for line in said)
    assert [one.measure.script for one in again.found] == ["get.sql"]
    assert str(MEASURES[0].per_second // 1000) in again.table()
