"""The audit page, the tab of looks and their parts as samples: ordinary, empty, broken, hostile."""

from dataclasses import replace
from datetime import timedelta

from regulars.console.audit.views import (
    ChainLine,
    Choices,
    LookEntry,
    LooksPage,
    Subject,
    TrailEntry,
    TrailFilters,
    TrailPage,
)
from regulars.console.customers.views import TimelineEntry
from regulars.console.exports.views import ExportDialog, ExportPage
from regulars.console.jobs.views import DiscardDialog, FailureRow, JobsPage, KindRow
from regulars.console.tray.views import TaskRow, Tray
from tests.console.address_samples import HOSTILE, LONG, NOW, whole
from tests.console.samples import HOME, Sample, facts, frame

SALMA = Subject("customer", "Salma Al Harthy", "CUST-00042", f"{HOME}/customers/0195-0000")
CHOICES = Choices(
    (("s1", "Aisha Al Rawahi"), ("s2", "يوسف الهنائي")),
    (("k1", "Till tablets"),),
    (("b1", "Al Khuwair"), ("b2", "السيب")),
    (("customers", ("customers.registered", "customers.changed")), ("later", ("later.fact",))),
)
LOOK_CHOICES = replace(
    CHOICES, kinds=(("", ("listed", "read", "revealed", "exported")),), purposes=("till", "privacy")
)
LOOKS = (
    LookEntry("l1", NOW, "revealed", "service", "customer", "POST /c/{tenant}/reveals",
              "Aisha Al Rawahi", branch="Al Khuwair", subjects=(SALMA,)),
    LookEntry("l2", NOW - timedelta(hours=1), "listed", "till", "till", "POST /c/{tenant}/till",
              "يوسف الهنائي", subjects=(SALMA, SALMA, SALMA), others=12),
    LookEntry("l3", NOW - timedelta(days=2), "read", "integration", "api", "GET /api/v1/customers",
              "Till tablets", "key", others=3),
    LookEntry("l4", NOW - timedelta(days=3), "exported", "later", "other", "", None, "system"),
)  # fmt: skip


def entry(place: int, told: TimelineEntry, subject: Subject) -> TrailEntry:
    return TrailEntry(f"f{place}", told.at, told, subject)


def entries() -> tuple[TrailEntry, ...]:
    about = (SALMA, Subject("staff", "Mary Thomas"), Subject("tenant"), Subject("later"))
    told = [entry(place, fact, about[place % 4]) for place, fact in enumerate(facts())]
    exported = TimelineEntry("audit.exported", NOW - timedelta(days=500), "Aisha Al Rawahi")
    late = replace(entry(90, exported, about[2]), told_at=NOW - timedelta(days=900))
    return (*told, late)


def trail_samples() -> dict[str, Sample]:
    here, looking = frame("/audit", "audit"), frame("/audit/looks", "audit")
    chain = ChainLine(4_812, 4_812, NOW - timedelta(minutes=4))
    page = TrailPage("changes", TrailFilters(), CHOICES, chain, entries(), older="abc")
    narrowed = TrailFilters("staff:s1", "0195-0000", "customers.changed", "", "b1", "7")
    strange = TimelineEntry(HOSTILE, NOW, HOSTILE, branch=LONG)
    hostile = Subject("customer", HOSTILE, HOSTILE, f"{HOME}/customers/x")
    looks = replace(page, tab="looks", choices=LOOK_CHOICES, entries=(), looks=LOOKS, newer="abc")
    nothing = replace(page, entries=(), older=None)
    looked = frame("/customers/0195-0000/looks", "customers")
    broken = ChainLine(811, 4_812, NOW, "mismatch", 812)
    return {
        "audit": Sample("audit/audit.html", page, here),
        "audit-narrowed": Sample(
            "audit/audit.html", replace(page, filters=narrowed, about=SALMA, newer="def"), here
        ),
        "audit-days": Sample(
            "audit/audit.html",
            replace(page, filters=TrailFilters(since="2026-03-01"), chain=broken),
            here,
        ),
        "audit-none": Sample("audit/audit.html", replace(nothing, chain=ChainLine(0, 31)), here),
        "audit-none-found": Sample(
            "audit/audit.html",
            replace(nothing, filters=narrowed, chain=ChainLine(5_000, 48_120, NOW)),
            here,
        ),
        "audit-look-on": Sample("audit/audit.html", replace(nothing, older="abc"), here),
        "audit-strange": Sample(
            "audit/audit.html",
            replace(page, entries=(entry(0, strange, hostile),), about=hostile),
            here,
        ),
        "audit-part": Sample("audit/trail.html", page, here, is_page=False),
        "audit-chain": Sample("audit/chain.html", chain, here, is_page=False),
        "audit-looks": Sample("audit/audit.html", looks, looking),
        "audit-looks-none": Sample("audit/audit.html", replace(looks, looks=()), looking),
        "customer-looks": Sample(
            "customers/looks.html",
            LooksPage(whole(), LOOKS, "abc", "def"),
            looked,
        ),
        "customer-looks-none": Sample(
            "customers/looks.html",
            LooksPage(whole(), ()),
            looked,
        ),
    }


def jobs_samples() -> dict[str, Sample]:
    here = frame("/settings/jobs", "settings")
    tally = "customers.tally_customers_by_stage"
    kinds = (
        KindRow(tally, 12, 1, 3, 4_120, 2, NOW - timedelta(minutes=3)),
        KindRow("later.work_of_a_room_to_come", done=7),
    )
    failures = (
        FailureRow("f1", "customers.registered", tally, "worker_died", 1, NOW, SALMA),
        FailureRow("f2", None, "later.work_of_a_room", "BadGateway", 8, NOW, Subject("later")),
        FailureRow("f3", HOSTILE, HOSTILE, HOSTILE, 3, NOW, Subject("customer", HOSTILE)),
    )
    page = JobsPage(kinds, failures, next_cursor="abc")
    return {
        "jobs": Sample("jobs/jobs.html", page, here),
        "jobs-later-page": Sample("jobs/jobs.html", replace(page, is_first=False), here),
        "jobs-read-only": Sample("jobs/jobs.html", replace(page, may_edit=False), here),
        "jobs-none": Sample("jobs/jobs.html", JobsPage((), ()), here),
        "jobs-now": Sample("jobs/now.html", page, here, is_page=False),
        "jobs-discarding": Sample(
            "jobs/discarding.html", DiscardDialog(failures[0]), here, is_page=False
        ),
    }


EXPORT = ExportDialog(
    "customers", f"{HOME}/customers/exports", (("stage", "stub"),), 412, may_reveal=True
)  # fmt: skip
MADE = ExportPage(
    "e1", "customers", "done", "export_ready", 12_480, 12_480, 12_480, NOW,
    NOW + timedelta(hours=24),
    (("q", HOSTILE), ("stage", "stub"), ("branch", LONG)), "laundry-customers-stub-2026-03-04.csv",
    1_843_200, is_ready=True,
)  # fmt: skip
TOLD = (
    ("stage", "stub"), ("state", "suspended"), ("tongue", "ar"), ("kind", "company"),
    ("tag", "VIP"), ("sort", "created_at"),
)  # fmt: skip


def tray_samples() -> dict[str, Sample]:
    tasks = (
        TaskRow("t1", "verify_chain", "running", 25_000, 480_000, None, NOW),
        TaskRow("t2", "verify_chain", "done", 480_000, 480_000, "chain_whole", NOW),
        TaskRow("t3", "verify_chain", "failed", 811, 480_000, "chain_broken", NOW),
        TaskRow("t5", "export_customers", "running", 2_000, 0, None, NOW),
        TaskRow("t6", "export_looks", "done", 9_000, 9_000, "export_ready", NOW),
        TaskRow("t7", "export_changes", "failed", 9, 0, "called_off", NOW),
        TaskRow("t4", "verify_chain", "stalled", 811, 480_000, None, NOW - timedelta(hours=3)),
    )
    return {
        "tray": Sample("tray/list.html", Tray(tasks), frame("/tasks"), is_page=False),
        "tray-ended": Sample("tray/list.html", Tray(tasks[1:]), frame("/tasks"), is_page=False),
        "tray-none": Sample("tray/list.html", Tray(), frame("/tasks"), is_page=False),
        "tasks": Sample("tray/tasks.html", Tray(tasks), frame("/tasks")),
        "export-dialog": Sample(
            "exports/dialog.html", EXPORT, frame("/customers", "customers"), is_page=False
        ),
        "export-dialog-long": Sample(
            "exports/dialog.html",
            replace(EXPORT, many=100_000, is_more=True, comes_at_once=False, may_reveal=False),
            frame("/customers", "customers"),
            is_page=False,
        ),
        "export-dialog-none": Sample(
            "exports/dialog.html", replace(EXPORT, kind="changes", many=0), frame("/audit"),
            is_page=False,
        ),
        "export-dialog-wait": Sample(
            "exports/dialog.html", replace(EXPORT, wait_seconds=420), frame("/customers"),
            is_page=False,
        ),
        "export-ready": Sample("exports/export.html", MADE, frame("/exports/e1")),
        "export-told": Sample(
            "exports/export.html", replace(MADE, told=TOLD), frame("/exports/e1")
        ),
        "export-told-changes": Sample(
            "exports/export.html",
            replace(MADE, kind="changes", told=(("kind", "customers.account_blocked"),)),
            frame("/exports/e1"),
        ),
        "export-waiting": Sample(
            "exports/export.html",
            replace(MADE, state="waiting", is_ready=False, total=0, done=0, told=()),
            frame("/exports/e1"),
        ),
        "export-running": Sample(
            "exports/state.html",
            replace(MADE, state="running", is_ready=False), frame("/exports/e1"), is_page=False,
        ),
        "export-refused": Sample(
            "exports/export.html",
            replace(MADE, state="failed", outcome="export_not_allowed", is_ready=False),
            frame("/exports/e1"),
        ),
        "audit-going-on": Sample(
            "audit/chain.html", ChainLine(5_000, 480_000, NOW, is_going_on=True),
            frame("/audit", "audit"), is_page=False,
        ),
    }  # fmt: skip


TRAIL_SAMPLES: dict[str, Sample] = {**trail_samples(), **jobs_samples(), **tray_samples()}
