"""The four roles: none of them can see past row security or become somebody who can."""

from tests.architecture.catalogue.lint import Lint


def _attribute(column: str, word: str, part: str, why: str) -> Lint:
    return Lint(
        f"role_{word.lower()}",
        why,
        f"SELECT r.name FROM role r JOIN pg_roles g ON g.oid = r.oid WHERE g.{column}",
        f"RESET ROLE; ALTER ROLE :{part} {word};",
    )


LINTS = (
    _attribute("rolsuper", "SUPERUSER", "app", "A superuser ignores every policy."),
    _attribute("rolbypassrls", "BYPASSRLS", "search", "So does BYPASSRLS; search has policies."),
    _attribute("rolcreaterole", "CREATEROLE", "work", "Who makes roles can become one."),
    _attribute("rolcreatedb", "CREATEDB", "owner", "A copy of the database has other guards."),
    _attribute("rolreplication", "REPLICATION", "work", "Replication sends every row."),
    Lint(
        "role_may_log_in",
        "Nobody signs in as the owner of the tables, or as the search role.",
        """SELECT r.name FROM role r JOIN pg_roles g ON g.oid = r.oid
            WHERE r.part IN ('owner', 'search') AND g.rolcanlogin""",
        "RESET ROLE; ALTER ROLE :search LOGIN;",
    ),
    Lint(
        "role_joins_owner",
        "A member of the owner can SET ROLE to it and drop the policy.",
        """(WITH RECURSIVE above AS (
                SELECT r.name, m.roleid FROM role r JOIN pg_auth_members m ON m.member = r.oid
                 WHERE r.part IN ('app', 'work')
                UNION
                SELECT a.name, m.roleid FROM above a JOIN pg_auth_members m ON m.member = a.roleid)
            SELECT name FROM above WHERE roleid = (SELECT oid FROM role WHERE part = 'owner'))""",
        "RESET ROLE; GRANT :owner TO :app;",
    ),
    Lint(
        "role_joins_another",
        "The app and the worker are members of nothing, so a grant elsewhere cannot reach them.",
        """SELECT r.name || ' in ' || m.roleid::regrole FROM role r
             JOIN pg_auth_members m ON m.member = r.oid
            WHERE r.part IN ('app', 'work', 'search')
              AND m.roleid <> (SELECT oid FROM role WHERE part = 'owner')""",
        "RESET ROLE; GRANT pg_read_all_data TO :work;",
    ),
    Lint(
        "role_without_limits",
        "A runaway statement or a forgotten lock must end by itself, behind any pooler.",
        """SELECT r.name || ' ' || w.limit_name FROM role r
            CROSS JOIN (VALUES ('statement_timeout'), ('lock_timeout'),
                               ('idle_in_transaction_session_timeout')) AS w (limit_name)
            WHERE r.part IN ('app', 'work') AND NOT EXISTS (
                  SELECT FROM pg_roles g CROSS JOIN LATERAL unnest(g.rolconfig) AS c (entry)
                   WHERE g.oid = r.oid AND c.entry ~ ('^' || w.limit_name || '=[1-9]'))""",
        "RESET ROLE; ALTER ROLE :app RESET lock_timeout;",
    ),
    Lint(
        "role_carries_a_tenant",
        "Tenant, branch and path are set by a unit of work alone.",
        """SELECT coalesce(r.name, 'the database') || ' ' || c.entry
             FROM pg_db_role_setting s
             LEFT JOIN role r ON r.oid = s.setrole
            CROSS JOIN LATERAL unnest(s.setconfig) AS c (entry)
            WHERE (r.oid IS NOT NULL OR (s.setrole = 0 AND s.setdatabase IN (
                      0, (SELECT oid FROM pg_database WHERE datname = current_database()))))
              AND c.entry ~ '^(app\\.|search_path|row_security|role|session_)'""",
        "RESET ROLE; ALTER ROLE :app SET app.branch = 'all';",
    ),
)
