"""Who may do what: only what the code needs, to the roles of this installation, by name."""

from tests.architecture.catalogue.lint import HOUSE_TABLES, Lint, names


def _never(verb: str, why: str) -> Lint:
    return Lint(
        f"grant_{verb.lower()}",
        why,
        f"SELECT name FROM privilege WHERE is_table AND verb = '{verb}' AND grantee <> 0",
        f"GRANT {verb} ON customers.customers TO :work;",
    )


def _append_only(verb: str) -> Lint:
    return Lint(
        f"append_only_{verb.lower()}",
        "What is append-only is not even granted, whatever a trigger says.",
        f"""SELECT p.name FROM privilege p JOIN append_only a ON a.name = p.name
             WHERE p.verb = '{verb}' AND p.grantee <> 0
            UNION ALL
            SELECT p.field FROM field_privilege p JOIN append_only a ON a.name = p.name
             WHERE p.verb = '{verb}'""",
        f"GRANT {verb} ON journal.chain TO :work;",
    )


LINTS = (
    _never("TRUNCATE", "TRUNCATE empties every tenant's rows; policies do not apply to it."),
    _never("REFERENCES", "A foreign key of one's own reveals which ids exist."),
    _never("TRIGGER", "A trigger of one's own sees and changes every row that is written."),
    _never("MAINTAIN", "Maintenance is the owner's."),
    _append_only("UPDATE"),
    _append_only("DELETE"),
    Lint(
        "grant_to_public",
        "PUBLIC is every role of the cluster, other installations' too.",
        "SELECT name FROM privilege WHERE grantee = 0",
        "GRANT SELECT ON customers.tallies TO PUBLIC;",
    ),
    Lint(
        "grant_to_stranger",
        "Only the roles of this installation have a way in.",
        "SELECT name FROM privilege WHERE grantee <> 0 AND part IS NULL",
        "RESET ROLE; CREATE ROLE :stranger; GRANT SELECT ON customers.tallies TO :stranger;",
    ),
    Lint(
        "grant_passed_on",
        "What was granted may not be handed on.",
        "SELECT name FROM privilege WHERE is_grantable",
        "GRANT SELECT ON customers.tallies TO :app WITH GRANT OPTION;",
    ),
    Lint(
        "grant_on_part",
        "Rows of parts are written and read through their parent.",
        """SELECT name FROM privilege
            WHERE is_part AND verb IN ('SELECT', 'INSERT') AND grantee <> 0""",
        "GRANT SELECT ON journal.facts_default TO :app;",
    ),
    Lint(
        "jobs_open_to_app",
        "The app only adds jobs; a job holds what another tenant is about to do.",
        """SELECT p.name FROM privilege p
            WHERE p.part = 'app' AND p.name LIKE 'jobs.%' AND p.is_table AND p.verb <> 'INSERT'""",
        "GRANT SELECT ON jobs.pgqueuer TO :app;",
    ),
    Lint(
        "house_table_open_to_app",
        "No policy stands on a house table: what the app may write there, it may write for all.",
        f"""SELECT p.name || ' ' || p.verb FROM privilege p
             WHERE p.part = 'app' AND p.name = ANY ({names(HOUSE_TABLES)})
               AND p.name NOT LIKE 'jobs.%' AND p.verb <> 'SELECT'
            UNION ALL
            SELECT p.field || ' ' || p.verb FROM field_privilege p
             WHERE p.part = 'app' AND p.name = ANY ({names(HOUSE_TABLES)})
               AND p.verb <> 'SELECT'""",
        "GRANT UPDATE (name) ON tenants.directory TO :app;",
    ),
    Lint(
        "keys_erasable_by_app",
        "A person's key is forgotten by the erasure job, not by a request.",
        """SELECT name FROM privilege
            WHERE name = 'vault.person_keys' AND part = 'app' AND verb IN ('UPDATE', 'DELETE')""",
        "GRANT DELETE ON vault.person_keys TO :app;",
    ),
    Lint(
        "sequence_select",
        "Reading a sequence tells how much everybody else does.",
        "SELECT name FROM privilege WHERE relkind = 'S' AND verb = 'SELECT' AND grantee <> 0",
        "GRANT SELECT ON SEQUENCE jobs.pgqueuer_id_seq TO :app;",
    ),
    Lint(
        "sequence_update",
        "setval breaks everybody's numbers.",
        "SELECT name FROM privilege WHERE relkind = 'S' AND verb = 'UPDATE' AND grantee <> 0",
        "GRANT UPDATE ON SEQUENCE jobs.pgqueuer_id_seq TO :work;",
    ),
    Lint(
        "schema_to_public",
        "A schema is opened to the roles of this installation, by name.",
        """SELECT s.name FROM space s CROSS JOIN LATERAL aclexplode(s.nspacl) x
            WHERE x.grantee = 0 AND x.privilege_type = 'USAGE'""",
        "GRANT USAGE ON SCHEMA customers TO PUBLIC;",
    ),
    Lint(
        "schema_create",
        "Whoever may create in a schema can put a function before ours.",
        """SELECT s.name FROM space s CROSS JOIN LATERAL aclexplode(s.nspacl) x
            WHERE x.grantee <> s.nspowner AND x.privilege_type = 'CREATE'""",
        "GRANT CREATE ON SCHEMA customers TO :app;",
    ),
    Lint(
        "public_schema_create",
        "The same in schema public, where the extension's operators live.",
        """SELECT 'public' FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) x
            WHERE n.nspname = 'public' AND x.privilege_type = 'CREATE'
              AND x.grantee <> n.nspowner""",
        "RESET ROLE; GRANT CREATE ON SCHEMA public TO :app;",
    ),
    Lint(
        "function_to_public",
        "A function is granted to whom it is for.",
        """SELECT r.name FROM routine r
            CROSS JOIN LATERAL aclexplode(coalesce(r.proacl, acldefault('f', r.proowner))) x
            WHERE x.grantee = 0""",
        "GRANT EXECUTE ON FUNCTION customers.draw_numbers(uuid, integer) TO PUBLIC;",
    ),
    Lint(
        "default_function_to_public",
        "New functions start closed, so that a forgotten grant is an error and not a hole.",
        """SELECT 'functions of ' || r.name FROM role r
            WHERE r.part = 'owner' AND NOT EXISTS (
                  SELECT FROM pg_default_acl d
                   WHERE d.defaclrole = r.oid AND d.defaclnamespace = 0 AND d.defaclobjtype = 'f'
                     AND NOT EXISTS (SELECT FROM aclexplode(d.defaclacl) x WHERE x.grantee = 0))""",
        "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;",
    ),
    Lint(
        "default_table_granted",
        "A table is granted by name, never because it was made.",
        """SELECT 'default of ' || r.name FROM role r
             JOIN pg_default_acl d ON d.defaclrole = r.oid
            CROSS JOIN LATERAL aclexplode(d.defaclacl) x
            WHERE d.defaclobjtype IN ('r', 'S', 'n') AND x.grantee <> r.oid""",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO :app;",
    ),
)
