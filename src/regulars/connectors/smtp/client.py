"""Handing one e-mail to the tenant's mail server, over a connection that the judge allowed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage

import aiosmtplib
from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from regulars.connectors.smtp.translate import fault_of, mail_of, recipient_fault
from regulars.kernel.errors import FieldError
from regulars.runtime.addresses import Place
from regulars.runtime.channel import (
    ChannelBusy,
    ChannelKind,
    ChannelRefused,
    ChannelUnsure,
    Config,
    Letter,
    Outgoing,
    ProviderField,
    Receipt,
    Spoken,
)
from regulars.runtime.outside import Outside, OutsideFailed, OutsideRefused

SECONDS = 10.0
STEP_SECONDS = 5.0
SECURITIES = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True)
class SmtpChannel:
    outside: Outside
    config: Config
    seconds: float = SECONDS

    def validate(self, outgoing: Outgoing) -> int:
        self._mail(outgoing)
        return 1

    async def send(self, outgoing: Outgoing) -> Receipt:
        """Until the words are on their way every failure is certain; from then on none is."""
        mail, is_leaving = self._mail(outgoing), False
        try:
            async with asyncio.timeout(self.seconds), self._opened() as server:
                is_leaving = True
                try:
                    await server.send_message(mail)
                except SMTPRecipientsRefused as refused:
                    raise recipient_fault(*_said(refused)) from None
                except SMTPSenderRefused as refused:
                    if 400 <= refused.code < 500:
                        raise fault_of(refused.code) from None
                    raise ChannelRefused("sender_refused", is_final=False) from None
                except SMTPResponseException as refused:
                    raise fault_of(refused.code) from None
                except (SMTPException, OSError, ValueError):
                    raise ChannelUnsure("connection_broken") from None
        except TimeoutError:
            raise (ChannelUnsure if is_leaving else ChannelBusy)("timed_out") from None
        return Receipt(str(mail["Message-ID"]))

    async def find(
        self,
        outgoing: Outgoing,  # noqa: ARG002 - a mail server keeps no list that may be asked
        *,
        not_before: datetime,  # noqa: ARG002
    ) -> Receipt | None:
        raise ChannelUnsure("cannot_be_asked")

    async def test_connection(self) -> None:
        try:
            async with asyncio.timeout(self.seconds), self._opened() as server:
                await server.noop()
        except (TimeoutError, SMTPException):
            raise ChannelBusy("not_reachable") from None

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[SMTP]:
        """Connected and signed in. Without TLS only to a server that the operator exempted."""
        config, judge = self.config, self.outside.judge
        security = config.get("security", "starttls")
        try:
            place = judge.read_mail_server(config["host"], int(config["port"]))
            if security == "none" and place not in judge.exempt:
                raise ChannelRefused("not_encrypted", is_final=False)
            connected = await self.outside.connect(place)
        except OutsideRefused:
            raise ChannelRefused("address_refused", is_final=False) from None
        except OutsideFailed as failed:
            raise ChannelBusy(failed.code) from None
        server = SMTP(
            hostname=place.host,
            sock=connected,
            timeout=STEP_SECONDS,
            use_tls=security == "tls",
            start_tls=security == "starttls",
            tls_context=None if security == "none" else self.outside.tls,
            # Not this machine's own name, which is nobody's business; a name that exists.
            local_hostname=config["sender"].rpartition("@")[2],
        )
        try:
            await self._greet(server)
            yield server
        finally:
            # The socket is its transport's from now on: closed with it, and not before.
            server.close()

    async def _greet(self, server: SMTP) -> None:
        try:
            await server.connect()
            if self.config.get("username"):
                await server.login(self.config["username"], self.config.get("password", ""))
        except aiosmtplib.SMTPAuthenticationError:
            raise ChannelRefused("account_refused", is_final=False) from None
        except aiosmtplib.SMTPNotSupported:
            raise ChannelRefused("not_encrypted", is_final=False) from None
        except (SMTPException, OSError, ValueError):
            raise ChannelBusy("not_reachable") from None

    def _mail(self, outgoing: Outgoing) -> EmailMessage:
        return mail_of(
            outgoing,
            sender=self.config["sender"],
            sender_name=self.config.get("sender_name", ""),
            at=datetime.now(UTC),
        )


def _place_of(config: Config) -> Place | None:
    """None for what is not all there."""
    host, port = config.get("host"), config.get("port", "")
    return Place(host.lower(), int(port)) if host and port.isascii() and port.isdigit() else None


def _said(refused: SMTPRecipientsRefused) -> tuple[int, str]:
    first = refused.recipients[0] if refused.recipients else None
    return (first.code, first.message) if first else (550, "")


@dataclass(frozen=True, slots=True)
class SmtpProvider:
    outside: Outside
    name: str = "smtp"
    kind: ChannelKind = "email"
    fields: tuple[ProviderField, ...] = (
        ProviderField("host", r"[A-Za-z0-9.:-]{1,253}"),
        ProviderField("port", r"[0-9]{1,5}", default="587"),
        ProviderField("security", r"starttls|tls|none", choices=SECURITIES, default="starttls"),
        ProviderField("username", r"[^\x00-\x1f\x7f]{1,200}", is_required=False),
        ProviderField("password", r"[^\x00-\x1f\x7f]{1,200}", is_secret=True, is_required=False),
        ProviderField("sender", r"[^\s<>\x00-\x1f\x7f]{1,254}"),
        ProviderField("sender_name", r"[^<>\"\x00-\x1f\x7f]{1,100}", is_required=False),
    )

    def open(self, config: Config) -> SmtpChannel:
        return SmtpChannel(self.outside, config)

    def misplaced(self, config: Config) -> FieldError | None:
        place = _place_of(config)
        if place is None:
            return None
        judge = self.outside.judge
        try:
            judge.read_mail_server(place.host, place.port)
        except OutsideRefused as refused:
            if refused.code == "port_not_allowed":
                return FieldError("port", "channel_port_not_allowed")
            if refused.code != "outside_closed":
                return FieldError("host", "channel_mail_place_inner")
        if config.get("security") == "none" and place not in judge.exempt:
            return FieldError("security", "channel_not_encrypted")
        return None

    async def leads_inward(self, config: Config) -> FieldError | None:
        place = _place_of(config)
        is_inner = place is not None and await self.outside.judge.leads_inward(place)
        return FieldError("host", "channel_mail_place_inner") if is_inner else None

    def holds(self, config: Config, letter: Letter) -> bool:  # noqa: ARG002 - it writes no letters
        return False

    def key_of(self, letter: Letter) -> str:  # noqa: ARG002
        return ""

    def read(self, letter: Letter) -> Spoken | None:  # noqa: ARG002
        return None
