"""Lists of some of the few, of a stage, language, kind or tag: a page looks at so many at most."""

from regulars.domains.customers.finding.few import Few
from regulars.domains.customers.finding.places import Sort
from regulars.runtime.sql import Statement, statements_beside

sql = statements_beside(__file__)

FEW_NARROWED: dict[Few, dict[Sort, Statement]] = {
    "blocked": {
        "-created_at": sql.blocked_newest_first,
        "created_at": sql.blocked_oldest_first,
        "number": sql.blocked_number_up,
        "-number": sql.blocked_number_down,
    },
    "suspended": {
        "-created_at": sql.suspended_newest_first,
        "created_at": sql.suspended_oldest_first,
        "number": sql.suspended_number_up,
        "-number": sql.suspended_number_down,
    },
    "deleted": {
        "-created_at": sql.deleted_newest_first,
        "created_at": sql.deleted_oldest_first,
        "number": sql.deleted_number_up,
        "-number": sql.deleted_number_down,
    },
}
