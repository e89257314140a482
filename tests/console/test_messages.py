"""Both languages say everything, with the same words, and nothing that no page needs."""

import re

import pytest

from regulars.app import reactions_of
from regulars.console.rendering import CONSOLE
from regulars.portal.rendering import PORTAL
from regulars.runtime.journal import Event
from regulars.runtime.language import LOCALES
from regulars.runtime.settings import Settings
from tests.console.lints import (
    NotFluent,
    ids_missing,
    ids_unused,
    message_faults,
    read_messages,
    read_text,
)

ENGLISH = read_messages(LOCALES / "en")
ARABIC = read_messages(LOCALES / "ar")
TEMPLATES = {
    str(path.relative_to(CONSOLE)): path.read_text("utf-8")
    for folder in sorted({path.parent.name for path in CONSOLE.glob("*/*.html")})
    for path in sorted((CONSOLE / folder).glob("*.html"))
}
OUR_EVENTS = [event for event in Event.__subclasses__() if event.__module__.startswith("regulars.")]
OUR_FACTS = [event.name for event in OUR_EVENTS]
# Said by code rather than by a template: refusals by every edge, days by `moments`, commands,
# heads of exported columns, messages to people, the page of the simulators, a turned screen, what
# somebody signed in with.
SAID_ELSEWHERE = re.compile(r"(error|field|day|palette|sheet|code|notice|arrivals|turned|device)-")
CODES = """
already_blocked already_deleted answered_once body_too_large branch_missing branch_not_known
commit_unknown
conflict csrf_failed cursor_not_valid date_in_future
days_out_of_range downgrade_not_possible
email_domain_not_supported email_known email_missing email_mixed_scripts email_not_valid
email_placeholder email_too_long file_column_twice file_not_csv file_not_utf8
file_without_columns idempotency_mismatch in_flight internal invalid last_owner
limit_out_of_range method_not_allowed name_missing not_a_date not_allowed not_blocked
not_deleted not_found not_json not_there password_too_short phone_damaged_by_spreadsheet
phone_known phone_known_elsewhere phone_missing phone_not_a_number phone_not_valid
phone_placeholder phone_too_long phone_too_short phone_unknown_country
picture_not_readable picture_too_large
preference_name_not_valid preference_not_asked preferences_not_pairs rate_limited
reason_missing refused required row_empty session_ended sign_in_failed slug_taken
sort_not_supported staff_email_known tag_names_customer tag_not_valid tags_too_many text_too_long
too_long too_many
too_many_attempts unauthenticated unavailable unknown_field unknown_value unsupported_media_type
version_conflict wrong_password wrong_type
preference_not_known preference_choice_not_known preference_kind_fixed key_not_valid key_twice
amount_not_valid amount_too_fine amount_too_large company_has_contacts company_is_no_contact
company_not_known currency_missing currency_not_known only_for_companies tax_id_not_valid
terms_too_long person_has_account
"""
CODE = re.compile(r"\w+")


def test_english_and_arabic_say_the_same_things_with_the_same_words() -> None:
    assert message_faults(ENGLISH, ARABIC) == []


@pytest.mark.parametrize("code", CODE.findall(CODES))
def test_every_refusal_has_its_sentence(code: str) -> None:
    assert "error-" + code.replace("_", "-") in ENGLISH


@pytest.mark.parametrize("reaction", [each.name for each in reactions_of(Settings())])
def test_all_work_of_the_worker_has_its_words(reaction: str) -> None:
    assert "work-" + reaction.replace(".", "-").replace("_", "-") in ENGLISH


@pytest.mark.parametrize("fact", OUR_FACTS)
def test_every_kind_of_fact_has_its_sentence(fact: str) -> None:
    assert "fact-" + fact.replace(".", "-").replace("_", "-") in ENGLISH


@pytest.mark.parametrize("kind", sorted({event.subject_kind for event in OUR_EVENTS}))
def test_whatever_a_fact_is_about_has_its_word(kind: str) -> None:
    word = "subject-" + kind.replace("_", "-")
    assert (word in ENGLISH, word in ARABIC) == (True, True)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_only_what_the_files_hold(name: str) -> None:
    assert ids_missing(TEMPLATES[name], ENGLISH) == []


def test_no_message_is_left_over() -> None:
    portal = [path.read_text("utf-8") for path in PORTAL.glob("*/*.html")]
    unused = ids_unused([*TEMPLATES.values(), *portal], ENGLISH)
    assert {one for one in unused if not SAID_ELSEWHERE.match(one)} == set()


@pytest.mark.parametrize(
    ("english", "arabic", "fault"),
    [
        ("a = Hello", "", "not in Arabic"),
        ("", "a = مرحبا", "not in English"),
        ("a = Hello {$name}", "a = مرحبا", "other words"),
        ("a = Hello", "a = Hello", "Arabic letters"),
        ("a = مرحبا", "a = مرحبا", "written in English"),
        (
            "a = { $n ->\n [one] x\n *[other] {$n}\n}",
            "a = { $n ->\n [one] س\n *[other] {$n}\n}",
            "plural forms",
        ),
    ],
)
def test_the_lint_sees_each_fault(english: str, arabic: str, fault: str) -> None:
    (only,) = message_faults(read_text(english), read_text(arabic))
    assert fault in only


def test_the_lint_sees_an_id_that_nobody_wrote() -> None:
    assert ids_missing('{{ t("nowhere") }} {{ t("lost-" ~ x) }}', ["a"]) == ["nowhere", "lost-"]


def test_the_lint_sees_an_id_that_nobody_says() -> None:
    assert ids_unused(['t("a") t("b-" ~ x)'], ["a", "b-one", "c"]) == {"c"}


@pytest.mark.parametrize("text", ["a = {", "a = x\na = y"])
def test_a_broken_or_doubled_message_is_refused(text: str) -> None:
    with pytest.raises(NotFluent):
        read_text(text)


def test_what_is_said_in_arabic_begins_in_arabic() -> None:
    """A phone takes the direction of a message from its first letter: one that begins with the
    shop's Latin name would be read from the left."""
    sent = ("notice-", "code-")
    told = {name: said.text for name, said in ARABIC.items() if name.startswith(sent)}
    assert len(told) > 20
    assert [name for name, said in told.items() if not "\u0600" <= said[0] <= "\u06ff"] == []
