"""Small wrongs to build: a table as it should be, to be spoilt in one place."""

RULE = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid"
GOOD_CLASSES = "tenant_id=id id=id"


def table(
    extra: str = "",
    classes: str = "",
    *,
    columns: str = "tenant_id uuid NOT NULL, id uuid NOT NULL",
    keys: str = ", PRIMARY KEY (tenant_id, id)",
    kind: str = "TABLE",
    tail: str = "",
    after: str = "",
) -> str:
    more = f", {extra}" if extra else ""
    return (
        f"CREATE {kind} customers.seeded ({columns}{more}{keys}) {tail};"
        "SELECT runtime.tenant_table('customers.seeded');"
        f"SELECT runtime.classify('customers.seeded', '{GOOD_CLASSES} {classes}');{after}"
    )


def policy(policy_text: str, *, extra: str = "", classes: str = "") -> str:
    """A good table whose policy is replaced. `:rule` is the tenant rule, `:all` who it is for."""
    created = policy_text.replace(":rule", RULE).replace(":all", ":app, :work, :owner")
    return table(extra, classes, after=f"DROP POLICY tenant ON customers.seeded; {created}")


def function(options: str, *, body: str = "SELECT 1", name: str = "seeded") -> str:
    return f"CREATE FUNCTION customers.{name}() RETURNS integer {options} AS $$ {body} $$;"


def placed(seed: str, prefix: str) -> str:
    """The seed with the names of this installation's roles."""
    for part in ("owner", "app", "work", "search"):
        seed = seed.replace(f":{part}", f"{prefix}_{part}")
    return seed.replace(":stranger", f"{prefix}_stranger")
