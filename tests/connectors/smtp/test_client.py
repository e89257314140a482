"""E-mail: one message, one address, in its own direction, over an encrypted line."""

import datetime
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from regulars.connectors.smtp.client import SmtpChannel
from regulars.connectors.smtp.translate import mail_of, page_of, recipient_fault
from regulars.runtime.addresses import Place
from regulars.runtime.channel import ChannelBusy, ChannelRefused, ChannelUnsure, Outgoing
from regulars.runtime.outside import Judge, Outside
from regulars.simulators import Addresses, started
from tests.instruments.carriers import Carriers, carriers

MAIL = Outgoing(uuid4(), "someone@example.com", "Your code:\n\n123456\n\nBye", "en", "Your code")
FROM = "shop@example.com"
LOGIN = ("shop", "a secret of theirs")


@pytest.fixture
async def carried() -> AsyncIterator[Carriers]:
    async with carriers() as opened:
        yield opened


def ours(carried: Carriers) -> SmtpChannel:
    return SmtpChannel(carried.outside, carried.smtp)


async def test_a_message_arrives_as_text_and_as_a_page_in_its_direction(carried: Carriers) -> None:
    arabic = replace(MAIL, text="رمزك:\n\n123456\n\nhttps://a.example/x?b=1&c", language="ar")
    receipt = await ours(carried).send(arabic)
    (arrived,) = carried.simulators.arrivals
    assert receipt.ref.startswith(f"<{MAIL.id}@")
    assert arrived.text.strip().replace("\r", "") == arabic.text
    assert '<html lang="ar" dir="rtl">' in arrived.page
    assert '<strong dir="ltr"><big><big>123456</big></big></strong>' in arrived.page
    assert 'href="https://a.example/x?b=1&amp;c"' in arrived.page


def test_words_of_a_message_are_never_markup() -> None:
    page = page_of(replace(MAIL, text="<script>alert(1)</script> \"'&", subject="</title><x>"))
    assert "<script" not in page
    assert "<x>" not in page


@pytest.mark.parametrize(
    "to",
    [
        "a@example.com\r\nBcc: b@example.com", "a@example.com\nX: y", "a@example.com, b@x.example",
        "a@example.com\r\n\r\nwords", "<a@example.com> b@example.com", "a@example.com\x00", "a", "",
        "a@example.com\u2028Bcc: b@example.com",
    ],
)  # fmt: skip
async def test_no_address_brings_a_header_or_a_second_address(carried: Carriers, to: str) -> None:
    with pytest.raises(ChannelRefused):
        await ours(carried).send(replace(MAIL, to=to))
    assert not list(carried.simulators.arrivals)


@pytest.mark.parametrize("subject", ["a\r\nBcc: b@example.com", "a\nb", "a\x85b", "", "x" * 300])
async def test_no_subject_brings_a_header(carried: Carriers, subject: str) -> None:
    with pytest.raises(ChannelRefused):
        await ours(carried).send(replace(MAIL, subject=subject))


def test_a_sender_s_name_stays_on_its_line() -> None:
    mail = mail_of(
        MAIL,
        sender="shop@example.com",
        sender_name='The "Shop"\r\nBcc: b@example.com',
        at=datetime.datetime.now(datetime.UTC),
    )
    head = mail.as_bytes().partition(b"\r\n\r\n")[0]
    assert b"\r\nBcc:" not in head
    assert mail["To"] == "someone@example.com"


@pytest.mark.parametrize(
    ("mailbox", "kind"),
    [("unknown", ChannelRefused), ("refused", ChannelRefused), ("full", ChannelBusy),
     ("later", ChannelBusy)],
)  # fmt: skip
async def test_a_mailbox_that_refuses_is_told_from_one_that_is_full(
    carried: Carriers, mailbox: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        await ours(carried).send(replace(MAIL, to=f"{mailbox}@example.com"))


@pytest.mark.parametrize(
    ("code", "said", "named", "is_final"),
    [
        (550, "5.1.1 No such mailbox", "mailbox_refused", True),
        (550, "No such user here", "mailbox_refused", True),
        (554, "5.7.1 <a@example.com>: Relay access denied", "sender_refused", False),
        (550, "5.7.515 Not authenticated", "sender_refused", False),
        (530, "5.7.0 Must issue a STARTTLS command first", "account_refused", False),
    ],
)
def test_what_lies_with_the_sender_is_not_the_mailbox_s_fault(
    code: int, said: str, named: str, is_final: bool
) -> None:
    fault = recipient_fault(code, said)
    assert isinstance(fault, ChannelRefused)
    assert (fault.code, fault.is_final) == (named, is_final)
    assert isinstance(recipient_fault(451, "4.7.1 Later"), ChannelBusy)


async def test_a_server_that_never_greets_has_nothing_of_ours() -> None:
    """The words were not on their way: it is tried again, and not called lost."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        config = {"host": "127.0.0.1", "port": str(port), "security": "none", "sender": FROM}
        outside = Outside(Judge("test", [Place("127.0.0.1", port)]))
        channel = SmtpChannel(outside, config, seconds=0.2)
        with pytest.raises(ChannelBusy):
            await channel.send(MAIL)


async def test_a_mail_server_cannot_be_asked_afterwards(carried: Carriers) -> None:
    with pytest.raises(ChannelUnsure):
        await ours(carried).find(MAIL, not_before=datetime.datetime.now(datetime.UTC))


async def test_a_server_that_does_not_encrypt_gets_nothing_when_encryption_is_asked_for(
    carried: Carriers,
) -> None:
    channel = SmtpChannel(carried.outside, {**carried.smtp, "security": "starttls"})
    with pytest.raises((ChannelRefused, ChannelBusy)):
        await channel.send(MAIL)
    assert not list(carried.simulators.arrivals)


async def test_over_starttls_with_a_login(tmp_path: Path) -> None:
    own, trusting = _certified(tmp_path, "localhost")
    async with started(Addresses(0, 0), accounts={}, login=LOGIN, tls=own) as simulators:
        place = Place("localhost", simulators.at.mail or 0)
        outside = Outside(Judge("test", [place]), tls=trusting)
        config = {
            "host": "localhost", "port": str(place.port), "security": "starttls",
            "sender": "shop@example.com", "username": LOGIN[0], "password": LOGIN[1],
        }  # fmt: skip
        await SmtpChannel(outside, config).test_connection()
        await SmtpChannel(outside, config).send(MAIL)
        assert len(simulators.arrivals) == 1
        wrong = SmtpChannel(outside, {**config, "password": "another"})
        with pytest.raises(ChannelRefused) as refused:
            await wrong.test_connection()
        assert refused.value.code == "account_refused"
        # Whoever cannot show a certificate that we know gets no password.
        stranger = SmtpChannel(Outside(Judge("test", [place])), config)
        with pytest.raises(ChannelBusy):
            await stranger.send(MAIL)
        assert len(simulators.arrivals) == 1


def _certified(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context, and that of a client who trusts it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    chain, secret = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(certificate.public_bytes(encoding))
    secret.write_bytes(
        key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(chain, secret)
    return own, ssl.create_default_context(cafile=str(chain))
