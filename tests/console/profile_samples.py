"""Views of the whole customer: companies, pictures, history, declared preferences."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from regulars.console.customers.dialogs import (
    CustomerFields,
    CustomerForm,
    PictureDialog,
    PreferenceControl,
)
from regulars.console.customers.duplicate_views import (
    DuplicatePair,
    DuplicateSide,
    DuplicatesPage,
    PairState,
)
from regulars.console.customers.views import (
    CompanyLink,
    Contacts,
    ContactsPage,
    CustomerPage,
    CustomerRow,
    Figures,
    HistoryPage,
    Terms,
    TimelineEntry,
    TimelinePage,
)
from regulars.console.settings.views import (
    ChoiceRow,
    PreferenceForm,
    PreferenceRow,
    PreferencesPage,
)

HOSTILE = "<script>alert(1)</script>\" onload='x' \u202eevil\u202c {{ 7*7 }}"
PAGE, ONE = "customers/customer.html", "/customers/0195-0000"
# A name, its template, the view, the address it stands at, and whether it is a page.
Made = tuple[str, str, object, str, bool]


def profile_samples(
    one: CustomerPage, people: tuple[CustomerRow, ...], facts: tuple[TimelineEntry, ...]
) -> Iterator[Made]:
    company = replace(
        one,
        whole=replace(one.whole, kind="company", name="Seeb Foods"),
        tax_id="••••2345",
        terms=Terms("OMR 1,250.500", 30),
        figures=Figures("vip", 42, "OMR 512.300", "OMR 12.198", 7, "weekly"),
        contacts=Contacts(people, None, True),
    )
    employer = CompanyLink("0195-0009", "CUST-00009", "Seeb Foods", True)
    pictured = replace(one.whole, picture="1764000000")
    strange = replace(facts[0], fact=HOSTILE, actor=HOSTILE)
    strange = replace(strange, changes=(replace(facts[0].changes[0], old=HOSTILE, new=HOSTILE),))
    yield "customer-company", PAGE, company, ONE, True
    yield "customer-contact-of", PAGE, replace(one, company=employer), ONE, True
    yield "customer-pictured", PAGE, replace(one, whole=pictured), ONE, True
    timeline: object = TimelinePage(one.whole, one.timeline)
    yield "customer-timeline", "customers/timeline.html", timeline, f"{ONE}/timeline", True
    for name, contacts in (("", Contacts(people[:3], "next", True)), ("-none", Contacts())):
        view: object = ContactsPage(company.whole, contacts)
        yield f"customer-contacts{name}", "customers/contacts.html", view, f"{ONE}/contacts", True
    histories = {
        "": HistoryPage(one.whole, facts[:1], ("phone", "stage"), "phone", "next"),
        "-none": HistoryPage(one.whole, (), ("phone",)),
        "-strange": HistoryPage(one.whole, (strange,)),
    }
    for name, view in histories.items():
        yield f"customer-history{name}", "customers/history.html", view, f"{ONE}/history", True
    dialogs = {
        "": PictureDialog("0195-0000", "CUST-00042", HOSTILE, "1764000000"),
        "-wrong": PictureDialog(
            "x", "CUST-00042", errors={"picture": ("picture_not_readable",)}, is_again=True
        ),
    }
    for name, view in dialogs.items():
        yield f"customer-picture{name}", "customers/picture.html", view, ONE, False
    yield "form-edit-controls", "customers/form.html", controlled_form(), ONE, False


def duplicate_samples(rows: tuple[CustomerRow, ...], now: datetime) -> Iterator[Made]:
    one = DuplicateSide(rows[0], phone_is_verified=True, last_login_at=now)
    pair = DuplicatePair("0195-1", "several", now, one, DuplicateSide(rows[1]))
    strange = replace(rows[0], name=HOSTILE, name2=HOSTILE, phone=HOSTILE, email=HOSTILE)
    counts: dict[PairState, str] = {"open": "2", "to_merge": "12", "dismissed": "1,000+"}
    page = DuplicatesPage("open", counts, (pair, replace(pair, id="0195-2", why="passed_on")))
    hostile = replace(pair, later=DuplicateSide(strange))
    for name, view in {
        "": page,
        "-none": DuplicatesPage("dismissed"),
        "-marked": replace(page, state="to_merge", next_cursor="n", is_first=False),
        "-looked-at": replace(page, may_edit=False),
        "-few": replace(page, next_cursor="n", looked_at=1_000),
        "-none-yet": DuplicatesPage("open", counts, next_cursor="n", looked_at=1_000),
        "-none-further": DuplicatesPage("open", counts, is_first=False),
        "-strange": replace(page, pairs=(hostile,)),
    }.items():
        yield f"duplicates{name}", "customers/duplicates.html", view, "/customers/duplicates", True


def controlled_form() -> CustomerForm:
    choices = (("hung", "Hung"), ("folded", "مطوي"))
    controls = (
        PreferenceControl("folding", "Folding", "choice", "folded", choices),
        PreferenceControl("fold2", "Folding", "choice", "rolled", choices),
        PreferenceControl("eco", "صديق للبيئة", "yes_no", "true"),
        PreferenceControl("hangers", "Hangers", "number", "12"),
        PreferenceControl("wishes", HOSTILE, "text", HOSTILE),
        PreferenceControl("starch", "Starch", "text", "light", is_retired=True),
    )
    errors = {
        "preferences.hangers": ("wrong_type",),
        "preferences": ("preference_not_asked",),
        "company": ("company_not_known",),
    }
    wishes = ("sms.orders", "email.marketing")
    typed = CustomerFields(name="Salma", controls=controls, wishes=wishes)
    return CustomerForm("edit", typed, "stub", "0195-0000", 7, errors=errors)


ASKS = (
    PreferenceRow("folding", "Folding", "choice", ("Hung", "مطوي")),
    PreferenceRow("eco", "صديق للبيئة", "yes_no"),
    PreferenceRow("strange", HOSTILE, "text"),
    PreferenceRow("starch", "Starch", "number", is_retired=True),
)


def preference_samples() -> Iterator[Made]:
    stem, path = "settings/preference", "/preferences"
    yield "settings-preferences", f"{stem}s.html", PreferencesPage(ASKS, 3), path, True
    yield "settings-preferences-empty", f"{stem}s.html", PreferencesPage(()), path, True
    read_only = PreferencesPage(ASKS, 3, may_edit=False)
    yield "settings-preferences-read-only", f"{stem}s.html", read_only, path, True
    wrong = PreferenceForm(
        "folding",
        "choice",
        HOSTILE,
        "",
        (ChoiceRow("hung", "Hung", "معلّق"), ChoiceRow()),
        ("full",),
        {"label": ("required",), "choices": ("key_twice",)},
        is_again=True,
    )
    empty = PreferenceForm(choices=(ChoiceRow(),))
    yield "settings-preference-form", f"{stem}_form.html", empty, path, False
    yield "settings-preference-form-wrong", f"{stem}_form.html", wrong, path, False
