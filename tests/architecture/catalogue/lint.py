"""What a catalogue lint is, the names it may excuse, and the words all lints share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lint:
    """`query` answers one text column, a row a finding; `seed` builds what it alone must find."""

    name: str
    why: str
    query: str
    seed: str


# Tables of the installation itself: they hold no tenant's rows.
HOUSE_TABLES = (
    "tenants.directory",
    "tenants.rollouts",
    "runtime.key_check",
    "migrations.applied",
    "jobs.pgqueuer",
    "jobs.pgqueuer_log",
    "jobs.pgqueuer_schedules",
    "jobs.pgqueuer_statistics",
)
APPEND_ONLY = ("journal.facts", "journal.chain", "audit.reads", "tenants.rollouts")
# What the search role may read across tenants: tokens and ids, through the functions below.
SEARCH_TABLES = (
    "audit.reads",
    "customers.customers",
    "journal.deliveries",
    "journal.pending",
)
SEARCH_DEFINERS = (
    "audit.ids_by_subject_between",
    "customers.has_contacts",
    "customers.ids_by_tokens",
    "jobs.states_of_tenant",
    "journal.oldest_pending",
    "journal.waiting_tenants",
)
OWNER_DEFINERS = ("journal.make_parts", "audit.make_parts", "tenants.change_own_profile")
# Array tokens are searched by the search role only, which row security does not hide rows from.
INDEXES_WITHOUT_TENANT = ("customers.customers_by_token",)
# Tokens of a sign-in are no more than the sign-in, whose end is the fact.
CASCADES = (
    "identity.refresh_tokens: refresh_tokens_tenant_id_session_id_fkey",
    "identity.staff_refresh_tokens: staff_refresh_tokens_tenant_id_session_id_fkey",
)
TRIGGERS = ("runtime.refuse_change",)
EXTENSIONS = ("plpgsql", "btree_gin", "intarray")
# Columns whose name sounds like a person's and is not.
NOT_A_PERSON = (
    "journal.facts.name",  # what happened
    "journal.pending.name",
    "migrations.applied.name",  # a file
    "identity.signing_keys.name",  # a key, as its tokens name it
)
CLASSES = (
    "id", "number", "count", "money", "time", "state", "setting", "place", "tag",
    "business", "sealed", "token", "hash", "key", "fact", "proof",
)  # fmt: skip

# As the database prints them back.
TENANT_RULE = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)"
BRANCH_RULE = (
    f"({TENANT_RULE} AND ((current_setting('app.branch'::text, true) = 'all'::text)"
    " OR (current_setting('app.branch'::text, true) = ANY (branch_refs))))"
)

# Tables that hold rows of one customer each, and the column that says whose: a customer's own unit
# of work sees theirs alone (runtime.own_rows).
OWN_ROWS = {
    "customers.customers": "id",
    "customers.addresses": "customer_id",
    "customers.identifiers": "customer_id",
    "customers.avatars": "customer_id",
    "customers.identifier_changes": "customer_id",
    "people.invitations": "customer_id",
    "identity.accounts": "holder_id",
    "identity.verifications": "subject_id",
}
# What holds a customer who is signed in: names of policies, and the verbs they are about.
OWN_LOCKS = "('own_select', 'r'::\"char\"), ('own_update', 'w'), ('own_delete', 'd')"
# What such a unit of work adds about others; it reads and changes its own only (own_reads).
OWN_READS = (
    "journal.facts",
    "audit.reads",
    "customers.possible_duplicates",
    "customers.second_proofs",
)
# Of those, what is of nobody who acts for themselves.
NEVER_ONES_OWN = ("customers.possible_duplicates", "customers.second_proofs")
# Rows that name a customer and are met before it is known who is there, or by staff alone.
NOT_ONES_OWN = (
    "customers.counted",  # of the worker alone
    "customers.possible_duplicates",  # of staff; a customer's unit of work reads none
    "identity.challenges",  # found by its id and by what the asker holds
)
OWN_ROW = "(current_setting('app.branch'::text, true) = ('self:'::text || (:own)::text))"
NOT_A_CUSTOMER = (
    "(\"left\"(COALESCE(current_setting('app.branch'::text, true), ''::text), 5) <> 'self:'::text)"
)
OWN_RULE = f"({TENANT_RULE} AND ({NOT_A_CUSTOMER} OR {OWN_ROW}))"
BRANCH_OR_OWN_RULE = BRANCH_RULE.removesuffix("))") + f" OR {OWN_ROW}))"


def own_rules() -> str:
    """What each table of OWN_ROWS may have for a rule, as (table, rule) rows."""
    return ", ".join(
        f"('{table}', $rule${rule.replace(':own', column)}$rule$)"
        for table, column in OWN_ROWS.items()
        for rule in (OWN_RULE, BRANCH_OR_OWN_RULE)
    )


def names(values: tuple[str, ...]) -> str:
    return "ARRAY[" + ", ".join(f"'{value}'" for value in values) + "]::text[]"


# $1 is the prefix of the installation's roles.
SHARED = f"""
WITH role AS (
    SELECT r.oid, r.rolname::text AS name, substr(r.rolname, length($1::text) + 2) AS part
      FROM pg_roles r
     WHERE r.rolname IN ($1 || '_owner', $1 || '_app', $1 || '_work', $1 || '_search')
),
space AS (
    SELECT n.oid, n.nspname::text AS name, n.nspacl, n.nspowner FROM pg_namespace n
     WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'public')
),
relation AS (
    SELECT c.oid, s.name || '.' || c.relname AS name, s.name AS room, c.relkind, c.relacl,
           c.relowner, c.relispartition AS is_part, c.relrowsecurity, c.relforcerowsecurity,
           c.relpersistence, c.reloptions, c.relkind IN ('r', 'p') AS is_table
      FROM pg_class c JOIN space s ON s.oid = c.relnamespace
),
tenant_table AS (
    SELECT r.*, a.atttypid = 'uuid'::regtype AS has_uuid, a.attnotnull AS is_tied, a.attnum
      FROM relation r
      JOIN pg_attribute a ON a.attrelid = r.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
     WHERE r.is_table AND r.name <> ALL ({names(HOUSE_TABLES)})
),
field AS (
    SELECT r.oid AS table_oid, r.name AS table_name, r.name || '.' || a.attname AS name,
           a.attname::text AS plain, a.attnum, a.attidentity, a.attacl, a.attcollation,
           t.typcollation, t.oid AS type_oid, t.typname::text AS type, t.typtype, t.typnamespace,
           substr(col_description(r.oid, a.attnum), 8) AS class,
           col_description(r.oid, a.attnum) AS comment, r.is_part, r.room,
           pg_get_expr(d.adbin, d.adrelid) AS given
      FROM relation r
      JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
     WHERE r.is_table
),
tenant_field AS (
    SELECT f.* FROM field f JOIN tenant_table t ON t.oid = f.table_oid
),
any_policy AS (
    SELECT t.oid AS table_oid, t.name AS table_name, t.name || ': ' || p.polname AS name,
           t.has_uuid, p.polname, p.polcmd, p.polpermissive, p.polroles,
           pg_get_expr(p.polqual, p.polrelid) AS rule,
           pg_get_expr(p.polwithcheck, p.polrelid) AS check_rule,
           p.polcmd = 'r' AND t.name = ANY ({names(SEARCH_TABLES)}) AND p.polroles = ARRAY(
               SELECT oid FROM role WHERE part = 'search') AS is_search,
           (p.polname, p.polcmd) IN (VALUES {OWN_LOCKS}) AND NOT p.polpermissive
               AND t.name = ANY ({names(OWN_READS)}) AS is_own
      FROM pg_policy p JOIN tenant_table t ON t.oid = p.polrelid
),
policy AS (SELECT * FROM any_policy WHERE NOT is_search AND NOT is_own),
privilege AS (
    SELECT r.name, r.relkind, r.is_table, r.is_part, x.grantee, x.privilege_type AS verb,
           x.is_grantable, (SELECT part FROM role WHERE oid = x.grantee) AS part
      FROM relation r CROSS JOIN LATERAL aclexplode(r.relacl) x
     WHERE x.grantee <> r.relowner
),
field_privilege AS (
    SELECT f.table_name AS name, f.name AS field, f.class, x.grantee, x.privilege_type AS verb,
           (SELECT part FROM role WHERE oid = x.grantee) AS part
      FROM field f CROSS JOIN LATERAL aclexplode(f.attacl) x
),
key AS (
    SELECT k.oid, t.name || ': ' || k.conname AS name, t.name AS table_name, k.contype,
           k.convalidated, k.confdeltype, k.confupdtype, k.conrelid, k.confrelid, k.conkey,
           t.is_part, t.is_tied,
           ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS c (n, place)
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.n
                  ORDER BY c.place) AS fields,
           ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS c (n, place)
                   JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.n
                  ORDER BY c.place) AS targets
      FROM pg_constraint k JOIN tenant_table t ON t.oid = k.conrelid
     WHERE k.contype IN ('p', 'u', 'x', 'f', 'c')
),
index_ AS (
    SELECT i.*, s.name || '.' || c.relname AS name, t.oid AS tenant_table_oid,
           EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid
                      AND k.contype IN ('p', 'u', 'x')) AS backs_key,
           ARRAY(SELECT a.attname::text
                   FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS c (n, place)
                   JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = c.n
                  WHERE c.place <= i.indnkeyatts ORDER BY c.place) AS fields
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN space s ON s.oid = c.relnamespace
      LEFT JOIN tenant_table t ON t.oid = i.indrelid
),
routine AS (
    SELECT p.oid, s.name || '.' || p.proname AS name, p.prosecdef, p.proleakproof, p.proowner,
           p.proconfig, p.proacl,
           (SELECT lanname FROM pg_language WHERE oid = p.prolang) AS language,
           'search_path=""' = ANY (coalesce(p.proconfig, '{{}}')) AS is_pathless,
           (SELECT part FROM role WHERE oid = p.proowner) AS owner
      FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
),
hook AS (
    SELECT r.name, r.name || ': ' || t.tgname AS label, t.tgname::text AS plain, t.tgenabled,
           t.tgtype, s.nspname || '.' || f.proname AS calls
      FROM pg_trigger t
      JOIN relation r ON r.oid = t.tgrelid
      JOIN pg_proc f ON f.oid = t.tgfoid
      JOIN pg_namespace s ON s.oid = f.pronamespace
     WHERE NOT t.tgisinternal
),
append_only AS (
    SELECT r.oid, r.name FROM relation r
     WHERE r.name = ANY ({names(APPEND_ONLY)})
        OR r.oid IN (SELECT i.inhrelid FROM pg_inherits i JOIN relation p ON p.oid = i.inhparent
                      WHERE p.name = ANY ({names(APPEND_ONLY)}))
)
"""
