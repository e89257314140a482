"""The context of a unit of work, as row security and the edge read it."""

from typing import get_args

import pytest

from regulars.kernel.ids import BranchId, TenantId, new_id
from regulars.runtime.context import PURPOSES, Context, Purpose


def test_a_context_without_a_branch_sees_all_and_with_one_that_one() -> None:
    branch = BranchId(new_id())
    assert Context(TenantId(new_id()), "system").branch_setting == "all"
    assert Context(TenantId(new_id()), "staff", branch=branch).branch_setting == str(branch)


def test_a_customer_sees_their_own_rows_and_stands_in_no_branch() -> None:
    customer = new_id()
    own = Context(TenantId(new_id()), "customer", own=customer)
    assert own.branch_setting == f"self:{customer}"
    with pytest.raises(ValueError, match="branch"):
        Context(TenantId(new_id()), "customer", own=customer, branch=BranchId(new_id()))


def test_every_purpose_can_be_named_by_a_request() -> None:
    assert get_args(Purpose) == PURPOSES
