"""Proofs, papers, their queue and review, as the console shows them; invented people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from regulars.console.verifications.views import (
    AgeRow,
    LimitRow,
    PaperDialog,
    PaperShown,
    ProofRow,
    Proofs,
    QueuePage,
    QueueRow,
    ReviewPage,
    RulesPage,
    Typed,
)
from regulars.domains.identity import DOCUMENT_KINDS, REJECTION_REASONS
from regulars.domains.tenants import AGE_CATEGORIES
from tests.console.address_samples import HOSTILE, LONG, NOW

Made = tuple[str, str, object, str, bool]

AGES = (
    AgeRow("alcohol", 21, "yes", "document"),
    AgeRow("tobacco", 18, "unknown"),
    AgeRow("energy_drinks", 16, "no", "declared"),
)
PROOFS = Proofs(
    (
        ProofRow("phone", "approved", NOW - timedelta(days=90)),
        ProofRow("email", "unproven"),
        ProofRow("id_card", "pending", NOW, NOW + timedelta(days=30), id="0195-9001"),
        ProofRow("passport", "approved", NOW, NOW + timedelta(days=900), id="0195-9002"),
        ProofRow("residence_permit", "rejected", NOW, None, "unreadable", id="0195-9003"),
        ProofRow("other", "requested", NOW, NOW + timedelta(days=30), may_withdraw=True),
    ),
    AGES,
    may_hand_in=True,
    may_ask=True,
)
COUNTS = (("pending", 3), ("requested", 1), ("approved", 1_000), ("rejected", 0), ("expired", 12))
ROWS = tuple(
    QueueRow(
        f"0195-900{place}",
        kind,
        "pending",
        NOW - timedelta(hours=9 * place),
        f"CUST-0000{place}",
        name,
        None,
        f"0195-000{place}",
        by,
        how,
        NOW + timedelta(days=12),
        is_own=place == 2,
    )
    for place, (kind, name, by, how) in enumerate(
        (
            ("id_card", "Salma Al Harthy", None, "customer"),
            ("passport", "خالد البلوشي", "Yusuf Al Hinai", "staff"),
            ("commercial_registration", "Seeb Fresh Foods LLC", "Aisha", "staff"),
            ("other", HOSTILE, HOSTILE, "staff"),
            ("driving_licence", LONG, None, "key"),
        )
    )
)
REVIEW = ReviewPage(
    id="0195-9001",
    version=2,
    document="passport",
    state="pending",
    customer_id="0195-0000",
    number="CUST-05000",
    name="Salma Al Harthy",
    name2="سلمى الحارثي",
    birth_date=date(1990, 5, 1),
    papers=(
        PaperShown(1, "/c/muscat-laundry/verifications/0195-9001/papers/1", True, 412_000),
        PaperShown(2, "/c/muscat-laundry/verifications/0195-9001/papers/2", False, 91_000),
    ),
    handed_at=NOW,
    handed_by="Yusuf Al Hinai",
    handed_kind="staff",
    decided_at=None,
    decided_by=None,
    decided_kind=None,
    until=NOW + timedelta(days=30),
    reason=None,
    note=None,
    reasons=REJECTION_REASONS,
)
LIMITS = tuple(LimitRow(each, "21" if each == "alcohol" else "", False) for each in AGE_CATEGORIES)


def verification_samples() -> Iterator[Made]:
    for name, view in reviews().items():
        yield f"review{name}", "verifications/review.html", view, "/verifications/0195-9001", True
    pages = {
        "": QueuePage(ROWS, "pending", COUNTS, DOCUMENT_KINDS),
        "-none": QueuePage((), "pending", (), DOCUMENT_KINDS),
        "-narrowed": QueuePage(
            (), "rejected", COUNTS, DOCUMENT_KINDS, "passport", next_cursor="n", is_first=False
        ),
        "-further": QueuePage(
            ROWS, "approved", COUNTS, DOCUMENT_KINDS, next_cursor="n", is_first=False
        ),
    }
    for name, page in pages.items():
        yield f"queue{name}", "verifications/queue.html", page, "/verifications", True
    form = PaperDialog("0195-0000", "CUST-05000", "Salma", DOCUMENT_KINDS)
    wrong = {"front": ("paper_not_safe",), "back": ("paper_too_large",), "document": ("required",)}
    dialogs = {
        "": form,
        "-asking": replace(form, is_asking=True),
        "-wrong": replace(form, errors=wrong, is_again=True),
        "-strange": replace(form, name=HOSTILE),
    }
    for name, dialog in dialogs.items():
        path = "/customers/0195-0000/papers/new"
        yield f"paper{name}", "customers/paper_form.html", dialog, path, False
    rules = RulesPage("30", "30", LIMITS)
    errors = {"kept_days": ("number_out_of_range",), "limits.alcohol": ("number_out_of_range",)}
    settings = {
        "": rules,
        "-wrong": replace(rules, kept_days="x", errors=errors),
        "-read-only": replace(rules, may_edit=False),
    }
    for name, shown in settings.items():
        path = "/settings/verifications"
        yield f"settings-rules{name}", "settings/verifications.html", shown, path, True


def reviews() -> dict[str, ReviewPage]:
    over = replace(REVIEW, decided_at=NOW, decided_by="Aisha", decided_kind="staff")
    wrong = {"until": ("until_not_ahead",), "birth_date": ("birth_date_differs",)}
    typed = Typed(reason="unreadable", errors={"reason": ("reason_missing",)}, is_rejection=True)
    return {
        "": REVIEW,
        "-wrong": replace(REVIEW, typed=Typed("2020-01-01", "1991-01-01", errors=wrong)),
        "-rejecting": replace(REVIEW, typed=typed),
        "-own": replace(REVIEW, is_own=True),
        "-meanwhile": replace(over, state="approved", is_meanwhile=True),
        "-rejected": replace(over, state="rejected", reason="differs", note=HOSTILE, papers=()),
        "-gone": replace(over, state="approved", papers=(), has_been_kept=True),
        "-awaited": replace(REVIEW, state="requested", papers=(), handed_at=None, handed_kind=None),
        "-company": replace(REVIEW, is_company=True, name=HOSTILE, name2=LONG, birth_date=None),
    }
