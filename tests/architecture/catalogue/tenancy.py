"""Every row belongs to one tenant, and row security stands on every table."""

from tests.architecture.catalogue.lint import HOUSE_TABLES, Lint, names
from tests.architecture.catalogue.seeds import table

LINTS = (
    Lint(
        "tenant_id_missing",
        "A table without tenant_id mixes everybody's rows.",
        f"""SELECT r.name FROM relation r
             WHERE r.is_table AND r.name <> ALL ({names(HOUSE_TABLES)})
               AND NOT EXISTS (SELECT FROM tenant_table t WHERE t.oid = r.oid)""",
        """CREATE TABLE customers.seeded (id uuid PRIMARY KEY);
           SELECT runtime.classify('customers.seeded', 'id=id');""",
    ),
    Lint(
        "tenant_id_not_uuid",
        "The policy compares uuids; another type cannot use the index under row security.",
        "SELECT name FROM tenant_table WHERE NOT has_uuid",
        """CREATE TABLE customers.seeded (tenant_id text NOT NULL, id uuid NOT NULL,
                                          PRIMARY KEY (tenant_id, id));
           ALTER TABLE customers.seeded ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
           CREATE POLICY tenant ON customers.seeded TO :app, :work, :owner
               USING (tenant_id = current_setting('app.tenant_id', true))
               WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
           SELECT runtime.classify('customers.seeded', 'tenant_id=id id=id');""",
    ),
    Lint(
        "tenant_id_nullable",
        "A row of nobody is a row that nobody can find or erase.",
        "SELECT name FROM tenant_table WHERE NOT is_tied",
        table(columns="tenant_id uuid, id uuid NOT NULL", keys=", PRIMARY KEY (id)"),
    ),
    Lint(
        "tenant_id_not_first",
        "A reader, an index and a shard all begin with the tenant.",
        """SELECT t.name FROM tenant_table t
            WHERE t.attnum > (SELECT min(f.attnum) FROM field f WHERE f.table_oid = t.oid)""",
        table(columns="id uuid NOT NULL, tenant_id uuid NOT NULL"),
    ),
    Lint(
        "tenant_id_has_default",
        "The tenant is named by the statement, never filled in behind its back.",
        "SELECT name FROM tenant_field WHERE plain = 'tenant_id' AND given IS NOT NULL",
        table(columns="tenant_id uuid NOT NULL DEFAULT gen_random_uuid(), id uuid NOT NULL"),
    ),
    Lint(
        "row_security_off",
        "Without it a policy is decoration.",
        "SELECT name FROM tenant_table WHERE NOT relrowsecurity",
        "ALTER TABLE journal.chain DISABLE ROW LEVEL SECURITY;",
    ),
    Lint(
        "row_security_not_forced",
        "Without FORCE the owner's functions and migrations see every tenant.",
        "SELECT name FROM tenant_table WHERE NOT relforcerowsecurity",
        "ALTER TABLE journal.facts_default NO FORCE ROW LEVEL SECURITY;",
    ),
    Lint(
        "table_unlogged",
        "An unlogged table is empty after a crash.",
        "SELECT name FROM relation WHERE is_table AND relpersistence <> 'p'",
        table(kind="UNLOGGED TABLE"),
    ),
    Lint(
        "table_in_public",
        "Every table has a room; public is for extensions.",
        """SELECT c.relname::text FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')""",
        "RESET ROLE; CREATE TABLE public.seeded (id uuid PRIMARY KEY);",
    ),
    Lint(
        "table_inherits",
        "Reading a parent reads its children past their own policies.",
        """SELECT r.name FROM relation r JOIN pg_inherits i ON i.inhrelid = r.oid
            WHERE r.is_table AND NOT r.is_part""",
        """CREATE TABLE customers.seeded (PRIMARY KEY (tenant_id))
               INHERITS (customers.counters);
           SELECT runtime.tenant_table('customers.seeded');
           SELECT runtime.classify('customers.seeded', 'tenant_id=id last=number');""",
    ),
    Lint(
        "part_default_missing",
        "A row outside every month would be an error in a request.",
        """SELECT r.name FROM relation r JOIN pg_partitioned_table p ON p.partrelid = r.oid
            WHERE p.partdefid = 0""",
        table(tail="PARTITION BY RANGE (id)"),
    ),
    Lint(
        "part_default_holds_rows",
        "Rows there say that a month was not made in time, and block making it.",
        """SELECT r.name FROM relation r JOIN pg_partitioned_table p ON p.partdefid = r.oid
            WHERE pg_relation_size(r.oid) > 0""",
        # A table of its own: rolling back an insert does not shrink a file again.
        table(
            tail="PARTITION BY RANGE (id)",
            after="CREATE TABLE customers.seeded_default PARTITION OF customers.seeded DEFAULT;"
            "SELECT runtime.dress_part('customers.seeded_default'); RESET ROLE;"
            "INSERT INTO customers.seeded VALUES (gen_random_uuid(), gen_random_uuid());",
        ),
    ),
)
