"""`python -m bench`: fill, serve, load and pgbench in turn, and say what came out."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from bench.alike import measure_alike
from bench.codes import measure_codes
from bench.load import WrongAnswer
from bench.pgbench import PgbenchFailed
from bench.run import Plan, run
from bench.served import NotServing
from bench.tokens import measure_tokens
from regulars.runtime.embedded import EmbeddedServerError

FOLDER = Path(__file__).resolve().parents[1] / ".cache" / "bench"
RESULT = "result.json"


@click.command()
@click.option("--customers", default=1_000_000, show_default=True, help="In twenty tenants.")
@click.option("--clients", default=8, show_default=True)
@click.option("--seconds", default=8.0, show_default=True, help="Of each load.")
@click.option("--rounds", default=5, show_default=True, help="The middle one counts.")
@click.option("--minutes", default=0.0, show_default=True, help="A long mixed load besides.")
@click.option("--port", default=8490, show_default=True)
@click.option(
    "--only",
    default="",
    help="What begins with this: get, create, list; codes, alike, tokens alone.",
)
@click.option("--reference-machine", "is_reference", is_flag=True, help="Judge figures a second.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, hidden=True)
def bench(folder: Path, **chosen: object) -> None:
    """Exit code 1 when a bar is missed by more than a quarter."""
    try:
        if chosen["only"] == "codes":
            _codes(folder, int(str(chosen["port"])), float(str(chosen["seconds"])))
        if chosen["only"] == "alike":
            _alike(folder, int(str(chosen["port"])), float(str(chosen["seconds"])))
        if chosen["only"] == "tokens":
            _tokens(folder, int(str(chosen["port"])))
        report = run(Plan(**chosen), folder, say=_say)  # type: ignore[arg-type]
    except (WrongAnswer, PgbenchFailed, NotServing, EmbeddedServerError) as stopped:
        click.echo(str(stopped), err=True)
        sys.exit(2)
    said = {**report.as_json(), "command": " ".join(["python -m bench", *sys.argv[1:]])}
    (folder / RESULT).write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    click.echo(f"\n{report.table()}\n\nThe same as JSON: {folder / RESULT}")
    sys.exit(1 if report.misses() else 0)


def _codes(folder: Path, port: int, seconds: float) -> NoReturn:
    found = measure_codes(folder, port=port, seconds=seconds, say=_say)
    click.echo(f"\n{found.table()}")
    sys.exit(1 if found.misses() else 0)


def _alike(folder: Path, port: int, seconds: float) -> NoReturn:
    found = measure_alike(folder, port=port, seconds=seconds, say=_say)
    click.echo(f"\n{found.table()}")
    sys.exit(1 if found.misses() else 0)


def _tokens(folder: Path, port: int) -> NoReturn:
    found = measure_tokens(folder, port=port, say=_say)
    click.echo(f"\n{found.table()}")
    sys.exit(1 if found.misses() else 0)


def _say(line: str) -> None:
    click.echo(f"· {line}", err=True)


if __name__ == "__main__":
    bench()
