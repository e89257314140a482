"""The rule of who may change whose account, row by row."""

from datetime import UTC, datetime

import pytest

from regulars.domains.identity.model import Role, Staff
from regulars.domains.identity.staff.editing import Editor, changeable_roles, may_change
from regulars.kernel.ids import StaffId, new_id

ME, OTHER = StaffId(new_id()), StaffId(new_id())


def account(id_: StaffId, role: Role) -> Staff:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Staff(id_, "Maryam", "maryam@example.com", role, (), "active", "en", 1, at, None)


@pytest.mark.parametrize(
    ("editor", "role", "becomes", "may"),
    [
        ("owner", "owner", "owner", True),
        ("owner", "owner", "branch", True),
        ("owner", "branch", "owner", True),
        ("admin", "branch", "admin", True),
        ("admin", "admin", "branch", True),
        ("admin", "admin", "owner", False),
        ("admin", "branch", "owner", False),
        ("admin", "owner", "owner", False),
        ("admin", "owner", "branch", False),
        ("branch", "branch", "branch", False),
        ("branch", "branch", "admin", False),
        (None, "owner", "branch", True),
    ],
)
def test_nobody_reaches_above_themselves(
    editor: Role | None, role: Role, becomes: Role, may: bool
) -> None:
    someone = Editor(ME if editor else None, editor)
    assert may_change(someone, account(OTHER, role), becomes=becomes, fields=("role",)) is may


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_everybody_has_their_own_name_and_nobody_their_own_place(role: Role) -> None:
    me = Editor(ME, role)
    for fields, may in (((), True), (("language",), True), (("role",), False)):
        assert may_change(me, account(ME, role), becomes=role, fields=fields) is may
    assert not may_change(me, account(ME, role), becomes=role, fields=("branch_ids", "language"))


def test_what_an_editor_may_make_of_somebody() -> None:
    others = ("branch", "support", "vendor", "driver")
    assert changeable_roles("owner") == ("owner", "admin", *others)
    assert changeable_roles("admin") == ("admin", *others)
