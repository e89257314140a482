"""What the bench makes of its figures: middles, ratios, and which bars were missed."""

from bench.load import Loaded
from bench.measures import MEASURES, Found
from bench.people import shares
from bench.pgbench import Ran
from bench.report import Report, Weighed
from bench.spent import CORES, Spent

GET = MEASURES[0]


def loaded(per_second: float) -> Loaded:
    return Loaded(int(per_second), 1.0, (1.0, 2.0, 9.0), b"")


def ran(per_second: float) -> Ran:
    return Ran(int(per_second), per_second, (0.1, 0.2, 0.9), "pgbench")


def report(*pairs: tuple[float, float], weighed: Weighed, is_reference: bool = False) -> Report:
    ours, theirs = [loaded(o) for o, _ in pairs], [ran(t) for _, t in pairs]
    return Report(
        customers=1,
        clients=8,
        filled_per_second=None,
        found=[Found(GET, ours, theirs)],
        weighed=weighed,
        serve_command="serve",
        is_reference=is_reference,
    )


LIGHT = Weighed(start_seconds=0.5, megabytes=100, family_megabytes=130)


def test_the_ratio_is_the_middle_one_of_neighbours_in_time() -> None:
    found = Found(GET, [loaded(100), loaded(10), loaded(400)], [ran(400), ran(80), ran(800)])
    assert found.ratio == 0.25
    assert found.per_second == 100


def test_a_bar_is_missed_when_a_quarter_and_more_is_lacking() -> None:
    bar = 1 / GET.share
    assert report((0.76 * bar * 1000, 1000), weighed=LIGHT).misses() == []
    assert report((0.74 * bar * 1000, 1000), weighed=LIGHT).misses() == ["get customer, ratio"]


def test_figures_a_second_are_judged_on_the_reference_machine_alone() -> None:
    slow = (GET.per_second / 2, GET.per_second)
    assert report(slow, weighed=LIGHT).misses() == []
    assert report(slow, weighed=LIGHT, is_reference=True).misses() == ["get customer, absolute"]


def test_a_heavy_late_or_growing_server_is_a_miss() -> None:
    good = (1000.0, 1000.0)
    heavy = Weighed(start_seconds=2.1, megabytes=220, family_megabytes=250)
    assert report(good, weighed=heavy).misses() == ["memory", "start"]
    growing = Weighed(0.5, 150, 160, over_time=tuple(range(50, 150, 5)))
    assert report(good, weighed=growing).misses() == ["memory over time"]
    flat = Weighed(0.5, 150, 160, over_time=(90, 140, 141, 140, 142, 141))
    assert report(good, weighed=flat).misses() == []


def test_alone_a_server_has_one_core_and_pgbench_has_all() -> None:
    assert Spent(server=1, database=0.2, load=0.1).per_second(2_000) == 2_000
    busy = Spent(server=0, database=0.5 * CORES, load=0.5 * CORES)
    assert busy.per_second(10_000) == 10_000
    before = Spent(1, 2, 3)
    assert Spent(2, 4, 6) - before == before


def test_a_tenth_of_all_customers_are_in_one_shop() -> None:
    assert shares(1_000_000, 20)[0] == 100_000
    assert sum(shares(1_000_000, 20)) == 1_000_000
    assert max(shares(600, 20)[1:]) - min(shares(600, 20)[1:]) <= 1
