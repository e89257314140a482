"""Why a code did not leave or arrive is told in a sentence of its own, not blamed on the number."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from regulars.connectors.smtp import client as smtp_client
from regulars.connectors.smtp import translate as smtp
from regulars.connectors.twilio import translate as twilio
from regulars.console.codes.views import Sent
from regulars.domains.identity.sends import guard, rules
from regulars.domains.identity.sends.sends import TO_BE_MENDED
from tests.console.test_messages import ARABIC, ENGLISH

SENT = Sent("0195-0001", True, 3, 290, 52, "failed")
# What is returned or raised outright; what only may have left is not told as a failure.
SAID = re.compile(r'(?:return |Reach\(.*, |Refused\(|Busy\(|else )"([a-z]+(?:_[a-z]+)+)"')
SOURCES = (guard, rules, twilio, smtp, smtp_client)


def reasons() -> set[str]:
    said = {
        reason
        for module in SOURCES
        for reason in SAID.findall(Path(str(module.__file__)).read_text("utf-8"))
    }
    carried = {reason for reason, _ in twilio.MEANINGS.values()}
    return said | carried | set(TO_BE_MENDED) | set(rules.UNTAKEN) | {"not_delivered"}


@pytest.mark.parametrize("reason", sorted(reasons()))
def test_every_reason_has_its_sentence(reason: str) -> None:
    told = "codes-why-" + replace(SENT, reason=reason).why
    assert (told in ENGLISH, told in ARABIC) == (True, True)


def test_the_reasons_are_found_where_they_are_given() -> None:
    assert reasons() >= {"ranges_unconfirmed", "costly_number", "budget_spent", "mailbox_refused"}


@pytest.mark.parametrize("reason", ["account_refused", "sender_refused", "account_on_trial"])
def test_a_fault_of_the_shops_account_is_not_the_customers(reason: str) -> None:
    told = ENGLISH["codes-why-" + replace(SENT, reason=reason).why].text
    assert ("account" in told, "number" in told) == (True, False)
