"""A message as e-mail: text and HTML beside each other, in the direction of its language. Pure."""

import html
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from regulars.kernel.email import parse_email
from regulars.kernel.errors import BadValue
from regulars.runtime.channel import ChannelBusy, ChannelRefused, Outgoing
from regulars.runtime.language import direction

SUBJECT_MAX = 200
NOT_ONE_LINE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
LINK = re.compile(r"https?://[^\s<>\"']{1,2000}")
NOT_LET_IN = (530, 534, 535, 538)
POLICY = re.compile(r"\s*5\.7\.[0-9]{1,3}\b")
ALONE = re.compile(r"\A\s*[0-9]{6}\s*\Z")


def mail_of(outgoing: Outgoing, *, sender: str, sender_name: str, at: datetime) -> EmailMessage:
    """Raises ChannelRefused for an address or a subject that would not stay on its line."""
    if NOT_ONE_LINE.search(outgoing.subject) or not 0 < len(outgoing.subject) <= SUBJECT_MAX:
        raise ChannelRefused("message_refused", is_final=True)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(sender, sender_name)
    mail["To"] = _address(outgoing.to, "")
    mail["Subject"] = outgoing.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{outgoing.id}@{sender.rpartition('@')[2]}>"
    mail["Content-Language"] = outgoing.language
    # Nobody's out-of-office answers a code (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(outgoing.text)
    mail.add_alternative(page_of(outgoing), subtype="html")
    return mail


def page_of(outgoing: Outgoing) -> str:
    """Paragraphs, links, and the code by itself; every word of the message is only text."""
    blocks = [block for block in re.split(r"\n\s*\n", outgoing.text.strip()) if block.strip()]
    said = "\n".join(_paragraph(block) for block in blocks)
    way = direction(outgoing.language)
    return (
        f'<!doctype html>\n<html lang="{outgoing.language}" dir="{way}">\n'
        f'<head><meta charset="utf-8"><title>{html.escape(outgoing.subject)}</title></head>\n'
        f'<body dir="{way}">\n{said}\n</body>\n</html>\n'
    )


def recipient_fault(code: int, said: str) -> ChannelRefused | ChannelBusy:
    """A policy (RFC 3463, 5.7) is about who sends, "relaying denied" say: the shop has to mend
    it. Everything else for good is about this one mailbox."""
    if not 500 <= code < 600 or code in NOT_LET_IN:
        return fault_of(code)
    if POLICY.match(said):
        return ChannelRefused("sender_refused", is_final=False)
    return ChannelRefused("mailbox_refused", is_final=True)


def fault_of(code: int) -> ChannelRefused | ChannelBusy:
    """What a mail server's three digits mean (RFC 5321, 4.2.1): 4 is for now, 5 is for good."""
    if code in NOT_LET_IN:
        return ChannelRefused("account_refused", is_final=False)
    if 400 <= code < 500:
        return ChannelBusy("provider_busy", retry_after=20.0)
    return ChannelRefused("message_refused", is_final=True)


def _paragraph(block: str) -> str:
    if ALONE.match(block):
        return (
            f'<p><strong dir="ltr"><big><big>{html.escape(block.strip())}</big></big></strong></p>'
        )
    return "<p>" + "<br>\n".join(_linked(line) for line in block.splitlines()) + "</p>"


def _linked(line: str) -> str:
    said, at = "", 0
    for found in LINK.finditer(line):
        link = html.escape(found[0])
        said += html.escape(line[at : found.start()]) + f'<a href="{link}" dir="ltr">{link}</a>'
        at = found.end()
    return said + html.escape(line[at:])


def _address(address: str, name: str) -> Address:
    try:
        shown = parse_email(address).shown
        return Address(NOT_ONE_LINE.sub(" ", name), addr_spec=shown)
    except (BadValue, ValueError):
        raise ChannelRefused("address_not_valid", is_final=True) from None
