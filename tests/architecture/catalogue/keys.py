"""Keys, references and indexes: none of them may reach, or tell, across tenants."""

from tests.architecture.catalogue.lint import CASCADES, INDEXES_WITHOUT_TENANT, Lint, names
from tests.architecture.catalogue.seeds import table

REFERENCE = "FOREIGN KEY (tenant_id, other_id) REFERENCES customers.customers (tenant_id, id)"
INDEX = "CREATE INDEX seeded_other ON customers.seeded (tenant_id, other_id);"

LINTS = (
    Lint(
        "primary_key_missing",
        "A row without a key can be written twice and never named.",
        """SELECT t.name FROM tenant_table t
            WHERE t.is_tied AND NOT EXISTS (
                  SELECT FROM key k WHERE k.conrelid = t.oid AND k.contype = 'p')""",
        table(keys=""),
    ),
    Lint(
        "primary_key_without_tenant",
        "A unique check ignores row security and tells that another tenant has this id.",
        """SELECT name FROM key
            WHERE contype = 'p' AND is_tied AND NOT 'tenant_id' = ANY (fields)""",
        table(keys=", PRIMARY KEY (id)"),
    ),
    Lint(
        "unique_without_tenant",
        "The same for what else is unique.",
        "SELECT name FROM key WHERE contype = 'u' AND NOT 'tenant_id' = ANY (fields)",
        table(keys=", PRIMARY KEY (tenant_id, id), UNIQUE (id)"),
    ),
    Lint(
        "unique_index_without_tenant",
        "The same for unique indexes that no constraint declares.",
        """SELECT name FROM index_
            WHERE tenant_table_oid IS NOT NULL AND indisunique AND NOT backs_key
              AND NOT 'tenant_id' = ANY (fields)""",
        table(after="CREATE UNIQUE INDEX seeded_id ON customers.seeded (id);"),
    ),
    Lint(
        "exclusion_without_tenant",
        "The same for exclusion constraints.",
        "SELECT name FROM key WHERE contype = 'x' AND NOT 'tenant_id' = ANY (fields)",
        table(keys=", PRIMARY KEY (tenant_id, id), EXCLUDE USING btree (id WITH =)"),
    ),
    Lint(
        "reference_without_tenant",
        "A reference check ignores row security: a guessed id of another tenant would hold.",
        """SELECT k.name FROM key k JOIN tenant_table t ON t.oid = k.confrelid
            WHERE k.contype = 'f' AND NOT 'tenant_id' = ANY (k.fields)""",
        table(
            "other_tenant uuid NOT NULL, many bigint NOT NULL, FOREIGN KEY (other_tenant, many)"
            " REFERENCES customers.customers (tenant_id, number)",
            "other_tenant=id many=number",
        ),
    ),
    Lint(
        "reference_across_tenants",
        "The tenant of a row is the tenant of what it points at.",
        """SELECT k.name FROM key k JOIN tenant_table t ON t.oid = k.confrelid
            WHERE k.contype = 'f' AND 'tenant_id' = ANY (k.fields)
              AND NOT EXISTS (SELECT FROM unnest(k.fields, k.targets) AS p (here, there)
                               WHERE p.here = 'tenant_id' AND p.there = 'tenant_id')""",
        table(
            "other_id uuid NOT NULL",
            "other_id=id",
            after="ALTER TABLE customers.seeded ADD FOREIGN KEY (tenant_id, other_id)"
            " REFERENCES customers.customers (id, tenant_id);" + INDEX,
        ),
    ),
    Lint(
        "reference_to_the_journal",
        "Facts and keys are kept, parted and backed up apart from the rows that name them.",
        """SELECT k.name FROM key k JOIN relation r ON r.oid = k.confrelid
            WHERE k.contype = 'f' AND r.room IN ('journal', 'vault', 'audit')""",
        table(
            "fact_id uuid NOT NULL, FOREIGN KEY (tenant_id, fact_id)"
            " REFERENCES journal.chain (tenant_id, fact_id)",
            "fact_id=id",
            after="CREATE INDEX seeded_fact ON customers.seeded (tenant_id, fact_id);",
        ),
    ),
    Lint(
        "reference_cascades",
        "What a cascade deletes or changes is announced by no fact.",
        f"""SELECT name FROM key
             WHERE contype = 'f' AND (confdeltype <> 'a' OR confupdtype <> 'a')
               AND name <> ALL ({names(CASCADES)})""",
        table(f"other_id uuid NOT NULL, {REFERENCE} ON DELETE CASCADE", "other_id=id", after=INDEX),
    ),
    Lint(
        "reference_without_index",
        "Deleting what is pointed at would scan the whole table under a lock.",
        """SELECT k.name FROM key k
            WHERE k.contype = 'f' AND NOT k.is_part AND 'tenant_id' = ANY (k.fields)
              AND NOT EXISTS (
                  SELECT FROM index_ i
                   WHERE i.indrelid = k.conrelid
                     AND ((i.fields[1:cardinality(k.fields)] @> k.fields
                           AND (i.indpred IS NULL OR EXISTS (
                               SELECT FROM unnest(k.fields) AS f (name)
                                WHERE pg_get_expr(i.indpred, i.indrelid)
                                      = '(' || f.name || ' IS NOT NULL)')))
                          -- A key of its own that is part of the reference finds one row.
                          OR (i.indisunique AND i.indpred IS NULL AND k.fields @> i.fields)))""",
        table(f"other_id uuid NOT NULL, {REFERENCE}", "other_id=id"),
    ),
    Lint(
        "index_not_by_tenant",
        "An index that does not begin with the tenant reads everybody's rows to find ours.",
        f"""SELECT name FROM index_
             WHERE tenant_table_oid IS NOT NULL AND name <> ALL ({names(INDEXES_WITHOUT_TENANT)})
               AND fields[1] IS DISTINCT FROM 'tenant_id'
               AND (NOT indisunique OR 'tenant_id' = ANY (fields))
               AND NOT indisexclusion""",
        table(
            "many bigint NOT NULL", "many=count", after="CREATE INDEX s ON customers.seeded (many);"
        ),
    ),
    Lint(
        "index_on_expression",
        "No expression is leak-proof enough to be used under row security.",
        "SELECT name FROM index_ WHERE tenant_table_oid IS NOT NULL AND indexprs IS NOT NULL",
        table(
            "word text NOT NULL",
            "word=state",
            after="CREATE INDEX s ON customers.seeded (tenant_id, lower(word));",
        ),
    ),
    Lint(
        "index_twice",
        "Two equal indexes are written twice and read once.",
        """SELECT i.name FROM index_ i JOIN index_ o
               ON o.indrelid = i.indrelid AND o.indexrelid > i.indexrelid
              AND o.indkey = i.indkey AND o.indclass = i.indclass AND o.indoption = i.indoption
              AND o.indpred IS NOT DISTINCT FROM i.indpred
              AND o.indexprs IS NOT DISTINCT FROM i.indexprs""",
        "CREATE INDEX seeded ON customers.customers (tenant_id, number);",
    ),
    Lint(
        "index_invalid",
        "An index that was left half-built is written and never read.",
        "SELECT name FROM index_ WHERE NOT (indisvalid AND indisready)",
        """RESET ROLE; UPDATE pg_index SET indisvalid = false
                        WHERE indexrelid = 'customers.customers_newest'::regclass;""",
    ),
    Lint(
        "constraint_not_validated",
        "A promise that the old rows were never held to.",
        "SELECT name FROM key WHERE NOT convalidated",
        "ALTER TABLE customers.customers ADD CONSTRAINT s CHECK (version > 0) NOT VALID;",
    ),
)
