"""pgbench on the same database, with the scripts that lie beside this file."""

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from bench.ground import Ground
from bench.people import SINCE, YEARS
from regulars.runtime.embedded.binaries import installed_binaries

SCRIPTS = Path(__file__).parent
THREADS = 2
# Every tenth transaction's time is noted: noting all of them would slow pgbench down.
NOTED = 0.1
DONE = re.compile(r"^number of transactions actually processed: (\d+)", re.MULTILINE)
RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


class PgbenchFailed(Exception):
    """It did not run to its end; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Ran:
    transactions: int
    per_second: float
    milliseconds: tuple[float, ...]
    command: str

    def within(self, share: float) -> float:
        last = len(self.milliseconds) - 1
        return self.milliseconds[min(int(last * share) + 1, last)]


def run_pgbench(ground: Ground, script: str, *, clients: int, seconds: float) -> Ran:
    """As the app role, through the server's socket."""
    parts = urlsplit(ground.settings.database_url)
    asked = parse_qs(parts.query)
    database = parts.path.lstrip("/")
    command = [
        installed_binaries().program("pgbench"), "-M", "prepared", "-n",
        "-c", str(clients), "-j", str(min(THREADS, clients)), "-T", str(max(1, round(seconds))),
        "-f", str(SCRIPTS / script), *_variables(ground),
        "-h", asked["host"][0], "-p", asked["port"][0], "-U", str(parts.username),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        noting = ["-l", f"--log-prefix={folder}/took", f"--sampling-rate={NOTED}"]
        ran = subprocess.run(  # noqa: S603 - our own command line
            [*command, *noting, database],
            env={**os.environ, "PGPASSWORD": unquote(parts.password or "")},
            capture_output=True,
            text=True,
            check=False,
        )
        rate, done = RATE.search(ran.stdout), DONE.search(ran.stdout)
        if ran.returncode != 0 or rate is None or done is None or "ERROR" in ran.stderr:
            raise PgbenchFailed(f"{' '.join(command)}\n{ran.stdout}{ran.stderr}")
        times = sorted(
            int(line.split()[2]) / 1000
            for file in Path(folder).iterdir()
            for line in file.read_text(encoding="ascii").splitlines()
        )
    return Ran(int(done[1]), float(rate[1]), tuple(times) or (0.0,), _shown([*command, database]))


def _variables(ground: Ground) -> list[str]:
    values: Mapping[str, object] = {
        "tenants": "".join(str(shop.tenant_id) for shop in ground.shops),
        "shops": len(ground.shops),
        "customers": min(shop.customers for shop in ground.shops),
        "since": int(SINCE.timestamp()),
        "seconds": int(YEARS.total_seconds()),
    }
    return [part for name, value in values.items() for part in ("-D", f"{name}={value}")]


def _shown(command: list[str]) -> str:
    """Without what the tenants are called this time, and where the package lies."""
    said = [part if not part.startswith("tenants=") else "tenants=…" for part in command]
    return " ".join(["pgbench", *said[1:]]).replace(str(SCRIPTS), "bench")
