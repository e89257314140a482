"""Whether the time of an answer tells who is known: codes asked for and typed, passwords tried."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median

import httpx
import uvloop

from bench.codes import auc
from bench.doors import (
    Once,
    Stranger,
    ask_for_code,
    console_forms,
    knocking_shops,
    numbers,
    people,
    try_password,
    try_password_at_console,
    type_wrong_code,
)
from bench.ground import Ground, prepared_ground
from bench.requests import gets
from bench.served import serving
from regulars.app import open_keys
from regulars.runtime.beat import CODES, PASSWORDS
from regulars.runtime.database import open_database

DELTA_MS = 1.0
AUC_MAX = 0.55
TRIPLES_A_SECOND = 15
# With fewer, an AUC is further from a half by chance than the bar allows.
TRIPLES_MIN = 400
# Answers wait for their beat, so several are asked for at once. Each lane is one caller.
LANES = 4
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Told:
    """Milliseconds of one question. `again` are others that are known, so that what the machine
    does by itself can be seen beside."""

    name: str
    beat_ms: float
    known: tuple[float, ...]
    unknown: tuple[float, ...]
    again: tuple[float, ...]

    @property
    def delta(self) -> float:
        return median(self.unknown) - median(self.known)

    @property
    def share(self) -> float:
        """How often an unknown one takes longer: a half tells nothing, whichever side it is on."""
        return auc(self.known, self.unknown)

    @property
    def is_alike(self) -> bool:
        return abs(self.delta) <= DELTA_MS and max(self.share, 1 - self.share) <= AUC_MAX

    def late(self, times: Sequence[float]) -> float:
        """The share that took more than one beat: only these can be told apart by the work."""
        return sum(each > 1.5 * self.beat_ms for each in times) / len(times)

    def row(self) -> str:
        noise = median(self.again) - median(self.known)
        return (
            f"{self.name:<26} {median(self.known):>8.2f} {median(self.unknown):>8.2f}"
            f" {self.delta:>+8.2f} {self.share:>7.3f}"
            f"   {noise:>+7.2f} {auc(self.known, self.again):>7.3f}"
            f"   {self.late(self.known):>7.1%} {self.late(self.unknown):>7.1%}"
        )


@dataclass(frozen=True, slots=True)
class AlikeFound:
    told: tuple[Told, ...]

    def misses(self) -> list[str]:
        return [one.name for one in self.told if not one.is_alike]

    def table(self) -> str:
        triples = f"{len(self.told[0].known)} of each, in ms"
        head = (
            f"{triples:<26} {'known':>8} {'unknown':>8} {'delta':>8} {'AUC':>7}"
            f"   {'noise':>7} {'AUC':>7}   {'past the first beat':>15}"
        )
        bars = f"bars: {DELTA_MS:.0f} ms, AUC {AUC_MAX}; noise: known against known"
        return "\n".join([head, *(one.row() for one in self.told), bars])


def measure_alike(folder: Path, *, port: int, seconds: float, say: Say) -> AlikeFound:
    """On the town of `--only codes`; no worker runs, so nothing leaves."""
    many = max(TRIPLES_MIN, int(seconds * TRIPLES_A_SECOND))
    with prepared_ground(folder / "codes", 2_000, port=port, say=say) as ground:
        ground = replace(ground, settings=replace(ground.settings, proxy_hops=1))
        first = gets(ground, 1, random.Random(0))[0]  # noqa: S311 - which customer
        with serving(ground.settings, first=first, log=folder / "server.log"):
            return uvloop.run(_measured(ground, many, say))


async def _measured(ground: Ground, many: int, say: Say) -> AlikeFound:
    database = await open_database(ground.settings.database_url, open_keys(ground.settings), size=2)
    house = f"http://127.0.0.1:{ground.settings.port}"
    found: list[Told] = []
    try:
        async with httpx.AsyncClient(base_url=house, timeout=30) as client:
            shops = await knocking_shops(database, ground)
            for purpose, name in (("login", "a code, signing in"),
                                  ("registration", "a code, signing up")):  # fmt: skip
                say(f"{name}: {3 * many} numbers")
                trio = [await numbers(database, shops, many, kind) for kind in (True, False, True)]
                ask = partial(ask_for_code, client, purpose)
                found.append(await _timed(name, CODES, trio, ask))
                if purpose == "login":
                    typed = partial(type_wrong_code, client)
                    found.append(await _timed("a wrong code", CODES, trio, typed))
            forms = await console_forms(client, shops)
            for name, once in (
                ("a wrong password, app", partial(try_password, client)),
                ("a wrong password, console", partial(try_password_at_console, client, forms)),
            ):
                say(f"{name}: {3 * many} people")
                trio = [await people(database, shops, many, kind) for kind in (True, False, True)]
                found.append(await _timed(name, PASSWORDS, trio, once))
    finally:
        await database.close()
    return AlikeFound(tuple(found))


async def _timed(name: str, beat: float, trio: Sequence[Sequence[Stranger]], once: Once) -> Told:
    """One of each after the other, in another order each time, so that what else the machine does
    falls on all."""
    times: tuple[list[float], ...] = ([], [], [])
    turns = iter(enumerate(zip(*trio, strict=True)))

    async def lane() -> None:
        for turn, strangers in turns:
            for step in range(len(trio)):
                which = (turn + step) % len(trio)
                times[which].append(await once(strangers[which]))

    await asyncio.gather(*(lane() for _ in range(LANES)))
    return Told(name, beat * 1000, *(tuple(each) for each in times))
