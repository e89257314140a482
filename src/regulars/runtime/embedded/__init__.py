"""The PostgreSQL that comes along: one private server, our child, for as long as we run."""

from .errors import EmbeddedServerError
from .home import default_home, remove_home
from .server import EmbeddedServer, running_server

__all__ = [
    "EmbeddedServer",
    "EmbeddedServerError",
    "default_home",
    "remove_home",
    "running_server",
]
