"""Where in the house somebody looked, from the route that the log kept."""

CONSOLE_PREFIX = "/c/{tenant:str}"


def place_of(route: str) -> str:
    """A code: the API, or a part of the console."""
    path = route.partition(" ")[2]
    if path.startswith("/api/"):
        return "api"
    if not path.startswith(CONSOLE_PREFIX):
        return "other"
    first, _, rest = path.removeprefix(CONSOLE_PREFIX).strip("/").partition("/")
    if first == "customers":
        return "customer" if rest and not rest.startswith("exports") else "list"
    return first if first in ("till", "audit") else "console"
