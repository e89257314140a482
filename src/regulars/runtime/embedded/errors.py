"""What may go wrong with the embedded server, said so that somebody can mend it."""


class EmbeddedServerError(Exception):
    """The embedded PostgreSQL cannot be had. The text says why and what to do."""
