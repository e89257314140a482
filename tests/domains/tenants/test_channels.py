"""A channel is set where it may be used: never for a server inside the house, by whatever name."""

from collections.abc import Mapping

import pytest

from regulars.connectors import providers_over
from regulars.domains import tenants
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.addresses import Place
from regulars.runtime.channel import Provider, Providers
from regulars.runtime.outside import Judge, Outside
from regulars.runtime.tx import Tx

MAIL = {
    "host": "mail.example.com",
    "port": "587",
    "security": "starttls",
    "sender": "shop@example.com",
}
SMS = {
    "account": "AC" + "a" * 32,
    "token": "planted0secret0planted0secret012",
    "sender": "+15005550006",
    "home": "https://sms.example.com",
}
RELAY = Place("10.0.0.5", 25)
PUBLIC, INNER, CLOUDS = "93.184.216.34", "10.0.0.5", "169.254.169.254"


def live(*answer: str, exempt: tuple[Place, ...] = ()) -> Providers:
    """Of a live house whose name server knows one answer."""

    async def resolve(host: str, port: int) -> list[str]:
        if not answer:
            raise OSError(f"nobody knows {host}:{port}")
        return list(answer)

    return providers_over(Outside(Judge("live", exempt, resolve=resolve)))


def named(providers: Providers, name: str) -> Provider:
    provider = providers.named(name)
    assert provider
    return provider


AT_MAIL = FieldError("host", "channel_mail_place_inner")
AT_SMS = FieldError("home", "channel_place_inner")


@pytest.mark.parametrize(
    ("name", "given", "at"), [("smtp", MAIL, AT_MAIL), ("twilio", SMS, AT_SMS)]
)
@pytest.mark.parametrize("answer", [(INNER,), (CLOUDS,), (PUBLIC, "127.0.0.1"), ("fd00::1",)])
async def test_a_name_that_leads_inside_is_no_server_of_a_channel(
    tx: Tx, name: str, given: Mapping[str, str], at: FieldError, answer: tuple[str, ...]
) -> None:
    providers = live(*answer)
    inward = await tenants.leads_inward(named(providers, name), given)
    assert inward == at
    kind = named(providers, name).kind
    with pytest.raises(Invalid) as refused:
        await tenants.set_channel(tx, providers, kind, name, given, inward=inward)
    assert refused.value.errors == (inward,)
    assert await tenants.read_channel(tx, kind) is None


@pytest.mark.parametrize(("name", "given"), [("smtp", MAIL), ("twilio", SMS)])
@pytest.mark.parametrize("answer", [(PUBLIC,), ()], ids=["public", "not known yet"])
async def test_a_public_one_is_and_so_is_one_that_nobody_knows_yet(
    tx: Tx, name: str, given: Mapping[str, str], answer: tuple[str, ...]
) -> None:
    providers = live(*answer)
    provider = named(providers, name)
    assert await tenants.leads_inward(provider, given) is None
    await tenants.set_channel(tx, providers, provider.kind, name, given)


async def test_a_relay_that_the_operator_allows_is_set_though_it_is_inside(tx: Tx) -> None:
    given = {**MAIL, "host": RELAY.host, "port": str(RELAY.port), "security": "none"}
    allowing = live(INNER, exempt=(RELAY,))
    assert await tenants.leads_inward(named(allowing, "smtp"), given) is None
    await tenants.set_channel(tx, allowing, "email", "smtp", given)
    with pytest.raises(Invalid) as refused:
        await tenants.set_channel(tx, live(INNER), "email", "smtp", {**given, "port": "465"})
    assert refused.value.errors == (AT_MAIL,)


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"host": "127.0.0.1"}, "host"),
        ({"host": "mail.internal"}, "host"),
        ({"port": "22"}, "port"),
        ({"security": "none"}, "security"),
    ],
)
async def test_what_a_name_and_a_port_say_nobody_has_to_be_asked(
    tx: Tx, wrong: Mapping[str, str], at: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await tenants.set_channel(tx, live(), "email", "smtp", {**MAIL, **wrong})
    assert [error.field for error in refused.value.errors] == [at]
