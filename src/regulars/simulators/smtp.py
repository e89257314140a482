"""A mail server that takes everything for itself and shows it; some mailboxes refuse."""

import email
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from ssl import SSLContext
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from regulars.simulators.arrivals import Arrival, Arrivals

SIZE_MAX = 1_048_576
# A mailbox of this name answers so, whatever its domain.
MAILBOXES: Mapping[str, str] = {
    "unknown": "550 5.1.1 No such mailbox",
    "full": "452 4.2.2 Mailbox full",
    "later": "451 4.7.1 Greylisted, try again later",
    "refused": "554 5.7.1 Refused by policy",
}


class _Inbox:
    """What aiosmtpd asks about each message."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        refusal = MAILBOXES.get(address.partition("@")[0].lower())
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        mail = email.message_from_bytes(
            content if isinstance(content, bytes) else (content or "").encode(), policy=default
        )
        assert isinstance(mail, EmailMessage)
        for to in envelope.rcpt_tos:
            self._arrivals.add(
                Arrival(
                    "email",
                    envelope.mail_from or "",
                    to,
                    _part(mail, "plain"),
                    datetime.now(UTC),
                    subject=str(mail["Subject"] or ""),
                    page=_part(mail, "html"),
                )
            )
        return "250 2.0.0 OK"


def smtp_server(
    arrivals: Arrivals,
    *,
    login: tuple[str, str] | None = None,
    tls: SSLContext | None = None,
) -> SMTP:
    """One connection's protocol. With `login` nobody sends without it; with `tls` STARTTLS comes
    first."""

    def is_known(_: Any, __: Any, ___: Any, ____: Any, data: Any) -> AuthResult:
        is_right = (
            isinstance(data, LoginPassword)
            and login is not None
            and (data.login.decode(), data.password.decode()) == login
        )
        return AuthResult(success=is_right, handled=False)

    return SMTP(
        _Inbox(arrivals),
        data_size_limit=SIZE_MAX,
        enable_SMTPUTF8=True,
        hostname="localhost",
        tls_context=tls,
        require_starttls=tls is not None,
        authenticator=is_known if login else None,
        auth_required=login is not None,
        auth_require_tls=tls is not None,
    )


def _part(mail: EmailMessage, subtype: str) -> str:
    part = mail.get_body((subtype,))
    return str(part.get_content()) if part is not None else ""
