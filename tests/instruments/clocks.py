"""A database whose clock goes otherwise than this process's: fault row J15 on one machine.

What is the time is asked by `now()` and `clock_timestamp()`. Here they lead to functions of a
schema that is looked through before the catalogue: in statements of the app and the worker, in
functions of ours, in defaults of columns. Ids and the server's own work keep the true clock.
"""

from datetime import timedelta

from tests.instruments.installation import Installation

ASKED = ("now", "clock_timestamp")
PATH = "elsewhere, pg_catalog"
FUNCTIONS = """
SELECT p.oid::regprocedure::text AS signature FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema', 'elsewhere'])
   AND EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%')
"""
DEFAULTS = """
SELECT d.adrelid::regclass::text AS of_table, a.attname AS of_column,
       pg_get_expr(d.adbin, d.adrelid) AS given
  FROM pg_attrdef d
  JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  JOIN pg_class c ON c.oid = d.adrelid
 WHERE pg_get_expr(d.adbin, d.adrelid) ~ '(now|clock_timestamp)\\(\\)'
   AND c.relkind IN ('r', 'p')
"""


async def set_database_clock(installation: Installation, ahead: timedelta) -> None:
    """So far ahead of the true time, or behind. Connections that are open keep what they had."""
    async with installation.connection() as connection:
        await connection.execute("CREATE SCHEMA IF NOT EXISTS elsewhere")
        await connection.execute("GRANT USAGE ON SCHEMA elsewhere TO PUBLIC")
        seconds = int(ahead.total_seconds())
        for name in ASKED:
            steadiness = "STABLE" if name == "now" else "VOLATILE"
            await connection.execute(
                f"CREATE OR REPLACE FUNCTION elsewhere.{name}() RETURNS timestamptz"
                f" LANGUAGE sql {steadiness}"
                f" AS $$ SELECT pg_catalog.{name}() + interval '{seconds} seconds' $$"
            )
        for row in await connection.fetch(FUNCTIONS):
            await connection.execute(f"ALTER FUNCTION {row['signature']} SET search_path = {PATH}")
        for row in await connection.fetch(DEFAULTS):
            if "elsewhere" not in row["given"]:
                given = row["given"]
                for name in ASKED:
                    given = given.replace(f"{name}()", f"elsewhere.{name}()")
                await connection.execute(
                    f"ALTER TABLE {row['of_table']}"
                    f' ALTER COLUMN "{row["of_column"]}" SET DEFAULT {given}'
                )
        for part in ("app", "work"):
            role = installation.settings.role(part)
            await connection.execute(
                f'ALTER ROLE {role} IN DATABASE "{installation.name}" SET search_path = {PATH}'
            )
