"""Nothing that a demo does reaches beyond this machine, whatever its shops are told to send by."""

from pathlib import Path
from typing import Any, cast

import pytest

from regulars.connectors import providers_over
from regulars.demo.carriers import exempted, mail_port, page_port
from regulars.demo.processes import needed_by
from regulars.demo.run import demo_settings
from regulars.kernel.ids import new_id
from regulars.runtime.channel import ChannelRefused, Outgoing
from regulars.runtime.embedded import EmbeddedServer
from regulars.runtime.outside import Outside, OutsideRefused, outside_of
from regulars.runtime.settings import Settings, SettingsError, as_environment, read_settings

PORT = 8400
MESSAGE = Outgoing(new_id(), "+96891234567", "Words", "en")
MAIL = Outgoing(new_id(), "someone@example.com", "Words", "en", subject="Words")
TWILIO = {"account": "AC" + "0" * 32, "token": "0" * 32, "sender": "+15005550006"}
SMTP = {"host": "smtp.example.com", "port": "587", "sender": "shop@example.com"}


class _Server:
    """Of an embedded server what the settings ask for."""

    def dsn(self, **_: str) -> str:
        return "postgresql:///nowhere"


async def nobody_is_asked(host: str, port: int) -> list[str]:
    raise AssertionError(f"a name server was asked for {host}:{port}")


@pytest.fixture(params=["serve", "work"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """As each process of a demo reads them."""
    whole = demo_settings(tmp_path, cast(EmbeddedServer, _Server()), PORT)
    return read_settings(as_environment(needed_by(request.param, whole)))


@pytest.fixture
def outside(settings: Settings) -> Outside:
    return outside_of(settings, resolve=nobody_is_asked)


def test_only_the_demo_s_own_simulators_are_exempt(settings: Settings) -> None:
    assert settings.environment == "demo"
    assert {(place.host, place.port) for place in settings.outside_places} == {
        ("127.0.0.1", page_port(PORT)),
        ("127.0.0.1", mail_port(PORT)),
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://api.twilio.com/2010-04-01/Accounts.json", "https://example.com/",
        "https://93.184.216.34/", f"http://127.0.0.1:{PORT}/", "http://127.0.0.1:5432/",
        f"http://localhost:{PORT + 1}/", "https://127.0.0.1/",
    ],
)  # fmt: skip
async def test_nobody_else_is_called(outside: Outside, url: str) -> None:
    with pytest.raises(OutsideRefused):
        await outside.ask("GET", url)


@pytest.mark.parametrize(
    ("provider", "config", "message"),
    [("twilio", TWILIO, MESSAGE),
     ("twilio", {**TWILIO, "home": "https://sms.example.com"}, MESSAGE),
     ("smtp", SMTP, MAIL), ("smtp", {**SMTP, "host": "127.0.0.1", "port": "25"}, MAIL)],
)  # fmt: skip
async def test_a_shop_that_is_given_a_real_account_sends_nothing_by_it(
    outside: Outside, provider: str, config: dict[str, str], message: Outgoing
) -> None:
    """Somebody tries the demo with the account of their own shop."""
    chosen: Any = providers_over(outside).named(provider)
    for attempt in (chosen.open(config).send(message), chosen.open(config).test_connection()):
        with pytest.raises(ChannelRefused, match="address_refused"):
            await attempt


@pytest.mark.parametrize("more", ["smtp.example.com:587", "10.0.0.5:25", "0.0.0.0:25"])
def test_a_demo_whose_environment_says_otherwise_does_not_start(
    settings: Settings, more: str
) -> None:
    environment = as_environment(settings) | {"REGULARS_OUTSIDE_EXEMPT": f"{exempted(PORT)},{more}"}
    with pytest.raises(SettingsError):
        read_settings(environment)
