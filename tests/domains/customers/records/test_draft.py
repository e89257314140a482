"""Reading a draft: whatever arrives is read or refused by name, and never breaks the reader."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regulars.domains.customers import CUSTOMER_CHANGES, Draft, Stage, read_draft
from regulars.domains.customers.model import CUSTOMER_PERSON
from regulars.domains.customers.records.draft import PERSON_READERS, TRAIT_READERS, read_fields
from regulars.kernel.errors import Invalid
from regulars.kernel.ids import new_id
from regulars.runtime.vault.envelope import open_sealed, seal
from regulars.runtime.vault.person_keys import new_person_key

FIELDS = ("phone", *PERSON_READERS, *TRAIT_READERS)
ANY_TEXT = st.text(st.characters(codec=None), max_size=50)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=6,
)
LIKELY = st.sampled_from(
    ["91234567", "Huda", "huda@example.com", "1990-02-28", "person", "en", "female", str(uuid4())]
)
KEY, TENANT, ROW = new_person_key(), new_id(), new_id()


def read_or_complaints(stage: Stage, given_: dict[str, Any]) -> tuple[Draft | None, set[str]]:
    try:
        return read_draft(stage, given_, country="OM"), set()
    except Invalid as refused:
        return None, {error.field for error in refused.errors}


@given(
    st.sampled_from(["guest", "stub", "full"]),
    st.dictionaries(st.sampled_from(FIELDS) | ANY_TEXT, JSON | LIKELY, max_size=6),
)
@example("guest", {"preferences": {"a": 2**64}})
@example("guest", {"preferences": {"a": "\ud800"}})
@example("guest", {"branch_id": "of nobody"})
@example("guest", {"tags": "vip"})
@example("guest", {"tags": [["vip"]]})
def test_whatever_json_brings_is_read_or_refused_by_field(
    stage: Any, given_: dict[str, Any]
) -> None:
    draft, complaints = read_or_complaints(stage, given_)
    if draft is None:
        assert complaints
        assert complaints <= {*given_, "name", "phone", "email"}
        return
    document = draft.person.document()
    sealed = seal(CUSTOMER_PERSON, document, tenant_id=TENANT, row_id=ROW, key=KEY)
    assert open_sealed(CUSTOMER_PERSON, sealed, tenant_id=TENANT, row_id=ROW, key=KEY) == document
    msgspec.json.encode(draft.traits)
    draft.person.identifiers()


WHOLE_NUMBERS = ("credit_limit_minor", "payment_terms_days")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", [0, 1.5, True, [], {}, [1], {"a": 1.5}, object()])
def test_a_value_of_the_wrong_type_is_refused_as_such(field: str, value: Any) -> None:
    given_ = {"kind": "company", "currency": "OMR", field: value}
    fits = {"tags": [], "preferences": {}, "notification_preferences": {}}.get(field) == value
    if fits or (field in WHOLE_NUMBERS and type(value) is int):
        read_draft("guest", given_, country="OM")
        return
    if field == "notification_preferences" and value == {"a": 1.5}:
        return  # a mapping as it should be, of a channel that nobody has
    with pytest.raises(Invalid) as refused:
        read_draft("guest", given_, country="OM")
    assert [(e.field, e.code) for e in refused.value.errors] == [(field, "wrong_type")]


def test_whoever_is_given_all_but_the_proof_begins_as_a_stub_on_the_way() -> None:
    given = {"name": "Huda", "phone": "91234567", "email": "huda@example.com"}
    person = read_draft("full", given, country="OM")
    assert (person.stage, person.towards) == ("stub", "full")
    company = read_draft("full", {**given, "kind": "company"}, country="OM")
    assert (company.stage, company.towards) == ("full", None)


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        read_draft(
            "full", {"phone": "12", "email": "nobody", "birth_date": "yesterday"}, country="OM"
        )
    assert {(error.field, error.code) for error in refused.value.errors} == {
        ("phone", "phone_too_short"),
        ("email", "email_not_valid"),
        ("birth_date", "not_a_date"),
        ("name", "name_missing"),
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "x" * 121, "text_too_long"),
        ("birth_date", "1899-12-31", "not_a_date"),
        ("birth_date", "2026-02-29", "not_a_date"),
        (
            "birth_date",
            (datetime.now(UTC) + timedelta(days=2)).date().isoformat(),
            "date_in_future",
        ),
        ("gender", "other", "unknown_value"),
        ("tags", ["x"] * 21, "tags_too_many"),
        ("tags", ["x" * 41], "text_too_long"),
        ("preferences", {f"p{n}": 1 for n in range(31)}, "too_many"),
        ("preferences", {"Starch": "light"}, "unknown_value"),
        ("preferences", {"starch": "x" * 201}, "text_too_long"),
        ("preferences", {"starch": 1.5}, "wrong_type"),
        ("preferences", {"starch": {"of": "what"}}, "wrong_type"),
        ("number", 7, "unknown_field"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(field: str, value: Any, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_draft("guest", {field: value}, country="OM")
    assert [(e.field, e.code) for e in refused.value.errors] == [(field, code)]


@pytest.mark.parametrize(
    "tag",
    [
        "huda@example.com",
        "91234567",
        "9123 4567",
        "(91) 23.45.67",
        "٩١٢٣٤٥٦٧",
        " ",
        "call 91234567",
        "91-23-45-67",
        "9123 2024",
        "1990-12-31",
        "31/12/1990",
    ],
)
def test_what_looks_like_a_person_is_no_tag(tag: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_draft("guest", {"tags": ["vip", tag]}, country="OM")
    assert [error.code for error in refused.value.errors] == ["tag_not_valid"]


@pytest.mark.parametrize("tag", ["Gold 2024 2025", "2024/25", "٢٠٢٤ ٢٠٢٥", "2025-11", "room 1204"])
def test_years_and_seasons_are_tags(tag: str) -> None:
    assert read_draft("guest", {"tags": [tag]}, country="OM").traits.tags == (tag,)


@pytest.mark.parametrize(
    ("name", "name2", "tag"),
    [("Huda", None, "huda"), ("Huda Salim", "هدى سالم", "Salim, Huda"), ("H", "هدى", "vip هدي")],
)
def test_a_tag_that_spells_out_its_customer_is_refused(
    name: str, name2: str | None, tag: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read_draft("guest", {"name": name, "name2": name2, "tags": [tag]}, country="OM")
    assert [(e.field, e.code) for e in refused.value.errors] == [("tags", "tag_names_customer")]


def test_tags_keep_their_order_and_stand_once() -> None:
    given_ = {"tags": ["hotel", " vip ", "2026", "vip", "room 12"]}
    assert read_draft("guest", given_, country="OM").traits.tags == (
        "hotel",
        "vip",
        "2026",
        "room 12",
    )


def test_a_preference_is_one_line_that_turns_nothing_around_it() -> None:
    given = {"preferences": {"starch": " light\u202e\x00 and\ncrisp\ud800"}}
    assert read_fields(given, country="OM").person == {"preferences": {"starch": "light and crisp"}}


def test_a_preference_that_is_null_is_not_kept() -> None:
    draft = read_draft("guest", {"preferences": {"starch": None, "fold": "flat"}}, country="OM")
    assert draft.person.preferences == {"fold": "flat"}


def test_a_phone_is_kept_as_it_was_typed_beside_the_form_that_identifies() -> None:
    draft = read_draft("guest", {"phone": " ٩١٢٣ ٤٥٦٧ "}, country="OM")
    assert (draft.person.phone, draft.person.phone_typed) == ("+96891234567", "٩١٢٣ ٤٥٦٧")


def test_whatever_may_be_sealed_may_also_have_changed() -> None:
    assert CUSTOMER_CHANGES.fields == CUSTOMER_PERSON.fields
