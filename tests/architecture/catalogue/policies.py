"""One policy a table, for the right roles, with the tenant (and the branch) in it."""

from tests.architecture.catalogue.lint import (
    BRANCH_RULE,
    NOT_A_CUSTOMER,
    NOT_ONES_OWN,
    OWN_LOCKS,
    OWN_READS,
    TENANT_RULE,
    Lint,
    names,
    own_rules,
)
from tests.architecture.catalogue.seeds import policy, table


def _missing_for(part: str, others: str) -> Lint:
    return Lint(
        f"policy_missing_for_{part}",
        f"Without a policy the {part} role sees nothing, and nobody knows why.",
        f"""SELECT t.name FROM tenant_table t
             WHERE NOT EXISTS (
                   SELECT FROM policy p WHERE p.table_oid = t.oid AND (0 = ANY (p.polroles)
                      OR (SELECT oid FROM role WHERE part = '{part}') = ANY (p.polroles)))""",
        policy(
            f"CREATE POLICY tenant ON customers.seeded TO {others}"
            " USING (:rule) WITH CHECK (:rule);"
        ),
    )


LINTS = (
    _missing_for("app", ":work, :owner"),
    _missing_for("work", ":app, :owner"),
    _missing_for("owner", ":app, :work"),
    Lint(
        "policy_misses_a_verb",
        "A verb without a policy is refused to everyone, or waits for somebody to open it wide.",
        """SELECT t.name || ' ' || r.part || ' ' || v.verb
             FROM tenant_table t CROSS JOIN role r
            CROSS JOIN (VALUES ('r'), ('a'), ('w'), ('d')) AS v (verb)
            WHERE r.part IN ('app', 'work')
              AND EXISTS (SELECT FROM policy p WHERE p.table_oid = t.oid
                             AND (r.oid = ANY (p.polroles) OR 0 = ANY (p.polroles)))
              AND NOT EXISTS (SELECT FROM policy p WHERE p.table_oid = t.oid
                                 AND (r.oid = ANY (p.polroles) OR 0 = ANY (p.polroles))
                                 AND p.polcmd IN ('*', v.verb::"char"))""",
        policy("CREATE POLICY tenant ON customers.seeded FOR SELECT TO :all USING (:rule);"),
    ),
    Lint(
        "policy_always_true",
        "Everybody's rows for everybody.",
        "SELECT name FROM policy WHERE coalesce(rule, check_rule) = 'true'",
        policy("CREATE POLICY tenant ON customers.seeded TO :all USING (true) WITH CHECK (true);"),
    ),
    Lint(
        "policy_of_another_rule",
        "One rule everywhere, so that it can be read once and proven once.",
        f"""SELECT name FROM policy
             WHERE has_uuid AND coalesce(rule, check_rule) <> ALL (
                   ARRAY['true', $rule${TENANT_RULE}$rule$, $rule${BRANCH_RULE}$rule$])
               AND (table_name, coalesce(rule, check_rule)) NOT IN (VALUES {own_rules()})""",
        policy(
            "CREATE POLICY tenant ON customers.seeded TO :all"
            " USING (tenant_id IS NOT NULL) WITH CHECK (tenant_id IS NOT NULL);"
        ),
    ),
    Lint(
        "policy_without_branch",
        "Branch staff would see every branch's customers.",
        f"""SELECT p.name FROM policy p JOIN field f ON f.table_oid = p.table_oid
             WHERE f.plain = 'branch_refs'
               AND coalesce(p.rule, p.check_rule) = $rule${TENANT_RULE}$rule$""",
        policy(
            "CREATE POLICY tenant ON customers.seeded TO :all USING (:rule) WITH CHECK (:rule);",
            extra="branch_refs text[] NOT NULL",
            classes="branch_refs=id",
        ),
    ),
    Lint(
        "policy_without_own_rows",
        "A customer who is signed in would reach what another customer holds.",
        f"""SELECT DISTINCT p.name FROM policy p JOIN field f ON f.table_oid = p.table_oid
             WHERE f.plain IN ('customer_id', 'holder_id') AND p.polpermissive
               AND p.table_name <> ALL ({names(NOT_ONES_OWN)})
               AND (p.table_name, p.rule) NOT IN (VALUES {own_rules()})""",
        table("customer_id uuid NOT NULL", "customer_id=id"),
    ),
    Lint(
        "policy_without_own_reads",
        "A customer who is signed in would read, or change, what is told of another customer.",
        f"""SELECT told || ': ' || lock
              FROM unnest({names(OWN_READS)}) AS told
             CROSS JOIN (VALUES {OWN_LOCKS}) AS wanted (lock, verb)
             WHERE NOT EXISTS (SELECT FROM any_policy p WHERE p.table_name = told AND p.is_own
                      AND p.polname = lock AND p.rule LIKE $rule$({NOT_A_CUSTOMER} OR %$rule$)""",
        "DROP POLICY own_update ON customers.possible_duplicates;",
    ),
    Lint(
        "policy_without_check",
        "What may be written is said, not inferred.",
        "SELECT name FROM policy WHERE polcmd IN ('*', 'a', 'w') AND check_rule IS NULL",
        policy("CREATE POLICY tenant ON customers.seeded TO :all USING (:rule);"),
    ),
    Lint(
        "policy_check_differs",
        "A row that may be written but not read has been given to another tenant.",
        "SELECT name FROM policy WHERE check_rule <> rule",
        policy("CREATE POLICY tenant ON customers.seeded TO :all USING (:rule) WITH CHECK (true);"),
    ),
    Lint(
        "policy_to_public",
        "Policies are for the roles of this installation, by name.",
        "SELECT name FROM policy WHERE 0 = ANY (polroles)",
        policy(
            "CREATE POLICY tenant ON customers.seeded TO PUBLIC USING (:rule) WITH CHECK (:rule);"
        ),
    ),
    Lint(
        "policy_to_stranger",
        "Only the roles of this installation have a way in.",
        """SELECT p.name FROM policy p CROSS JOIN LATERAL unnest(p.polroles) AS r (oid)
            WHERE r.oid <> 0 AND r.oid NOT IN (SELECT oid FROM role)""",
        "RESET ROLE; CREATE ROLE :stranger; SET LOCAL ROLE :owner;"
        + policy(
            "CREATE POLICY tenant ON customers.seeded TO :all, :stranger"
            " USING (:rule) WITH CHECK (:rule);"
        ),
    ),
    Lint(
        "policy_extra",
        "Permissive policies are joined by OR: a second one can only open the first.",
        """SELECT p.table_name FROM policy p CROSS JOIN LATERAL unnest(p.polroles) AS r (oid)
            CROSS JOIN (VALUES ('r'), ('a'), ('w'), ('d')) AS v (verb)
            WHERE p.polpermissive AND p.polcmd IN ('*', v.verb::"char")
            GROUP BY p.table_name, r.oid, v.verb HAVING count(*) > 1""",
        policy(
            "CREATE POLICY tenant ON customers.seeded TO :all USING (:rule) WITH CHECK (:rule);"
            "CREATE POLICY again ON customers.seeded FOR SELECT TO :work USING (:rule);"
        ),
    ),
    Lint(
        "search_reads_more",
        "The search role sees across tenants, so: tokens, ids, what orders or narrows a list.",
        """SELECT field FROM field_privilege
            WHERE part = 'search' AND verb = 'SELECT'
              AND coalesce(class, '') NOT IN
                  ('id', 'token', 'number', 'time', 'state', 'setting', 'tag')
           UNION ALL
           SELECT name FROM privilege WHERE part = 'search' AND verb = 'SELECT'""",
        "GRANT SELECT (sealed) ON customers.customers TO :search;",
    ),
    Lint(
        "search_writes",
        "The search role changes nothing.",
        """SELECT name FROM field_privilege WHERE part = 'search' AND verb <> 'SELECT'
           UNION ALL
           SELECT name FROM privilege
            WHERE part = 'search' AND verb IN ('INSERT', 'UPDATE', 'DELETE')""",
        "GRANT UPDATE (tokens) ON customers.customers TO :search;",
    ),
)
