"""Views for the tab of addresses and its dialogs: ordinary, empty, refused, long, hostile."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from regulars.console.customers.address_views import (
    AddressCard,
    AddressDeletion,
    AddressesPage,
    AddressForm,
    Distance,
    Holder,
    Part,
)
from regulars.console.customers.near_views import NearPage, NearRow
from regulars.console.customers.views import CustomerRow, Whole
from regulars.console.layout.views import MapPin

NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\" onload='x' \u202eevil\u202c {{ 7*7 }}"
LONG = "عبد الرحمن بن محمد بن عبد العزيز بن سليمان البوسعيدي الحضرمي آل خليفة المحترم"
TAB, FORM = "customers/addresses.html", "customers/address_form.html"
NEAR = "customers/near.html"
PAGES = (TAB, NEAR)


def whole() -> Whole:
    return Whole(
        id="0195-0000",
        number="CUST-00042",
        version=7,
        stage="full",
        kind="person",
        name="Salma Al Harthy",
        name2="سلمى الحارثي",
    )


def somebody(**given: Any) -> CustomerRow:
    row = CustomerRow(
        "0195-0000", "CUST-00042", "Salma Al Harthy", "سلمى", "+968 9••• ••67", "full", NOW
    )
    return replace(row, **given)


def card(**given: Any) -> AddressCard:
    lines = (
        (Part("12", "building"), Part("3", "floor"), Part("304", "apartment")),
        (Part("Way 4312"), Part("Al Khuwair")),
        (Part("Muscat"), Part("Oman")),
    )
    home = AddressCard(
        "a1",
        "home",
        lines,
        "Mother’s house",
        "Blue door behind the bakery",
        is_default=True,
        distances=(Distance("Qurum", 840), Distance("السيب", 21_480)),
        used_at=NOW - timedelta(days=3),
        pin=MapPin(23.59, 58.42, "home", "Mother’s house", "a1", is_default=True),
    )
    return replace(home, **given)


def address_views() -> dict[str, tuple[str, object]]:
    """By name: the template and its view."""
    branches = (MapPin(23.61, 58.47, "branch", "Qurum"), MapPin(23.68, 58.18, "branch", "السيب"))
    work = card(
        id="a2", kind="work", label=None, notes=None, is_default=False, pin=None, distances=(),
        lines=((Part("برج الواحة"),), (Part("صحار"), Part("عُمان"))), used_at=None,
    )  # fmt: skip
    strange = card(
        label=HOSTILE, notes=HOSTILE, lines=((Part(HOSTILE),), (Part(LONG),)),
        pin=MapPin(1.0, 2.0, HOSTILE, HOSTILE, HOSTILE), distances=(Distance(HOSTILE, 3),),
    )  # fmt: skip
    gone = replace(work, id="a3", deleted_at=NOW - timedelta(hours=4))
    page = AddressesPage(whole(), (card(), work), (gone,), branches)
    masked = card(is_masked=True, pin=None, notes=None, distances=(), lines=card().lines[1:])
    values = {
        "type": "home", "label": "", "building": "12", "floor": "", "apartment": "",
        "street": HOSTILE, "area": LONG, "city": "Muscat", "country": "OM",
        "latitude": "23.59", "longitude": "", "notes": "",
    }  # fmt: skip
    countries = (("AE", "United Arab Emirates"), ("OM", "Oman"))
    form = AddressForm("0195-0000", values, countries, ("Muscat", "Sohar"), pins=branches)
    edit = replace(form, address_id="a1", version=3, is_default=True)
    holders = (Holder("o1", "LND-000123"), Holder("o2", HOSTILE))
    wrong = {"longitude": ("position_incomplete",), "city": ("city_missing",)}
    forms = {
        "new": form,
        "new-wrong": replace(form, errors=wrong, is_again=True),
        "new-too-many": replace(form, error="addresses_too_many", is_again=True),
        "edit": edit,
        "edit-in-use": replace(edit, holders=holders, is_again=True),
        "edit-conflict": replace(edit, error="version_conflict", is_again=True),
    }
    pages = {
        "addresses": page,
        "addresses-none": AddressesPage(whole()),
        "addresses-damaged": AddressesPage(
            whole(), (card(lines=((Part("Muscat"),),), notes=None, pin=None, is_whole=False), work)
        ),
        "addresses-masked": AddressesPage(whole(), (masked,), may_edit=False),
        "addresses-strange": AddressesPage(
            whole(), (strange,), (replace(strange, deleted_at=NOW),)
        ),
    }
    near = NearRow("a1", somebody(), "home", ("Al Khuwair", "Muscat"), 840, "Mother’s house")
    far = NearRow("a2", somebody(name=None, name2=None), "work", ("صحار",), 21_480)
    odd = NearRow("a3", somebody(name=HOSTILE), "other", (HOSTILE, LONG), 3, HOSTILE)
    known = NearPage((near, far), (("b1", "Qurum"), ("b2", "السيب")), "b1", count=2, pins=branches)
    nears = {
        "near": known,
        "near-more": replace(known, count=2_000, is_crowded=True, next_cursor="n", is_first=False),
        "near-rough": replace(known, is_rough=True, pins=branches[:1]),
        "near-none": replace(known, rows=(), count=0, within=1),
        "near-no-branch": NearPage(may_place=True),
        "near-strange": replace(known, rows=(odd,), branches=(("b1", HOSTILE),)),
    }
    deletion = AddressDeletion("0195-0000", "a1", holders)
    views: dict[str, tuple[str, object]] = {n: (TAB, view) for n, view in pages.items()}
    views |= {name: (NEAR, view) for name, view in nears.items()}
    views |= {f"address-{name}": (FORM, view) for name, view in forms.items()}
    views["address-deletion"] = ("customers/address_deletion.html", deletion)
    return views


ADDRESSES = address_views()
