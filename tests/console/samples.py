"""Every template with views for it: ordinary, empty, refused, long, hostile; invented people."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from regulars.console.customers.dialogs import (
    BlockingDialog,
    Candidate,
    CustomerFields,
    CustomerForm,
    DeletionDialog,
    RestorationDialog,
)
from regulars.console.customers.views import (
    COLUMNS,
    STATES,
    Arrival,
    Change,
    Completeness,
    CustomerPage,
    CustomerRow,
    CustomersPage,
    Filters,
    Held,
    Permissions,
    RevealedContact,
    Stage,
    Timeline,
    TimelineEntry,
    Whole,
)
from regulars.console.doorstep.views import Doorstep
from regulars.console.layout.views import (
    BranchChoice,
    Flash,
    Frame,
    ProblemKind,
    ProblemPage,
    Role,
    Section,
    SignedIn,
    Toast,
)
from regulars.console.palette.commands import COMMANDS
from regulars.console.palette.views import Palette
from regulars.console.settings.staff_views import (
    StaffClosing,
    StaffDisabling,
    StaffEnabling,
    StaffPassword,
)
from regulars.console.settings.views import (
    BranchesPage,
    BranchForm,
    BranchRow,
    ChannelCard,
    ChannelField,
    ChannelRemoval,
    ChannelsPage,
    FlagRow,
    FlagsPage,
    GeneralPage,
    KeyForm,
    KeyMade,
    KeyRevocation,
    KeyRow,
    KeysPage,
    SigningStand,
    StaffEdit,
    StaffForm,
    StaffPage,
    StaffRow,
)
from regulars.console.sign_in.views import PasswordForm, SignInPage
from regulars.console.till.views import PhoneKnown, Served, TillAnswers, TillDraft, TillPage
from regulars.domains.identity import ROLE_SCOPES
from tests.console.account_samples import account_samples
from tests.console.address_samples import ADDRESSES, HOSTILE, LONG, NOW, PAGES, whole
from tests.console.code_samples import account_samples as account_card_samples
from tests.console.code_samples import alert_samples, code_samples
from tests.console.home_samples import home_views
from tests.console.people_samples import people_samples
from tests.console.profile_samples import (
    duplicate_samples,
    preference_samples,
    profile_samples,
)
from tests.console.verification_samples import AGES, PROOFS, verification_samples

HOME = "/c/muscat-laundry"
NEEDS = (
    ("name", True), ("phone", True), ("phone_proof", False), ("email", False),
    ("preferences", False),
)  # fmt: skip
LONG_LATIN = "Abdulrahman bin Mohammed bin Abdulaziz bin Sulaiman Al Busaidi Al Hadhrami"
SCOPES = ("customers:read", "customers:write", "customers:reveal", "audit:read", "settings:read")

CAST: tuple[tuple[str | None, str | None, str | None, Stage], ...] = (
    ("Salma Al Harthy", "سلمى الحارثي", "+968••••3456", "full"),
    ("خالد البلوشي", "Khalid Al Balushi", "+968••••1180", "stub"),
    (None, None, None, "guest"),
    ("Priya Nair", None, "+968••••7702", "full"),
    ("مريم الزدجالي", None, "+968••••0945", "stub"),
    ("Seeb Fresh Foods LLC", "سيب للأغذية الطازجة ش.م.م", "+968••••2210", "full"),
    ("Ahmed", "أحمد", "+968••••6631", "stub"),
    (None, None, None, "guest"),
    ("Fatma Al Lawati", "فاطمة اللواتي", "+968••••5074", "full"),
    ("John Mathew", None, "+971•••••4418", "stub"),
    ("نورة الكندي", "Noura Al Kindi", "+968••••8829", "full"),
    ("Hassan Raza", None, "+968••••1903", "stub"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    template: str
    view: object
    frame: Frame
    is_page: bool = True
    # Shown without scripts: inside a page of its own.
    is_alone: bool = False


def row(place: int) -> CustomerRow:
    name, name2, phone, stage = CAST[place % len(CAST)]
    return CustomerRow(
        id=f"0195-{place:04d}",
        number=f"CUST-{5000 - place:05d}",
        name=name,
        name2=name2,
        phone=phone,
        stage=stage,
        created_at=NOW - timedelta(hours=place * 7, minutes=place * 13),
        branch=("Al Khuwair", "السيب", "Qurum")[place % 3],
        is_blocked=place == 6,
        is_deleted=place == 9,
        email=f"{name[0].lower()}••••@example.com" if name and stage == "full" else None,
        language=("en", "ar", None)[place % 3],
        tags=("VIP", "hotel", "اشتراك شهري", "delivery")[: place % 5],
        kind="company" if place == 5 else "person",
        updated_at=NOW - timedelta(hours=place),
    )


def frame(path: str = "", section: Section | None = None) -> Frame:
    return Frame(
        tenant_slug="muscat-laundry",
        tenant_name="Muscat Laundry",
        path=HOME + path,
        csrf_token="sample-token",
        now=NOW,
        time_zone="Asia/Muscat",
        staff=SignedIn("Aisha Al Rawahi", "aisha@example.com", "owner"),
        section=section,
        branches=(
            BranchChoice("all", is_current=True),
            BranchChoice("b1", "Al Khuwair"),
            BranchChoice("b2", "السيب"),
        ),
        scopes=frozenset(map(str, ROLE_SCOPES["owner"])),
    )


def rows(count: int) -> tuple[CustomerRow, ...]:
    return tuple(row(place) for place in range(count))


def facts() -> tuple[TimelineEntry, ...]:
    changed = (
        Change("phone", "+968••••1122", "+968••••3456"),
        Change("name2", None, "سلمى الحارثي"),
        Change("email", "s.old@example.com", None),
    )
    ago = NOW - timedelta(minutes=18)
    return (
        TimelineEntry("customers.changed", ago, "Aisha Al Rawahi", changes=changed),
        TimelineEntry("customers.restored", NOW - timedelta(hours=2), None, "key"),
        TimelineEntry(
            "customers.upgraded", NOW - timedelta(days=1), None, "customer", stage="full"
        ),
        TimelineEntry("customers.unblocked", NOW - timedelta(days=30), "عائشة الرواحي"),
        TimelineEntry("customers.blocked", NOW - timedelta(days=31), "عائشة الرواحي"),
        TimelineEntry("customers.later_fact", NOW - timedelta(days=33), None, "system"),
        TimelineEntry(
            "customers.registered",
            NOW - timedelta(days=420),
            "Yusuf",
            branch="Al Khuwair",
            stage="stub",
        ),
        TimelineEntry(
            "customers.registered", NOW - timedelta(days=420), stage="stub", is_imported=True
        ),
    )


def customer() -> CustomerPage:
    return CustomerPage(
        whole=whole(),
        created_at=NOW - timedelta(days=420),
        timeline=Timeline("0195-0000", facts(), earlier_cursor="abc"),
        phone="+968••••3456",
        phone_is_verified=True,
        phone_is_shared=True,
        proofs=PROOFS,
        email="s••••@example.com",
        birth_date=date(1991, 7, 14),
        gender="female",
        language="ar",
        branch="Al Khuwair",
        tags=("VIP", "hotel", "اشتراك شهري"),
        completeness=Completeness(70, ("birth_date", "preferences")),
        wishes=(("sms", True, False), ("email", True, True), ("push", False, False)),
        preferences=(("Starch", "Light"), ("التغليف", "على علّاقة"), ("Detergent", "Unscented")),
    )


def candidates() -> tuple[Candidate, ...]:
    return (
        Candidate(
            "0195-0000", "CUST-00042", "Salma Al Harthy", "سلمى الحارثي", "full", "+968••••3456"
        ),
        Candidate("0195-0004", "CUST-00117", "مريم الزدجالي", None, "stub", "+968••••3456"),
    )


ROLES: tuple[Role, ...] = ("owner", "admin", "branch")
BRANCHES = (("b1", "Al Khuwair"), ("b2", "السيب"), ("b3", "Qurum"))
PEOPLE = (
    StaffRow("s1", "Aisha Al Rawahi", "aisha@example.com", "owner", is_you=True, seen_at=NOW),
    StaffRow("s2", "يوسف الهنائي", "yusuf@example.com", "admin", seen_at=NOW - timedelta(days=2)),
    StaffRow("s3", "Mary Thomas", "mary@example.com", "branch", ("Al Khuwair", "السيب")),
    StaffRow("s4", "Old Hand", "old@example.com", "branch", ("Qurum",), is_disabled=True),
)
KEYS = (
    KeyRow(
        "k1",
        "Till tablets",
        "rk_live_…7Qm2",
        SCOPES[:2],
        NOW - timedelta(days=90),
        NOW,
        made_by=HOSTILE,
    ),
    KeyRow(
        "k2",
        "المتجر الإلكتروني",
        "rk_live_p0Zx",
        SCOPES,
        NOW - timedelta(days=12),
        made_by="Mary Thomas",
        is_maker_gone=True,
    ),
    KeyRow("k3", "Old script", "rk_live_9aBc", SCOPES[:1], NOW, revoked_at=NOW),
    KeyRow("k4", "Our app", "pk_live_4Tn8", (), NOW, kind="publishable"),
)
JWKS = "https://shop.example.com/p/laundry/.well-known/jwks.json"
SIGNING = SigningStand(JWKS, "k3v9x0m2q7ab", NOW - timedelta(days=12), NOW + timedelta(days=78))


def entrance_samples() -> dict[str, Sample]:
    outside = replace(frame("/sign-in"), staff=None, branches=())
    refused = SignInPage(email="aisha@example.com", error="sign_in_failed")
    ended = replace(outside, flashes=(Flash("calm", "session-ended"),))
    return {
        "nothing": Sample("layout/nothing.html", None, frame(), is_page=False),
        "sign-in": Sample("sign_in/sign_in.html", SignInPage(), outside),
        "sign-in-refused": Sample("sign_in/sign_in.html", refused, outside),
        "sign-in-throttled": Sample(
            "sign_in/sign_in.html", SignInPage(email="a@example.com", wait_seconds=660), outside
        ),
        "sign-in-ended": Sample("sign_in/sign_in.html", SignInPage(), ended),
        "problem-not-found": Sample(
            "layout/problem.html", ProblemPage("not-found"), frame("/nothing")
        ),
        "problem-not-allowed": Sample(
            "layout/problem.html", ProblemPage("not-allowed"), frame("/settings/keys", "settings")
        ),
        "problem-internal": Sample(
            "layout/problem.html", ProblemPage("internal", "req_01HX9Q2T"), frame("/customers")
        ),
        "problem-unavailable": Sample(
            "layout/problem.html", ProblemPage("unavailable"), frame("/till")
        ),
        "problem-session-ended": Sample(
            "layout/problem.html",
            ProblemPage("session-ended"),
            replace(outside, path=HOME + "/till"),
        ),
        "toast": Sample(
            "layout/toast.html",
            Toast("error-already-blocked", tone="bad"),
            frame(),
            is_page=False,
        ),
        "problem-refused": Sample(
            "layout/problem.html", ProblemPage("refused", word="error-not-deleted"), frame()
        ),
        "problem-forged": Sample("layout/problem.html", ProblemPage("forged"), frame()),
        "password": Sample("sign_in/password.html", PasswordForm(), frame(), is_page=False),
        "password-wrong": Sample(
            "sign_in/password.html",
            PasswordForm({"old": ("wrong_password",), "new": ("password_too_short",)}, 180, True),
            frame(),
            is_page=False,
        ),
    }


def doorstep_samples() -> dict[str, Sample]:
    """Where no business is known."""
    here = Frame("", "Regulars", "/c", "", NOW, "UTC", sections=())
    page = "doorstep/doorstep.html"
    wrong = Doorstep("My Shop", {"business": ("address_not_valid",)})
    kinds: tuple[ProblemKind, ...] = ("not-found", "wrong-way", "unreadable", "unavailable")
    return {
        "doorstep": Sample(page, Doorstep(), here),
        "doorstep-wrong": Sample(page, wrong, here),
        "doorstep-unknown": Sample(page, Doorstep("my-shop", is_unknown=True), here),
        "doorstep-strange": Sample(page, Doorstep(HOSTILE, is_unknown=True), here),
        **{
            f"problem-outside-{kind}": Sample("layout/problem.html", ProblemPage(kind), here)
            for kind in kinds
        },
    }


def list_samples() -> dict[str, Sample]:
    here = frame("/customers", "customers")
    strange = replace(row(1), name=HOSTILE, name2=HOSTILE, branch=HOSTILE, number=HOSTILE)
    lengthy = replace(row(0), name=LONG_LATIN, name2=LONG, is_blocked=True)
    full = CustomersPage(rows(24), next_cursor="n/+=&x", total=5000)
    narrowed = Filters(q="٩٦٨ 9123", stage="stub", state="blocked")
    by_number = Filters(branch="b2", sort="-number")
    flashed = replace(
        here, flashes=(Flash("good", "customer-deleted", HOME + "/customers/x/restore"),)
    )
    page = "customers/list.html"
    return {
        "customers": Sample(page, full, replace(here, is_live=True)),
        "customers-later-page": Sample(
            page, CustomersPage(rows(12), Filters(stage="full"), "n", "p"), flashed
        ),
        "customers-empty": Sample(page, CustomersPage(()), here),
        "customers-none-found": Sample(page, CustomersPage((), narrowed), here),
        **{
            f"customers-none-{state}": Sample(page, CustomersPage((), Filters(state=state)), here)
            for state in STATES
        },
        "customers-narrowed": Sample(
            page,
            replace(
                full,
                rows=rows(3),
                filters=Filters(language="ar", kind="company", tag="vip"),
                tags=("vip", "2026", "فندق"),
                looked_at=20_000,
            ),
            here,
        ),
        "customers-none-here": Sample(
            page,
            CustomersPage((), Filters(tag="vip"), "n", "p", tags=("vip",), looked_at=20_000),
            here,
        ),
        "customers-strange": Sample(
            page, CustomersPage((strange, lengthy), Filters(q=HOSTILE)), here
        ),
        "customers-search-lost": Sample(page, replace(full, is_search_lost=True), here),
        "customers-waiting": Sample(
            page, CustomersPage((), Filters(q="91234567", sealed="x"), wait_seconds=535), here
        ),
        "customers-listing": Sample("customers/listing.html", full, here, is_page=False),
        "customers-found": Sample(
            "customers/found.html", replace(full, filters=Filters(q="salma")), here, is_page=False
        ),
        "customers-more": Sample("customers/more.html", full, here, is_page=False),
        "customers-arrival": Sample("customers/arrival.html", Arrival(row(0)), here, is_page=False),
        "customers-columns": Sample(
            page, replace(full, columns=COLUMNS, branches=BRANCHES, filters=by_number), here
        ),
        "customers-bare": Sample(page, replace(full, columns=()), here),
    }


def flag_samples() -> dict[str, Sample]:
    here = frame("/settings/flags", "settings")
    ends = date(2027, 6, 30)
    rows = (
        FlagRow("console.palette", True, "default", "follow", None, "console", ends),
        FlagRow("console.live", False, "chosen", "off", 50, "console", ends, is_overdue=True),
        FlagRow("console.live", True, "rolled_out", "follow", 50, "console", ends),
    )
    page = "settings/flags.html"
    return {
        "settings-flags": Sample(page, FlagsPage(rows), here),
        "settings-flags-read-only": Sample(page, FlagsPage(rows, may_edit=False), here),
    }


def palette_samples() -> dict[str, Sample]:
    here = frame("/palette")
    commands = COMMANDS[:8]
    found = Palette("sal", COMMANDS[:2], rows(3))
    strange = Palette(HOSTILE, (), (replace(row(0), name=HOSTILE, name2=LONG),))
    page, part = "palette/palette.html", "palette/answers.html"
    return {
        "palette": Sample(
            page, Palette("", commands, rows(2), is_recent=True), here, is_page=False
        ),
        "palette-found": Sample(part, found, here, is_page=False),
        "palette-every": Sample(part, Palette("a", COMMANDS), here, is_page=False),
        "palette-number": Sample(part, replace(found, typed="42"), here, is_page=False),
        "palette-waiting": Sample(part, Palette("9555", wait_seconds=90), here, is_page=False),
        "palette-none": Sample(part, Palette("zzz"), here, is_page=False),
        "palette-strange": Sample(part, strange, here, is_page=False),
    }


def customer_samples() -> dict[str, Sample]:
    here = frame("/customers/0195-0000", "customers")
    one = customer()
    around = one.whole
    guest = CustomerPage(
        Whole("g1", "CUST-04998", 1, "guest", "person", may=Permissions(reveal=False)),
        NOW,
        Timeline("g1", ()),
    )
    strange = replace(
        one,
        whole=replace(around, name=HOSTILE, name2=LONG),
        tags=(HOSTILE,),
        preferences=((HOSTILE, HOSTILE),),
    )
    strange = replace(
        strange,
        timeline=Timeline(
            "x",
            (TimelineEntry(HOSTILE, NOW, HOSTILE, changes=(Change(HOSTILE, HOSTILE, HOSTILE),)),),
        ),
    )
    held = Held(NOW - timedelta(days=1), "Aisha Al Rawahi", "Three unpaid orders")
    page = "customers/customer.html"
    return {
        "customer": Sample(page, one, here),
        "customer-guest": Sample(page, guest, here),
        "customer-blocked": Sample(page, replace(one, whole=replace(around, blocked=held)), here),
        "customer-deleted": Sample(
            page, replace(one, whole=replace(around, deleted=replace(held, by=None))), here
        ),
        "customer-strange": Sample(page, strange, here),
        "customer-timeline-more": Sample(
            "customers/timeline_more.html", Timeline("0195", facts()), here, is_page=False
        ),
        "customer-contact": Sample(
            "customers/contact.html",
            RevealedContact("0195", "phone", "+968 9123 3456"),
            here,
            is_page=False,
        ),
        **{
            name: Sample(template, view, frame(path, "customers"), is_page)
            for name, template, view, path, is_page in (
                *profile_samples(one, rows(5), facts()),
                *duplicate_samples(rows(5), NOW),
                *people_samples(NOW),
                *code_samples(),
                *account_card_samples(one),
                *alert_samples(),
            )
        },
        **form_samples(here),
        **state_samples(here),
    }


def form_samples(here: Frame) -> dict[str, Sample]:
    typed = CustomerFields(name="Salma", phone="9123", email="salma@", branch_id="b2", tags="VIP")
    wrong = {"phone": ("phone_too_short",), "email": ("email_not_valid",)}
    forms = {
        "new": CustomerForm("new", branches=BRANCHES),
        "new-wrong": CustomerForm(
            "new", typed, "full", branches=BRANCHES, errors=wrong, is_again=True
        ),
        "new-known": CustomerForm(
            "new", typed, branches=BRANCHES, error="phone_known", candidates=candidates()
        ),
        "new-company": CustomerForm("new", CustomerFields(kind="company")),
        "edit": CustomerForm("edit", typed, "full", "0195-0000", 7, BRANCHES),
        "edit-conflict": CustomerForm(
            "edit", typed, "full", "0195-0000", 7, error="version_conflict"
        ),
        "new-elsewhere": CustomerForm("new", typed, error="phone_known_elsewhere"),
        "edit-preferences": CustomerForm(
            "edit",
            replace(typed, preferences=(("starch", "Light"), ("نشا", "خفيف"))),
            "stub",
            "0195-0000",
            7,
            errors={"preferences": ("preference_name_not_valid",)},
        ),
        "upgrade": CustomerForm(
            "upgrade", typed, "full", "0195-0000", 7, error="downgrade_not_possible", needs=NEEDS
        ),
        "upgrade-at-the-till": CustomerForm(
            "upgrade", typed, "full", "0195-0000", 7, needs=NEEDS[2:], origin="till"
        ),
    }
    return {
        "customer-edit-alone": Sample("customers/form.html", forms["edit"], here, is_alone=True),
        **{
            f"form-{name}": Sample("customers/form.html", form, here, is_page=False)
            for name, form in forms.items()
        },
    }


def state_samples(here: Frame) -> dict[str, Sample]:
    name = "Salma Al Harthy"
    views: dict[str, tuple[str, object]] = {
        "deletion": ("deletion", DeletionDialog("0195-0000", "CUST-00042", 7, name)),
        "restoration": ("restoration", RestorationDialog("0195-0000", candidates())),
        "restoration-elsewhere": ("restoration", RestorationDialog("0195-0000", ())),
        "blocking": ("blocking", BlockingDialog("0195-0000", "CUST-00042", name)),
        "blocking-wrong": (
            "blocking",
            BlockingDialog("x", "CUST-00042", errors={"reason": ("reason_missing",)}),
        ),
        "blocking-strange": ("blocking", BlockingDialog("x", HOSTILE, HOSTILE, HOSTILE)),
        "unblocking": ("unblocking", BlockingDialog("x", "CUST-00042", name, "Unpaid orders")),
    }
    return {
        f"customer-{name}": Sample(f"customers/{stem}.html", view, here, is_page=False)
        for name, (stem, view) in views.items()
    }


def till_samples() -> dict[str, Sample]:
    here = frame("/till", "till")
    lengthy = replace(row(0), name=LONG_LATIN, name2=LONG)
    strange = replace(row(0), name=HOSTILE, name2=HOSTILE, number=HOSTILE, phone=HOSTILE)
    wrong = TillDraft("", "+968 9", {"name": ("name_missing",), "phone": ("phone_too_short",)})
    fragments: dict[str, tuple[str, object]] = {
        "answers": ("answers", TillAnswers("salma", "name", rows(5), has_more=True)),
        "answers-new": ("answers", TillAnswers("91234567", "phone", phone="+968 9123 4567")),
        "answers-fault": ("answers", TillAnswers("912", "phone", phone_fault="phone_too_short")),
        "answers-waiting": (
            "answers",
            TillAnswers("91234567", "phone", phone="+968 9123 4567", wait_seconds=61),
        ),
        "answers-number": ("answers", TillAnswers("CUST-9", "number")),
        "answers-strange": ("answers", TillAnswers(HOSTILE, "name", (strange,))),
        "draft": ("draft", TillDraft(phone="+968 9123 4567")),
        "draft-named": ("draft", TillDraft(name="سلمى")),
        "draft-wrong": ("draft", replace(wrong, error="invalid", is_again=True)),
        "draft-elsewhere": (
            "draft",
            TillDraft("Salma", "9123", error="phone_known_elsewhere", may_share=True),
        ),
        "known": ("phone_known", PhoneKnown("Salma", "+968 9123 4567", candidates())),
        "served": ("served", Served(row(0), ages=AGES)),
        "served-made": ("served", Served(row(4), "made", HOME + "/till/undo")),
        "served-guest": ("served", Served(row(2), "guest", HOME + "/till/undo")),
        "served-blocked": ("served", Served(replace(lengthy, is_blocked=True))),
        "served-upgraded": ("served", Served(row(0), "upgraded", missing=("phone_proof",))),
        "served-missing": ("served", Served(row(4), missing=("phone_proof", "email"))),
        "served-looked-at": ("served", Served(row(4), may_edit=False)),
        "served-strange": ("served", Served(strange)),
    }
    made = {
        f"till-{name}": Sample(f"till/{stem}.html", view, here, is_page=False)
        for name, (stem, view) in fragments.items()
    }
    return {
        "till": Sample("till/till.html", TillPage(rows(4)), replace(here, is_live=True)),
        "till-first-day": Sample("till/till.html", TillPage(), replace(here, branches=())),
        **made,
    }


def home_samples() -> dict[str, Sample]:
    here = frame("", "home")
    strange = replace(row(0), name=HOSTILE, branch=HOSTILE)
    views = home_views(rows(6), strange, now=NOW)
    parts = {"home-figures": Sample("home/figures.html", views["home"], here, is_page=False)}
    live = replace(here, is_live=True)
    return {**{name: Sample("home/home.html", view, live) for name, view in views.items()}, **parts}


EDITED = StaffEdit(
    "s3", 4, "Mary Thomas", "mary@example.com", "en", ROLES, "branch", BRANCHES, ("b1",)
)


def staff_dialogs() -> dict[str, tuple[str, object]]:
    strange = StaffForm(ROLES, BRANCHES, HOSTILE, HOSTILE, errors={"email": ("staff_email_known",)})
    return {
        "staff-form": ("staff_form", StaffForm(ROLES, BRANCHES)),
        "staff-form-wrong": ("staff_form", strange),
        "staff-disabling": ("staff_disabling", StaffDisabling("s3", "Mary Thomas", keys=2)),
        "staff-enabling": (
            "staff_enabling",
            StaffEnabling("s3", HOSTILE, "+968 9222 0005", has_factor=True),
        ),
        "staff-enabling-plain": ("staff_enabling", StaffEnabling("s3", "Mary Thomas", "")),
        "staff-last-owner": ("staff_disabling", StaffDisabling("s1", "Aisha", "last_owner", True)),
        "staff-edit": ("staff_edit", EDITED),
        "staff-edit-own": ("staff_edit", replace(EDITED, roles=())),
        "staff-edit-conflict": (
            "staff_edit",
            replace(EDITED, name=HOSTILE, error="version_conflict", is_again=True),
        ),
        "staff-edit-wrong": (
            "staff_edit",
            replace(EDITED, errors={"branch_ids": ("branch_missing",)}, is_again=True),
        ),
        "staff-closing": ("staff_closing", StaffClosing("s3", "Mary Thomas", keys=1)),
        "staff-closing-refused": (
            "staff_closing",
            StaffClosing("s1", HOSTILE, ("email", "phone"), "last_owner", True),
        ),
        "staff-password": ("staff_password", StaffPassword("s3", "Mary Thomas")),
        "staff-password-wrong": (
            "staff_password",
            StaffPassword("s3", HOSTILE, {"password": ("password_too_short",)}, True),
        ),
    }


def channel_samples() -> dict[str, Sample]:
    here = frame("/settings/channels", "settings")
    sms = (
        ChannelField("account", "AC" + "0" * 32),
        ChannelField("token", is_secret=True, is_kept=True),
        ChannelField("sender", "+15005550006"),
        ChannelField("home", is_required=False),
    )
    mail = (
        ChannelField("host", "smtp.example.com"),
        ChannelField("port", "587"),
        ChannelField("security", "starttls", choices=("starttls", "tls", "none")),
        ChannelField("username", is_required=False),
        ChannelField("password", is_secret=True, is_required=False),
        ChannelField("sender", "hello@example.com"),
        ChannelField("sender_name", is_required=False),
    )
    countries = (("AE", "United Arab Emirates", True), ("QA", "Qatar", False))
    well = ChannelCard("sms", "twilio", sms, True, NOW)
    unset = ChannelCard("email", "smtp", mail)
    full = ChannelsPage((well, unset), "500", "Oman", countries)
    wrong = ChannelCard(
        "sms", "twilio", sms, True, NOW, "account_refused", {"account": ("required",)}
    )
    refused = {
        "host": ("channel_mail_place_inner",),
        "port": ("channel_port_not_allowed",),
        "security": ("channel_not_encrypted",),
    }
    inner = replace(unset, errors=refused)
    faulty = replace(full, cards=(wrong, inner), errors={"codes_a_day": ("not_a_number_here",)})
    page = "settings/channels.html"
    return {
        "settings-channels": Sample(page, full, here),
        "settings-channels-wrong": Sample(page, faulty, here),
        "settings-channels-read-only": Sample(page, replace(full, may_edit=False), here),
        **{
            f"settings-channel-removal-{removal.kind}": Sample(
                "settings/channel_removal.html", removal, here, is_page=False
            )
            for removal in (ChannelRemoval("sms", "twilio"), ChannelRemoval("email", "smtp"))
        },
    }


def settings_samples() -> dict[str, Sample]:
    def at(path: str) -> Frame:
        return frame("/settings" + path, "settings")

    general = GeneralPage(
        "Muscat Laundry",
        "en",
        "OM",
        "Asia/Muscat",
        (("AE", "United Arab Emirates (+971)"), ("OM", "Oman (+968)")),
        ("Asia/Dubai", "Asia/Muscat"),
    )
    wrong = {"name": ("name_missing",)}
    unfit = {**wrong, "reverify_after_months": ("months_out_of_range",)}
    few = {"export_alarm_rows": ("number_out_of_range",)}
    branch_rows = tuple(
        BranchRow(*branch, NOW, count, is_placed=count == 1)
        for count, branch in enumerate(BRANCHES)
    )
    pages: dict[str, tuple[str, object, str]] = {
        "general": ("general", general, ""),
        "general-wrong": ("general", replace(general, name="", months="40", errors=unfit), ""),
        "general-alarm-wrong": ("general", replace(general, alarm_rows="-", errors=few), ""),
        "general-read-only": ("general", replace(general, may_edit=False), ""),
        "branches": ("branches", BranchesPage(branch_rows), "/branches"),
        "branches-empty": ("branches", BranchesPage(()), "/branches"),
        "staff": ("staff", StaffPage(PEOPLE), "/staff"),
        "staff-former": ("staff", StaffPage(PEOPLE, PEOPLE[-1:]), "/staff"),
        "keys": ("keys", KeysPage(KEYS, SIGNING), "/keys"),
        "keys-empty": ("keys", KeysPage((), SigningStand(JWKS)), "/keys"),
    }
    dialogs: dict[str, tuple[str, object]] = {
        "branch-form": ("branch_form", BranchForm()),
        "branch-rename": (
            "branch_form",
            BranchForm("b1", latitude="23.6", errors=wrong, is_again=True),
        ),
        **staff_dialogs(),
        "key-form": ("key_form", KeyForm(SCOPES)),
        "key-made": ("key_made", KeyMade("Till tablets", "rk_live_7Qm2_sample_sample_sample_00")),
        "key-form-app": ("key_form", KeyForm(SCOPES, "Our app", kind="publishable")),
        "key-made-app": (
            "key_made",
            KeyMade("Our app", "pk_live_7Qm2_sample_sample_sample_00", "publishable"),
        ),
        "key-revocation-app": (
            "key_revocation",
            KeyRevocation("k4", "Our app", "pk_live_…4Tn8", "publishable"),
        ),
        "signing-turn": ("signing_turn", SIGNING),
        "key-revocation": ("key_revocation", KeyRevocation("k1", "Till tablets", "rk_live_…7Qm2")),
    }
    return {
        **{
            name: Sample(template, view, at(path), is_page)
            for name, template, view, path, is_page in preference_samples()
        },
        **{
            f"settings-{name}": Sample(f"settings/{stem}.html", view, at(path))
            for name, (stem, view, path) in pages.items()
        },
        **{
            f"settings-{name}": Sample(f"settings/{stem}.html", view, at(""), is_page=False)
            for name, (stem, view) in dialogs.items()
        },
    }


SAMPLES: dict[str, Sample] = {
    **entrance_samples(),
    **doorstep_samples(),
    **home_samples(),
    **list_samples(),
    **customer_samples(),
    **{n: Sample(t, v, frame("/customers"), t in PAGES) for n, (t, v) in ADDRESSES.items()},
    **till_samples(),
    **palette_samples(),
    **flag_samples(),
    **channel_samples(),
    **settings_samples(),
    **{n: Sample(t, v, frame("/account"), is_page=p) for n, t, v, p in account_samples()},
    **{n: Sample(t, v, frame(p), is_page) for n, t, v, p, is_page in verification_samples()},
}
