"""Lists beside that of customers: in a large tenant among small ones, a page of each walks its
index, and is asked for so that it does."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from regulars.domains import audit, customers, identity, people
from regulars.domains.audit import Wanted
from regulars.domains.identity.lately import TOLD_MAX
from regulars.runtime.opening import ALONG_INDEX, AS_EVER, IN_ANY_ORDER, IN_ITS_ORDER
from regulars.runtime.tx import Tx
from tests.architecture.test_large_tenant import rows_read
from tests.architecture.test_sql import STATEMENTS
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.instruments.listening import listened_to

LARGE, EVERYBODY, OTHERS = 20_000, 40_000, 20
PAGE, REACH = 50, 200
# A page, whom it is about, and what a walk may reach; a plan that gathers reads far more.
ROWS_MAX = 4 * REACH
TENANT, SUBJECT, ACTOR = UUID(int=1 << 80), UUID(int=2 << 80), UUID(int=3 << 80)
# Every fifth is about one subject, every third done by one actor, in one branch: of such a one
# there is far more than a page, and a plan for any of them takes it for little.
FILL = f"""
SET session_replication_role = replica;
CREATE TEMP TABLE filled AS
SELECT n, lpad(to_hex(n), 32, '0')::uuid AS id,
       runtime.id_at(now() - n * interval '10 seconds') AS timed,
       now() - n * interval '10 seconds' AS at,
       CASE WHEN n <= {LARGE} THEN '{TENANT}'
            ELSE lpad(to_hex(n % {OTHERS} + 1), 32, 'f')::uuid END AS tenant_id,
       CASE WHEN n % 5 = 0 THEN '{SUBJECT}' ELSE lpad(to_hex(n), 32, '0')::uuid END AS about,
       CASE WHEN n % 3 = 0 THEN '{ACTOR}' ELSE lpad(to_hex(n), 32, '0')::uuid END AS by
  FROM generate_series(1, {EVERYBODY}) AS n
 ORDER BY hashint4(n);
INSERT INTO journal.facts (tenant_id, id, name, version, subject_kind, subject_id, subject_seq,
    actor_kind, actor_id, branch_id, origin, occurred_at, data)
SELECT tenant_id, timed, 'customers.n' || n % 3, 1, 'customer', about, 1, 'staff', by, by, 'live',
       at, '{{"clear": {{"kind": ["person"]}}}}'
  FROM filled;
INSERT INTO audit.reads (tenant_id, id, kind, actor_kind, actor_id, branch_id, purpose, route,
    subject_ids, at)
SELECT tenant_id, timed, 'read', 'staff', by, by, 'service', 'x', ARRAY[about], at FROM filled;
INSERT INTO audit.alerts (tenant_id, id, kind, about, fact_id, subject_kind, subject_id, first_at,
    last_at, dismissed_at, dismissed_by)
SELECT tenant_id, timed, 'kind' || n % 100, n::text, id, 'tenant', id, at, at,
       CASE WHEN n % 150 > 0 THEN at END, CASE WHEN n % 150 > 0 THEN id END
  FROM filled;
INSERT INTO vault.person_keys (tenant_id, id, wrapped)
SELECT tenant_id, id, decode(repeat('5a', 65), 'hex') FROM filled;
INSERT INTO customers.customers (tenant_id, id, number, stage, kind, person_key_id, sealed,
    token_epoch, created_at, tags)
SELECT tenant_id, id, n, 'stub', 'person', id, decode(repeat('5a', 170), 'hex'), 1, at,
       ARRAY['VIP']
  FROM filled;
INSERT INTO customers.possible_duplicates (tenant_id, id, customer_id, other_id, why, created_at)
SELECT tenant_id, timed, id, lpad(to_hex(n - 1), 32, '0')::uuid, 'several', at
  FROM filled WHERE n > 1;
INSERT INTO people.invitations (tenant_id, id, customer_id, kind, token, token_epoch,
    person_key_id, sealed, language, inviter_kind, inviter_id, secret_hash, state, created_at,
    expires_at)
SELECT tenant_id, timed, CASE WHEN n % 150 = 0 THEN '{SUBJECT}' ELSE id END, 'phone', '\\x00', 1,
       id, '\\x00', 'en', 'staff', by, decode(md5(n::text), 'hex'),
       CASE WHEN n % 150 = 0 THEN 'cancelled' ELSE 'pending' END, at, now() + interval '3 days'
  FROM filled;
INSERT INTO identity.verifications (tenant_id, id, subject_kind, subject_id, kind, document_kind,
    state, requested_kind, requested_at, waits_since)
SELECT tenant_id, timed, 'customer', id, 'document', 'passport', 'pending', 'staff', at, at
  FROM filled;
INSERT INTO identity.account_sessions (tenant_id, id, account_id, client, created_at, last_seen_at,
    idle_until, expires_at, ended_at, ended_by)
SELECT tenant_id, id, id, 'app', at, at, now(), now(), now(), 'owner' FROM filled;
INSERT INTO identity.sessions (tenant_id, id, staff_id, client, expires_at, changed_at, ended_at)
SELECT tenant_id, id, id, 'app', now(), now(), CASE WHEN n % 2 = 0 THEN now() END FROM filled;
INSERT INTO identity.staff (tenant_id, id, role, language, person_key_id, sealed, email_token,
    token_epoch, password_hash, changed_at)
SELECT tenant_id, id, 'owner', 'en', id, '\\x00', decode(md5(n::text), 'hex'), 1, '', now()
  FROM filled;
RESET session_replication_role;
ANALYZE
"""
MIDDLE, MIDDLE_ID = (
    "now() - interval '100000 seconds'",
    "runtime.id_at(now() - interval '28 hours')",
)
ASKED = {
    "tenant_id": f"'{TENANT}'",
    "most": str(PAGE + 1),
    "limit": str(PAGE + 1),
    "reach": str(REACH),
    "before": MIDDLE_ID,
    "after_id": MIDDLE_ID,
    "above_id": f"'{UUID(int=0)}'",
    "below_id": MIDDLE_ID,
    "above_at": "now() - interval '1 year'",
    "below_at": MIDDLE,
    "after_at": MIDDLE,
    "after_time": MIDDLE,
    "after_since": MIDDLE,
    "subject_id": f"'{SUBJECT}'",
    "ids": f"ARRAY['{SUBJECT}'::uuid]",
    "subject_ids": f"ARRAY['{SUBJECT}'::uuid]",
    "ats": f"ARRAY[{MIDDLE}]",
    "field": "'kind'",
    "back": "interval '15 minutes'",
}
NOTHING = ("actor_id", "actor_kind", "branch_id", "kind", "name", "origin", "purpose", "state")
ASKED |= dict.fromkeys((*NOTHING, "document_kind", "customer_id"), "NULL")
WALKS = ("older", "newer")
BY_ACTOR, BY_BRANCH = {"actor_id": f"'{ACTOR}'"}, {"branch_id": f"'{ACTOR}'"}
BY_NAME = {"name": "'customers.n1'"}
FROM_THE_END = {"before": f"'{UUID(int=2**128 - 1)}'"}
# Statement → what it is asked with. How many it finds, where that is not a page.
PAGES: dict[str, dict[str, str]] = {
    "audit/alerts.sql:newest_open": {},
    "audit/alerts.sql:newest_dismissed": {},
    "audit/alerts.sql:newest_dismissed_of_kind": {"kind": "'kind7'"},
    "audit/facts.sql:of_subject": {},
    "audit/facts.sql:of_all": {},
    "audit/facts.sql:next_change": {},
    **{f"audit/looks.sql:all_{way}": {} for way in WALKS},
    **{f"audit/looks.sql:by_actor_{way}": BY_ACTOR for way in WALKS},
    **{f"audit/looks.sql:by_branch_{way}": BY_BRANCH for way in WALKS},
    **{f"audit/looks.sql:of_subject_{way}": {} for way in WALKS},
    **{f"audit/trail.sql:all_{way}": {} for way in WALKS},
    **{f"audit/trail.sql:by_actor_{way}": BY_ACTOR for way in WALKS},
    **{f"audit/trail.sql:by_branch_{way}": BY_BRANCH for way in WALKS},
    **{f"audit/trail.sql:by_name_{way}": BY_NAME for way in WALKS},
    **{f"audit/trail.sql:of_subject_{way}": {} for way in WALKS},
    "customers/finding/find.sql:used_tags": {},
    "customers/proofs/possible_duplicates.sql:newest": {"state": "'open'"},
    "people/invitations.sql:of_all": {},
    "people/invitations.sql:of_state": {"state": "'cancelled'"},
    "identity/papers/verifications.sql:in_queue": {"state": "'pending'"},
}
# These find the little that there is by its own index, as a plan for any of it expects.
FEW: dict[str, dict[str, str]] = {
    "people/invitations.sql:of_customer": {"customer_id": f"'{SUBJECT}'"},
    "identity/lately.sql:heard_lately": {},
}
GOES_ON = {"after_id", "before", "above_id"}
FOUND = {"audit/facts.sql:next_change": 1, "customers/finding/find.sql:used_tags": 1}
FOUND |= {"identity/lately.sql:heard_lately": 1}
BY_NAME_OF_FILE = {source.name: source.statement for source in STATEMENTS}
PAGED = (ALONG_INDEX.text,)
WALKED = (*PAGED, IN_ITS_ORDER.text)
# Of tables in parts, and where much is looked at for little.
OF_PARTS = ("audit/facts.sql", "audit/looks.sql", "audit/trail.sql", "customers/finding/find.sql")
MODES = ["force_custom_plan", "force_generic_plan"]


@pytest.fixture(scope="module")
async def large(template: Installation) -> AsyncIterator[Installation]:
    async with template.clone() as installation:
        async with installation.connection() as connection:
            await connection.execute(FILL)
        yield installation


async def plan_of(
    installation: Installation, name: str, mode: str, ahead: tuple[str, ...]
) -> dict[str, Any]:
    """As the server runs it, with what is said ahead."""
    statement = BY_NAME_OF_FILE[f"domains/{name}"]
    given = ASKED | PAGES.get(name, {}) | FEW.get(name, {})
    values = [given[parameter] for parameter in statement.parameters]
    connection = await asyncpg.connect(installation.settings.database_url)
    try:
        async with connection.transaction():
            await connection.execute(
                f"SET LOCAL app.tenant_id = '{TENANT}'; SET LOCAL app.branch = 'all';"
                f"{';'.join(ahead)}; SET LOCAL plan_cache_mode = {mode};"
                f"PREPARE page AS {statement.text}"
            )
            found = await connection.fetchval(
                f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page ({', '.join(values)})"
            )
    finally:
        await connection.close()
    plan: dict[str, Any] = json.loads(found)[0]["Plan"]
    return plan


def is_paged(text: str, parameters: Iterable[str]) -> bool:
    """A list in an order, that is gone on with from a place in it."""
    return "ORDER BY" in text and "LIMIT" in text and bool(GOES_ON & set(parameters))


def test_every_list_that_goes_on_is_here() -> None:
    """Those of customers are next door."""
    paged = {
        source.name.removeprefix("domains/")
        for source in STATEMENTS
        if is_paged(source.statement.text, source.statement.parameters)
        and source.file.startswith("domains/")
        and not source.file.startswith("domains/customers/f")
    }
    assert paged - PAGES.keys() - FEW.keys() == set()


def test_a_list_that_goes_on_is_seen() -> None:
    assert is_paged("SELECT id FROM a WHERE id > $1 ORDER BY id LIMIT $2", ("after_id", "most"))
    assert not is_paged("SELECT id FROM a ORDER BY id LIMIT $1", ("most",))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", PAGES)
async def test_a_page_of_a_large_tenant_walks_its_index(
    large: Installation, name: str, mode: str
) -> None:
    plan = await plan_of(large, name, mode, WALKED if name.startswith(OF_PARTS) else PAGED)
    assert plan["Actual Rows"] == FOUND.get(name, PAGE + 1)
    assert rows_read(plan) <= ROWS_MAX, json.dumps(plan, indent=1)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", FEW)
async def test_what_is_little_is_found_by_its_own_index(
    large: Installation, name: str, mode: str
) -> None:
    plan = await plan_of(large, name, mode, ())
    assert plan["Actual Rows"] == FOUND.get(name, PAGE + 1)
    assert rows_read(plan) <= TOLD_MAX + 1, json.dumps(plan, indent=1)


@pytest.mark.parametrize("name", ["audit/trail.sql:by_actor_older", "audit/facts.sql:of_subject"])
async def test_without_being_told_it_would_gather_them_all(large: Installation, name: str) -> None:
    as_ever = (AS_EVER.text, IN_ANY_ORDER.text)
    assert rows_read(await plan_of(large, name, "force_generic_plan", as_ever)) > ROWS_MAX


Ask = Callable[[Tx], Awaitable[Any]]
WALKING: dict[str, Ask] = {
    "facts": lambda tx: audit.list_facts(tx, limit=5),
    "facts of one": lambda tx: audit.list_facts(tx, subject_id=tx.tenant_id, limit=5),
    "looks": lambda tx: audit.walk_looks(tx, Wanted(), limit=5),
    "the trail": lambda tx: audit.walk_facts(tx, Wanted(), limit=5),
    "tags": customers.used_tags,
}
PAGING: dict[str, Ask] = {
    "alerts": lambda tx: audit.list_alerts(tx, limit=5),
    "dismissed alerts": lambda tx: audit.list_alerts(tx, dismissed=True, limit=5),
    "alerts of a kind": lambda tx: audit.list_alerts(tx, kind="x", dismissed=True, limit=5),
    "possible duplicates": lambda tx: customers.list_possible_duplicates(tx, "open", limit=5),
    "invitations": lambda tx: people.list_invitations(tx, limit=5),
    "open invitations": lambda tx: people.list_invitations(tx, state="pending", limit=5),
    "papers": lambda tx: identity.read_queue(tx, limit=5),
}
SETTINGS = asking(
    "SELECT current_setting('enable_bitmapscan') || ' ' || current_setting('enable_sort')"
    " WHERE $1::uuid IS NOT NULL"
)


@pytest.mark.parametrize("named", WALKING | PAGING)
async def test_a_list_is_asked_for_along_its_index_and_nothing_after_it(tx: Tx, named: str) -> None:
    listening, reading = listened_to(tx)
    await (WALKING | PAGING)[named](reading)
    assert set(WALKED if named in WALKING else PAGED) <= set(listening.ahead)
    assert await reading.value(SETTINGS) == "on on"
