"""What a column may hold: every one classed, nobody's name in clear, plain types only."""

from tests.architecture.catalogue.lint import CLASSES, NOT_A_PERSON, Lint, names
from tests.architecture.catalogue.seeds import table

PERSONAL = (
    "(^|_)(name2?|first|last|given|family|surname|phone|mobile|tel|email|mail|address|street|"
    "building|floor|birth|birthday|dob|passport|civil|tax|iban|note|notes|comment|message|"
    "avatar|photo|latitude|longitude|lat|lng|pin)(_|$)"
)


def _type(name: str, why: str, condition: str, column: str, before: str = "") -> Lint:
    return Lint(
        name,
        why,
        f"SELECT name || ' ' || type FROM tenant_field WHERE {condition}",
        before + table(f"extra {column}", "extra=state"),
    )


LINTS = (
    Lint(
        "class_missing",
        "A column without a class is forgotten by export and by erasure.",
        """SELECT name FROM field
            WHERE NOT is_part AND room <> 'jobs'
              AND (comment IS NULL OR comment NOT LIKE 'class: %')""",
        table("extra text"),
    ),
    Lint(
        "class_unknown",
        "A class that nobody knows is no class.",
        f"""SELECT name || ' ' || class FROM field
             WHERE comment LIKE 'class: %' AND class <> ALL ({names(CLASSES)})""",
        table("extra text", after="COMMENT ON COLUMN customers.seeded.extra IS 'class: secret';"),
    ),
    Lint(
        "person_in_clear",
        "Names, phones and addresses are sealed; only a business may stand in clear.",
        f"""SELECT name FROM field
             WHERE type IN ('text', 'varchar', 'jsonb', 'json', 'date', '_text')
               AND plain ~ '{PERSONAL}' AND NOT is_part AND name <> ALL ({names(NOT_A_PERSON)})
               AND class <> ALL (ARRAY['business', 'sealed', 'token', 'hash'])""",
        table("phone text", "phone=state"),
    ),
    Lint(
        "json_in_clear",
        "A document in clear hides columns that nobody classed; only a fact's data is one.",
        """SELECT name FROM tenant_field
            WHERE type IN ('json', 'jsonb') AND class NOT IN ('fact', 'sealed')""",
        table("extra jsonb", "extra=setting"),
    ),
    Lint(
        "sealed_not_bytes",
        "What is sealed, and a key, are bytes.",
        "SELECT name FROM tenant_field WHERE class IN ('sealed', 'key') AND type <> 'bytea'",
        table("extra text", "extra=sealed"),
    ),
    _type(
        "time_without_zone",
        "A time without a zone means something else in every branch.",
        "type IN ('timestamp', 'time', 'timetz')",
        "timestamp",
    ),
    _type(
        "float", "Money and counts are exact.", "type IN ('float4', 'float8')", "double precision"
    ),
    _type(
        "numeric",
        "Numeric comparison is not leak-proof; money is bigint minor units.",
        "type IN ('numeric', 'money')",
        "numeric",
    ),
    _type(
        "enum",
        "Enum comparison is not leak-proof: text with a CHECK.",
        "typtype = 'e'",
        "customers.seeded_kind",
        before="CREATE TYPE customers.seeded_kind AS ENUM ('one');",
    ),
    _type(
        "domain",
        "A domain hides its type from these rules.",
        "typtype = 'd'",
        "customers.seeded_kind",
        before="CREATE DOMAIN customers.seeded_kind AS text;",
    ),
    _type(
        "varchar",
        "A length is a CHECK, and padded text compares oddly.",
        "type IN ('varchar', 'bpchar')",
        "varchar(20)",
    ),
    _type(
        "extension_type",
        "Comparison of an extension's types is not leak-proof.",
        "typnamespace = 'public'::regnamespace",
        "public.query_int",
    ),
    _type(
        "collation",
        "Another collation sorts pages differently from their cursor.",
        "typcollation <> 0 AND attcollation <> typcollation",
        'text COLLATE "C"',
    ),
    _type(
        "identity",
        "Ids are made in the app; a counter shared by tenants tells how busy the others are.",
        "attidentity <> ''",
        "bigint GENERATED ALWAYS AS IDENTITY",
    ),
    _type(
        "serial",
        "The same for a default that draws from a sequence.",
        "given LIKE '%nextval(%'",
        "bigserial",
    ),
)
