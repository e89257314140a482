"""The catalogue lints: what the database itself must look like, asked of pg_catalog."""

from tests.architecture.catalogue import (
    columns,
    grants,
    keys,
    objects,
    policies,
    roles,
    tenancy,
)
from tests.architecture.catalogue.lint import SHARED, Lint

__all__ = ["LINTS", "Lint", "query"]

LINTS: tuple[Lint, ...] = (
    *tenancy.LINTS,
    *policies.LINTS,
    *grants.LINTS,
    *keys.LINTS,
    *objects.LINTS,
    *roles.LINTS,
    *columns.LINTS,
)


def query(lints: tuple[Lint, ...]) -> str:
    """All lints in one question: rows of (lint, finding). $1 is the prefix of the roles."""
    parts = (
        f"SELECT '{lint.name}'::text AS lint, f.finding::text FROM ({lint.query}) AS f (finding)"
        for lint in lints
    )
    return SHARED + "\nUNION ALL\n".join(parts)
