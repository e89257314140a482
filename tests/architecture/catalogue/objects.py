"""Views, functions, triggers and whatever else could see past a policy."""

from tests.architecture.catalogue.lint import (
    EXTENSIONS,
    OWNER_DEFINERS,
    SEARCH_DEFINERS,
    TRIGGERS,
    Lint,
    names,
)
from tests.architecture.catalogue.seeds import function

LINTS = (
    Lint(
        "view_not_invoker",
        "Otherwise a view reads as its owner, past the caller's policy.",
        """SELECT name FROM relation WHERE relkind = 'v' AND NOT coalesce(
               reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false)""",
        "CREATE VIEW customers.seeded AS SELECT tenant_id, id FROM customers.customers;",
    ),
    Lint(
        "materialized_view_readable",
        "A materialized view has no row security at all.",
        "SELECT name FROM privilege WHERE relkind = 'm'",
        """CREATE MATERIALIZED VIEW customers.seeded AS SELECT tenant_id FROM customers.tallies;
           GRANT SELECT ON customers.seeded TO :app;""",
    ),
    Lint(
        "relation_owner",
        "FORCE and ownership are judged for one owner.",
        """SELECT r.name FROM relation r
            WHERE r.relowner IS DISTINCT FROM (SELECT oid FROM role WHERE part = 'owner')
              AND r.relkind IN ('r', 'p', 'v', 'm', 'S')""",
        "RESET ROLE; ALTER TABLE customers.tallies OWNER TO CURRENT_USER;",
    ),
    Lint(
        "schema_owner",
        "Whoever owns a schema may drop what is in it.",
        """SELECT s.name FROM space s
            WHERE s.nspowner IS DISTINCT FROM (SELECT oid FROM role WHERE part = 'owner')""",
        "RESET ROLE; ALTER SCHEMA audit OWNER TO CURRENT_USER;",
    ),
    Lint(
        "definer_without_path",
        "A definer function that looks names up in the caller's path runs the caller's code.",
        "SELECT name FROM routine WHERE prosecdef AND NOT is_pathless",
        "ALTER FUNCTION journal.make_parts(date) RESET search_path;",
    ),
    Lint(
        "definer_unlisted",
        "Each function that runs as somebody else is known by name.",
        f"""SELECT name FROM routine
             WHERE prosecdef AND name <> ALL ({names(OWNER_DEFINERS + SEARCH_DEFINERS)})""",
        function("LANGUAGE sql SECURITY DEFINER SET search_path = ''"),
    ),
    Lint(
        "definer_owner",
        "Reading across tenants is the search role's; what needs the owner is known by name.",
        f"""SELECT name FROM routine
             WHERE prosecdef
               AND ((name = ANY ({names(SEARCH_DEFINERS)}) AND owner IS DISTINCT FROM 'search')
                 OR (name = ANY ({names(OWNER_DEFINERS)}) AND owner IS DISTINCT FROM 'owner'))""",
        "ALTER FUNCTION journal.waiting_tenants(integer) OWNER TO :owner;",
    ),
    Lint(
        "function_without_path",
        "The same name means the same table whoever calls.",
        "SELECT name FROM routine WHERE NOT prosecdef AND NOT is_pathless",
        function("LANGUAGE sql"),
    ),
    Lint(
        "function_owner",
        "Whoever owns a function may change what it does.",
        "SELECT name FROM routine WHERE NOT prosecdef AND owner IS DISTINCT FROM 'owner'",
        "RESET ROLE; ALTER FUNCTION customers.draw_numbers(uuid, integer) OWNER TO CURRENT_USER;",
    ),
    Lint(
        "function_leakproof",
        "A function called leak-proof is run before the policy, on everybody's rows.",
        "SELECT name FROM routine WHERE proleakproof",
        "RESET ROLE; ALTER FUNCTION customers.draw_numbers(uuid, integer) LEAKPROOF;",
    ),
    Lint(
        "function_language",
        "Only languages that row security and search_path hold.",
        "SELECT name FROM routine WHERE language NOT IN ('sql', 'plpgsql')",
        """RESET ROLE;
           CREATE FUNCTION customers.seeded(text) RETURNS integer LANGUAGE internal
               SET search_path = '' AS 'textlen';
           REVOKE ALL ON FUNCTION customers.seeded(text) FROM PUBLIC;
           ALTER FUNCTION customers.seeded(text) OWNER TO :owner;""",
    ),
    Lint(
        "append_only_without_trigger",
        "The owner holds every grant; only a trigger stops a migration from rewriting the past.",
        f"""SELECT a.name FROM append_only a
             WHERE NOT EXISTS (SELECT FROM hook h WHERE h.name = a.name
                                  AND h.calls = 'runtime.refuse_change'
                                  AND h.tgtype = {1 + 2 + 8 + 16})""",
        "DROP TRIGGER append_only ON journal.chain;",
    ),
    Lint(
        "append_only_truncatable",
        "TRUNCATE fires no row trigger, and parts are truncated by their own name.",
        f"""SELECT a.name FROM append_only a
             WHERE NOT EXISTS (SELECT FROM hook h WHERE h.name = a.name
                                  AND h.calls = 'runtime.refuse_change' AND h.tgtype = {2 + 32})""",
        "DROP TRIGGER no_truncate ON journal.facts_default;",
    ),
    Lint(
        "trigger_disabled",
        "A trigger that is there and does not fire.",
        "SELECT label FROM hook WHERE tgenabled NOT IN ('O', 'A')",
        "ALTER TABLE journal.facts_default DISABLE TRIGGER append_only;",
    ),
    Lint(
        "trigger_unlisted",
        "No change happens behind a statement's back.",
        f"SELECT label FROM hook WHERE calls <> ALL ({names(TRIGGERS)})",
        """CREATE FUNCTION customers.seeded() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
               AS $$ BEGIN RETURN NULL; END $$;
           CREATE TRIGGER seeded AFTER INSERT ON customers.tallies
               FOR EACH ROW EXECUTE FUNCTION customers.seeded();""",
    ),
    Lint(
        "rule",
        "A rule rewrites statements and runs as the table's owner.",
        """SELECT r.name || ': ' || w.rulename
             FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class
            WHERE w.rulename <> '_RETURN'""",
        "CREATE RULE seeded AS ON INSERT TO customers.tallies DO INSTEAD NOTHING;",
    ),
    Lint(
        "event_trigger",
        "Nothing runs by itself when somebody migrates.",
        "SELECT evtname::text FROM pg_event_trigger",
        """RESET ROLE;
           CREATE FUNCTION customers.seeded() RETURNS event_trigger LANGUAGE plpgsql
               SET search_path = '' AS $$ BEGIN END $$;
           REVOKE ALL ON FUNCTION customers.seeded() FROM PUBLIC;
           ALTER FUNCTION customers.seeded() OWNER TO :owner;
           CREATE EVENT TRIGGER seeded ON ddl_command_end EXECUTE FUNCTION customers.seeded();""",
    ),
    Lint(
        "publication",
        "A publication sends every tenant's rows to whoever subscribes.",
        "SELECT pubname::text FROM pg_publication",
        "RESET ROLE; CREATE PUBLICATION seeded FOR TABLE customers.customers;",
    ),
    Lint(
        "extension_unlisted",
        "Each extension is foreign code inside the database, known by name.",
        f"SELECT extname::text FROM pg_extension WHERE extname <> ALL ({names(EXTENSIONS)})",
        "RESET ROLE; CREATE EXTENSION pg_trgm WITH SCHEMA public;",
    ),
)
