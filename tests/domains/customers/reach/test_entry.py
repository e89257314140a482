"""Who somebody is once they proved a number: every case of the table, without a database."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from regulars.domains.customers.reach.entry import (
    Attach,
    BeginAnew,
    EntryPurpose,
    Holder,
    ProveMore,
    ShutOut,
    SignIn,
    judge_entry,
)

ANA, OLD = UUID(int=1), UUID(int=2)
STUB = Holder(ANA, ANA, False, False, False, False, False, None)
OWNER = replace(STUB, is_verified=True, has_account=True)
ELSE = replace(STUB, customer_id=OLD, held_by=OLD)
SHUT_OUT = replace(ELSE, is_shut_out=True)


@pytest.mark.parametrize(
    ("purpose", "holders", "verdict"),
    [
        ("registration", [], BeginAnew(None, (), "several")),
        ("registration", [STUB], Attach(STUB)),
        ("registration", [STUB, ELSE], BeginAnew(None, (ANA, OLD), "several")),
        ("registration", [STUB, SHUT_OUT], ShutOut(OLD)),
        ("registration", [OWNER, SHUT_OUT], SignIn(OWNER)),
        ("registration", [OWNER], SignIn(OWNER)),
        ("login", [OWNER], SignIn(OWNER)),
        ("registration", [OWNER, ELSE], SignIn(OWNER)),
        ("login", [STUB], ShutOut(None)),
        ("login", [], ShutOut(None)),
    ],
    ids=[
        "nobody",
        "one",
        "several",
        "one of several shut out",
        "owner beside who is shut out",
        "owner",
        "login",
        "owner among others",
        "unproven",
        "gone",
    ],
)
def test_a_number_leads_where_its_holders_say(
    purpose: EntryPurpose, holders: list[Holder], verdict: Any
) -> None:
    assert judge_entry(purpose, holders, knows_device=False) == verdict


@pytest.mark.parametrize(
    "change",
    [{"has_account": True}, {"also": "email"}, {"is_company": True}],
    ids=["has an account", "proved an e-mail", "a company"],
)
def test_a_number_that_staff_typed_opens_nobodys_account(change: dict[str, Any]) -> None:
    verdict = judge_entry("registration", [replace(STUB, **change)], knows_device=False)
    assert verdict == BeginAnew(None, (ANA,), "has_account")


@pytest.mark.parametrize("holder", [STUB, OWNER], ids=["stub", "owner"])
def test_whoever_is_shut_out_stays_out(holder: Holder) -> None:
    shut = replace(holder, is_shut_out=True, is_stale=True, also="email")
    assert judge_entry("registration", [shut], knows_device=True) == ShutOut(ANA)


def test_the_long_unseen_prove_more_or_begin_anew() -> None:
    stale = replace(OWNER, is_stale=True)
    assert judge_entry("login", [stale], knows_device=True) == SignIn(stale)
    assert judge_entry("login", [stale], knows_device=False) == BeginAnew(
        stale, (ANA,), "passed_on"
    )
    reached = replace(stale, also="email")
    assert judge_entry("login", [reached], knows_device=False) == ProveMore(reached, "email")


def test_a_company_signs_in_nowhere_and_lets_a_person_have_their_number() -> None:
    company = replace(OWNER, is_company=True, has_account=False)
    assert judge_entry("login", [company], knows_device=True) == ShutOut(None)
    verdict = judge_entry("registration", [company], knows_device=False)
    assert verdict == BeginAnew(company, (ANA,), "passed_on")
