"""From a customer and a code on its way to what the dialog shows of them."""

from typing import Literal
from uuid import UUID

from regulars.console.codes.views import CodeDialog, Kind, Origin, Sent, Turned
from regulars.console.customers.told import masked
from regulars.domains.customers import Customer
from regulars.domains.identity import CodeStanding
from regulars.runtime.language import Catalogue


def dialog_of(customer: Customer, kind: Kind, origin: Origin) -> CodeDialog:
    person = customer.person
    value = person.phone if kind == "phone" else person.email
    return CodeDialog(
        str(customer.id),
        customer.shown_number,
        kind,
        masked(kind, value) or "",
        origin,
        person.name or person.name2,
    )


def sent_of(challenge: UUID, standing: CodeStanding) -> Sent:
    return Sent(
        str(challenge),
        standing.is_open,
        standing.tries_left,
        standing.seconds_left,
        standing.resend_in,
        standing.sending,
        standing.reason,
        standing.is_moving,
    )


def turned_of(catalogue: Catalogue, language: Literal["en", "ar"], view: CodeDialog) -> Turned:
    """Nothing of the console, and of the customer no more than what they know: where it went."""
    fault = ""
    if view.fault or (view.sent and view.sent.wrong):
        left = view.sent.tries_left if view.sent else 0
        said = "turned-not-six" if view.fault else "turned-wrong"
        fault = catalogue.say(language, said, count=left)
    return Turned(
        language,
        catalogue.say(language, "turned-title"),
        catalogue.say(language, f"turned-lead-{view.kind}"),
        catalogue.say(language, "turned-label"),
        catalogue.say(language, "turned-go"),
        catalogue.say(language, "turned-back"),
        fault,
    )
