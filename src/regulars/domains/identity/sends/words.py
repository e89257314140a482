"""How a code and a notice are said, as SMS and as e-mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from regulars.runtime.channel import ChannelKind
from regulars.runtime.language import Catalogue, Language


@dataclass(frozen=True, slots=True)
class Said:
    text: str = field(repr=False)
    subject: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Speaker:
    """`public_url` is where the portal lies: phones fill a code in by themselves where the last
    line of the SMS names the page's own domain."""

    catalogue: Catalogue
    public_url: str = ""

    def code(self, channel: ChannelKind, language: Language, *, code: str, shop: str) -> Said:
        if channel == "sms":
            said = self.catalogue.say(language, "code-sms", code=code, shop=shop)
            return Said(_bound_to(said, self.public_url, code))
        text = self.catalogue.say(language, "code-email", code=code, shop=shop)
        # By itself on its line it is copied, and nothing unseen should come along.
        return Said(
            text.replace(f"\n\u2068{code}\u2069\n", f"\n{code}\n"),
            _line(self.catalogue.say(language, "code-email-subject", code=code, shop=shop)),
        )

    def notice(
        self,
        channel: ChannelKind,
        language: Language,
        *,
        kind: str,
        shop: str,
        facts: Mapping[str, str],
    ) -> Said:
        message = f"notice-{kind.replace('_', '-')}"
        words = {**facts, "shop": shop}
        text = self.catalogue.say(language, message, **words)
        if channel == "sms":
            return Said(text)
        return Said(text, _line(self.catalogue.say(language, f"{message}-subject", **words)))


def _bound_to(text: str, public_url: str, code: str) -> str:
    """The origin-bound form: its line is the last one and has no other sign in it.
    https://wicg.github.io/sms-one-time-codes/"""
    host = urlsplit(public_url).hostname
    return f"{text}\n\n@{host} #{code}" if host else text


def _line(text: str) -> str:
    """A subject is one line, whatever a shop is called."""
    return " ".join(text.split())[:200]
