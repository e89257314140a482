"""The list of what may be sealed: one name once, every field with its class."""

import pytest

from regulars.runtime.vault import (
    DataClass,
    DocumentRefused,
    SealedDocument,
    declared_documents,
)

pytestmark = pytest.mark.usefixtures("declarations")


def test_a_declaration_is_listed_with_its_fields_and_their_classes() -> None:
    made = SealedDocument("sample.listed.v1", {"name": "name", "note": DataClass.FREE_TEXT})
    assert made in declared_documents()
    assert dict(made.fields) == {"name": DataClass.NAME, "note": DataClass.FREE_TEXT}


def test_the_list_is_in_the_order_of_names() -> None:
    SealedDocument("sample.zebra.v1", {"name": "name"})
    SealedDocument("sample.aloe.v1", {"name": "name"})
    names = [document.name for document in declared_documents()]
    assert names == sorted(names)


def test_two_documents_of_one_name_are_refused() -> None:
    first = SealedDocument("sample.twice.v1", {"name": "name"})
    with pytest.raises(DocumentRefused, match=r"sample\.twice\.v1 is declared twice"):
        SealedDocument("sample.twice.v1", {"phone": "phone"})
    assert first in declared_documents()


@pytest.mark.parametrize(
    "name", ["", "person", "person.v1", "Sample.person.v1", "sample.person", "sample.person.v0"]
)
def test_a_name_of_another_form_is_refused(name: str) -> None:
    with pytest.raises(DocumentRefused, match="not of the form"):
        SealedDocument(name, {"name": "name"})


def test_a_field_without_a_known_class_is_refused_and_nothing_is_listed() -> None:
    with pytest.raises(DocumentRefused, match="no data class 'whatever'"):
        SealedDocument("sample.unclassed.v1", {"name": "whatever"})
    with pytest.raises(DocumentRefused, match="not a field name"):
        SealedDocument("sample.unclassed.v1", {"Full Name": "name"})
    with pytest.raises(DocumentRefused, match="declares no field"):
        SealedDocument("sample.unclassed.v1", {})
    assert "sample.unclassed.v1" not in {document.name for document in declared_documents()}


def test_declared_fields_cannot_be_changed_afterwards() -> None:
    given = {"name": "name"}
    made = SealedDocument("sample.frozen.v1", given)
    given["phone"] = "phone"
    assert set(made.fields) == {"name"}
    with pytest.raises(TypeError):
        made.fields["phone"] = DataClass.PHONE  # type: ignore[index]
