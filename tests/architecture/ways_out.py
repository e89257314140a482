"""Who may open a line to another server: one client, one mail library over its sockets, and
nobody else."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "regulars"

LIBRARIES = frozenset(
    {
        "socket", "httpx", "httpcore", "requests", "aiohttp", "urllib3", "websockets", "smtplib",
        "aiosmtplib", "ftplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "urllib.request",
        "http.client", "asyncio.streams", "twilio",
    }
)  # fmt: skip
CALLS = frozenset(
    {
        "open_connection", "open_unix_connection", "create_connection", "sock_connect",
        "create_datagram_endpoint", "create_unix_connection", "connect_ex", "urlopen",
    }
)  # fmt: skip
# The front desk and the demo look whether a port of this machine is free, and whether their own
# server is up.
ALLOWED: Mapping[str, frozenset[str]] = {
    "runtime/outside.py": frozenset({"socket", "httpx", "httpcore", "sock_connect"}),
    "connectors/smtp/client.py": frozenset({"aiosmtplib"}),
    "app.py": frozenset({"socket"}),
    "demo/processes.py": frozenset({"socket", "urllib.request", "urlopen"}),
}


def ways_out(path: str, text: str) -> list[str]:
    allowed = ALLOWED.get(path, frozenset())
    return [f"{path}: {found}" for found in _found(ast.parse(text)) if found not in allowed]


def ways_out_of(source: Path) -> list[str]:
    return [
        way
        for file in sorted(source.rglob("*.py"))
        for way in ways_out(file.relative_to(source).as_posix(), file.read_text("utf-8"))
    ]


def _found(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (known for each in names if (known := _library(each.name)))
            case ast.ImportFrom(module=str(module), names=names, level=0):
                wholes = (module, *(f"{module}.{each.name}" for each in names))
                yield from sorted({known for whole in wholes if (known := _library(whole))})
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in CALLS:
                yield name


def _library(module: str) -> str | None:
    parts = module.split(".")
    names = (".".join(parts[: many + 1]) for many in range(len(parts)))
    return next((name for name in names if name in LIBRARIES), None)
