"""Views of invitations to an account: the list and the dialog, strange values among them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from regulars.console.people.views import InvitationRow, InvitationsPage, InviteDialog

HOSTILE = "<script>alert(1)</script>\" onload='x' \u202eevil\u202c {{ 7*7 }}"
LIST = "/customers/invitations"
Made = tuple[str, str, object, str, bool]


def people_samples(now: datetime) -> Iterator[Made]:
    row = InvitationRow(
        "0195-1", "0195-0000", "Salma", "CUST-00042", "phone", "+968 •••• 3456",
        "pending", 1, "Omar", now, now,
    )  # fmt: skip
    taken = replace(row, id="0195-2", state="accepted", channel="email", settled_at=now, sent=2)
    strange = replace(row, name=HOSTILE, to=HOSTILE, by=HOSTILE, number=HOSTILE)
    page = InvitationsPage(None, (row, taken, replace(row, id="0195-3", name=None, by="")))
    for name, view in {
        "": page,
        "-none": InvitationsPage("voided"),
        "-narrowed": replace(page, state="pending", next_cursor="n", is_first=False),
        "-looked-at": replace(page, may_edit=False),
        "-strange": replace(page, rows=(strange,)),
    }.items():
        yield f"invitations{name}", "people/invitations.html", view, LIST, True
    dialog = InviteDialog(
        "0195-0000", "CUST-00042", "Salma", (("phone", "+968 •••• 3456"), ("email", "s•••@…"))
    )
    for name, shown in {
        "": dialog,
        "-nowhere": replace(dialog, channels=()),
        "-refused": replace(dialog, refused="error-already-has-account", is_again=True),
        "-strange": InviteDialog("x", HOSTILE, HOSTILE, (("email", HOSTILE),)),
    }.items():
        yield f"invite{name}", "people/invite.html", shown, "/customers/0195-0000", False
