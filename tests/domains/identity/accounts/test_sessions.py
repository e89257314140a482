"""Sign-ins of account holders: each is ended by its own account alone, and by its clock."""

import pytest

from regulars.domains import identity
from regulars.domains.identity.errors import AccountSessionNotFound
from regulars.kernel.ids import new_id
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import account_holder, signed_in
from tests.domains.evidence import announced


async def test_nobody_ends_a_sign_in_of_somebody_elses_account(tx: Tx) -> None:
    _, mine = await account_holder(tx)
    _, theirs = await account_holder(tx, name="Salma", phone="92345678", email="salma@example.com")
    for unknown in (theirs.id, new_id()):
        with pytest.raises(AccountSessionNotFound):
            await identity.end_account_session(tx, mine.account_id, unknown, ended_by="owner")
    assert await identity.read_account_session(tx, theirs.id)


async def test_ending_a_sign_in_twice_says_nothing_more(tx: Tx) -> None:
    _, mine = await account_holder(tx)
    again = await signed_in(tx, mine.account_id)
    for _ in range(2):
        await identity.end_account_session(tx, mine.account_id, mine.id, ended_by="owner")
    assert await identity.read_account_session(tx, mine.id) is None
    assert await identity.read_account_session(tx, again.id)


async def test_signing_out_everywhere_else_is_told_of_each_sign_in_that_ended(tx: Tx) -> None:
    _, mine = await account_holder(tx)
    others = [await signed_in(tx, mine.account_id) for _ in range(2)]
    for _ in range(2):
        await identity.end_account_sessions(
            tx, mine.account_id, ended_by="owner", apart_from=mine.id
        )
    assert await identity.read_account_session(tx, mine.id)
    told = [
        fact.data
        for fact in await announced(tx, mine.account_id)
        if fact.name == "identity.account_session_ended"
    ]
    assert {data["session"] for data in told} == {str(other.id) for other in others}
    assert [data["ended_by"] for data in told] == ["owner"] * 2
