"""What a refusal says, and what it carries."""

import pickle

import pytest

from regulars.kernel.errors import (
    BadValue,
    DomainError,
    FieldError,
    Invalid,
    NotAllowed,
    NotFound,
    Refused,
    Unavailable,
)
from regulars.kernel.ids import new_id


class AlreadyMerged(Refused):
    """Customer {customer} was already
    merged into {into}.

    For the reader of the code only {this}.
    """

    code = "already_merged"


class MergedLongAgo(AlreadyMerged):
    code = "merged_long_ago"


def test_a_refusal_reads_as_its_docstring_with_the_details_filled_in() -> None:
    refusal = AlreadyMerged(customer="C-7", into="C-2")
    assert str(refusal) == "Customer C-7 was already merged into C-2."
    assert refusal.details == {"customer": "C-7", "into": "C-2"}


def test_ids_become_text_in_the_details() -> None:
    customer = new_id()
    assert AlreadyMerged(customer=customer).details == {"customer": str(customer)}


def test_a_message_that_lacks_a_detail_is_still_a_message() -> None:
    assert str(AlreadyMerged(into=3)) == "Customer {customer} was already merged into 3."


def test_braces_in_a_detail_are_not_read_as_fields() -> None:
    assert str(AlreadyMerged(customer="{into}", into="x")).startswith("Customer {into} was")


def test_a_subclass_without_words_borrows_those_above_it() -> None:
    assert str(MergedLongAgo(customer=1, into=2)) == "Customer 1 was already merged into 2."


@pytest.mark.parametrize("kind", [Refused, NotFound, NotAllowed, Unavailable, Invalid])
def test_every_kind_is_a_domain_error_with_words_and_a_code_of_its_own(
    kind: type[DomainError],
) -> None:
    assert issubclass(kind, DomainError)
    assert str(kind())
    assert kind.code != DomainError.code


def test_invalid_carries_every_field_error_at_once() -> None:
    wrong = (FieldError("phone", "phone_missing"), FieldError("name", "too_long", {"max": 80}))
    assert Invalid(*wrong).errors == wrong


def test_errors_survive_a_trip_between_processes() -> None:
    refusal = pickle.loads(pickle.dumps(AlreadyMerged(customer=1, into=2)))  # noqa: S301
    invalid = pickle.loads(pickle.dumps(Invalid(FieldError("a", "b"))))  # noqa: S301
    assert refusal.details == {"customer": 1, "into": 2}
    assert invalid.errors == (FieldError("a", "b"),)


def test_a_bad_value_becomes_the_error_of_a_field() -> None:
    bad = BadValue("text_too_long", length_max=80)
    assert bad.at("name") == FieldError("name", "text_too_long", {"length_max": 80})
    assert str(bad) == "text_too_long"
