"""Views of codes, accounts and alerts: ordinary, refused, turned around; invented people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from regulars.console.alerts.views import AlertRow, AlertSign, AlertsPage
from regulars.console.audit.views import Subject
from regulars.console.codes.views import CodeDialog, Sent, Turned
from regulars.console.customers.dialogs import SigningOut, SuspensionDialog
from regulars.console.customers.views import AccountCard, CustomerPage, DeviceRow, Held
from tests.console.address_samples import HOSTILE, NOW

ONE = "/customers/0195-0000"
Made = tuple[str, str, object, str, bool]
SENT = Sent("0195-0001", True, 3, 290, 52, "sent", None, is_moving=True)
ASKED = CodeDialog("0195-0000", "CUST-00042", "phone", "+968••••61", name="Salma Al Harthy")
TURNED = Turned("ar", "اكتب رمزك", "أرسلنا رمزًا إلى", "ستة أرقام", "تم", "عودة إلى الكاشير", "")
ACCOUNT = AccountCard(
    "active",
    has_account=True,
    last_sign_in_at=NOW - timedelta(minutes=40),
    devices=(
        DeviceRow("chrome_android", NOW - timedelta(minutes=4)),
        DeviceRow("app", NOW - timedelta(days=3)),
    ),
    failures=7,
)
ALERT = AlertRow(
    "0195-0007",
    "codes_stopped",
    is_grave=True,
    times=1,
    first_at=NOW - timedelta(hours=3),
    last_at=NOW - timedelta(hours=3),
    subject=Subject("customer", "Salma Al Harthy", "CUST-00042", "/c/muscat-laundry" + ONE),
)
HELD_BACK = replace(
    ALERT, id="0195-0008", kind="codes_prefix", is_grave=False, times=14, about="9689555",
    subject=None,
)  # fmt: skip


def code_samples() -> Iterator[Made]:
    dialogs = {
        "": ASKED,
        "-sent": replace(ASKED, sent=SENT, is_again=True),
        "-wrong": replace(ASKED, sent=replace(SENT, wrong=True, tries_left=1), is_again=True),
        "-not-six": replace(ASKED, sent=SENT, fault="code_not_six_digits", is_again=True),
        "-failed": replace(
            ASKED, sent=replace(SENT, way="failed", reason="number_unreachable", is_moving=False)
        ),
        "-withheld": replace(ASKED, sent=replace(SENT, way="withheld", reason=HOSTILE)),
        "-over": replace(ASKED, sent=replace(SENT, is_open=False, tries_left=0), is_again=True),
        "-waiting": replace(ASKED, sent=SENT, wait_seconds=41, is_again=True),
        "-long-wait": replace(ASKED, wait_seconds=3_000, is_again=True),
        "-held": replace(ASKED, sent=replace(SENT, is_open=False), is_held=True),
        "-email": replace(ASKED, kind="email", value="s••••@example.com", name=HOSTILE),
        "-turned": replace(ASKED, sent=SENT, turned=TURNED),
        "-turned-wrong": replace(ASKED, sent=SENT, turned=replace(TURNED, fault=HOSTILE)),
    }
    for name, dialog in dialogs.items():
        yield f"code{name}", "codes/dialog.html", dialog, ONE, False
    for way in ("waiting", "unknown", "delivered"):
        moved = replace(ASKED, sent=replace(SENT, way=way, is_moving=way != "delivered"))
        yield f"code-way-{way}", "codes/way.html", moved, ONE, False


def account_samples(one: CustomerPage) -> Iterator[Made]:
    page = "customers/customer.html"
    until = Held(NOW + timedelta(days=7), reason=HOSTILE)
    suspended = replace(one.whole, suspended=until)
    accounts = {
        "": ACCOUNT,
        "-none": AccountCard(),
        "-guest": AccountCard("temporary"),
        "-stopped": replace(ACCOUNT, failures=100, is_stopped=True, devices=()),
        "-looked-at": replace(ACCOUNT, may_edit=False),
    }
    for name, account in accounts.items():
        yield f"customer-account{name}", page, replace(one, account=account), ONE, True
    held = replace(one, whole=suspended, account=replace(ACCOUNT, status="suspended"))
    yield "customer-suspended", page, held, ONE, True
    out = SigningOut("0195-0000", "CUST-00042", "Salma Al Harthy", 2)
    for name, asked in {"": out, "-strange": replace(out, name=HOSTILE, sign_ins=1)}.items():
        yield f"signing-out{name}", "customers/signing_out.html", asked, ONE, False
    dialog = SuspensionDialog("0195-0000", "CUST-00042", 3, "Salma Al Harthy", sign_ins=2)
    wrong = {"until": ("time_in_past",), "reason": ("reason_missing",)}
    dialogs = {
        "": dialog,
        "-nowhere": replace(dialog, name=HOSTILE, sign_ins=0),
        "-wrong": replace(dialog, span="time", errors=wrong, is_again=True),
    }
    for name, view in dialogs.items():
        yield f"suspension{name}", "customers/suspension.html", view, ONE, False


def alert_samples() -> Iterator[Made]:
    strange = replace(HELD_BACK, about=HOSTILE, subject=Subject("staff", HOSTILE))
    put_away = replace(HELD_BACK, dismissed_at=NOW, dismissed_by="Priya Nair")
    low = replace(HELD_BACK, kind="codes_low", about=None, mended_at="channels")
    storm = replace(ALERT, kind="sign_in_storm", subject=None, mended_at="staff")
    kinds = ("codes_stopped", "codes_prefix")
    pages = {
        "": AlertsPage((ALERT, HELD_BACK), kinds=kinds, next_cursor="next"),
        "-none": AlertsPage(kinds=kinds),
        "-strange": AlertsPage((strange,), kind="codes_prefix", kinds=kinds, is_first=False),
        "-mended": AlertsPage((low, storm), kinds=kinds, may_dismiss=False),
        "-dismissed": AlertsPage((put_away,), "dismissed", kinds=kinds),
    }
    for name, page in pages.items():
        yield f"alerts{name}", "alerts/alerts.html", page, "/alerts", True
    signs = {
        "": AlertSign(2, (ALERT, HELD_BACK)),
        "-many": AlertSign(100, (strange,)),
        "-none": AlertSign(),
    }
    for name, sign in signs.items():
        yield f"alerts-newest{name}", "alerts/newest.html", sign, "/alerts", False
