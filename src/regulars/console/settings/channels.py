"""Through whom SMS and e-mail leave, and how many codes go where."""

from dataclasses import replace

from regulars.browser.lands import countries, country_name
from regulars.console.pages import Answered, Ask, Call, Elsewhere, Page, Route, route
from regulars.console.settings.faults import errors_of
from regulars.console.settings.views import ChannelCard, ChannelField, ChannelRemoval, ChannelsPage
from regulars.domains import tenants
from regulars.domains.identity import Scope
from regulars.domains.tenants import ChannelSettings
from regulars.kernel.errors import FieldError, Invalid, NotFound
from regulars.runtime.channel import (
    CHANNEL_KINDS,
    ChannelBusy,
    ChannelKind,
    ChannelRefused,
    ChannelUnsure,
    Provider,
)
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE
TEMPLATE = "settings/channels.html"
Tested = tuple[ChannelSettings, str | None]


@route("GET", "/settings/channels", READ, section="settings")
async def channels_page(call: Call, tx: Tx) -> Answered:
    return Page(TEMPLATE, await _page(call, tx))


async def find_inward(call: Call, ask: Ask) -> FieldError | None:  # noqa: ARG001 - asks no database
    """A name server is asked while no connection to the database is held."""
    provider = _provider(call, _kind(call))
    return await tenants.leads_inward(provider, _given(call, provider))


@route(
    "POST",
    "/settings/channels/{kind:str}",
    WRITE,
    section="settings",
    fresh=True,
    beforehand=find_inward,
)
async def set_channel(call: Call, tx: Tx) -> Answered:
    kind = _kind(call)
    provider = _provider(call, kind)
    given, inward = _given(call, provider), call.brought
    try:
        await tenants.set_channel(tx, call.providers, kind, provider.name, given, inward=inward)
    except Invalid as invalid:
        view = await _page(call, tx)
        cards = tuple(_again(c, call, invalid) if c.kind == kind else c for c in view.cards)
        return Page(TEMPLATE, replace(view, cards=cards), status=422)
    return Elsewhere(f"{call.home}/settings/channels", flash="saved")


@route("GET", "/settings/channels/{kind:str}/removal", WRITE, section="settings", fresh=True)
async def channel_removal_dialog(call: Call, tx: Tx) -> Answered:
    channel = await tenants.read_channel(tx, _kind(call))
    if channel is None:
        raise NotFound
    view = ChannelRemoval(channel.kind, channel.provider)
    return Page("settings/channel_removal.html", view)


@route("POST", "/settings/channels/{kind:str}/removal", WRITE, section="settings", fresh=True)
async def remove_channel(call: Call, tx: Tx) -> Answered:
    await tenants.remove_channel(tx, _kind(call))
    return Elsewhere(f"{call.home}/settings/channels", flash="channel-removed")


async def try_connection(call: Call, ask: Ask) -> Tested | None:
    """The provider is asked while no connection to the database is held."""
    kind = _kind(call)
    channel: ChannelSettings | None = await ask(lambda tx: tenants.read_channel(tx, kind))
    provider = call.providers.named(channel.provider) if channel else None
    if channel is None or provider is None:
        return None
    try:
        await provider.open(channel.config).test_connection()
    except (ChannelRefused, ChannelUnsure, ChannelBusy) as met:
        return channel, met.code
    return channel, None


@route(
    "POST",
    "/settings/channels/{kind:str}/test",
    WRITE,
    section="settings",
    beforehand=try_connection,
)
async def test_channel(call: Call, tx: Tx) -> Answered:
    tested: Tested | None = call.brought
    if tested is None:
        raise NotFound
    await tenants.note_channel_test(tx, *tested)
    return Elsewhere(f"{call.home}/settings/channels")


@route("POST", "/settings/channels-limits", WRITE, section="settings", fresh=True)
async def change_limits(call: Call, tx: Tx) -> Answered:
    typed = call.value("codes_a_day").strip()
    try:
        if not typed.isascii() or not typed.isdigit() or len(typed) > 7:
            raise Invalid(FieldError("codes_a_day", "not_a_number_here"))
        chosen = call.values("served_countries")
        await tenants.change_code_limits(tx, a_day=int(typed), countries=chosen)
    except Invalid as invalid:
        view = replace(await _page(call, tx), codes_a_day=typed[:20], errors=errors_of(invalid))
        return Page(TEMPLATE, view, status=422)
    return Elsewhere(f"{call.home}/settings/channels", flash="saved")


ROUTES: tuple[Route, ...] = (
    channels_page,
    set_channel,
    channel_removal_dialog,
    remove_channel,
    test_channel,
    change_limits,
)


async def _page(call: Call, tx: Tx) -> ChannelsPage:
    limits = await tenants.read_code_limits(tx)
    known = {each.kind: each for each in await tenants.list_channels(tx)}
    language = call.visit.language
    served = set(limits.more_countries)
    listed = [(c, n, c in served) for c, n in countries(language) if c != limits.country]
    return ChannelsPage(
        tuple(_card(call, kind, known.get(kind)) for kind in CHANNEL_KINDS),
        str(limits.a_day),
        country_name(limits.country, language),
        tuple(sorted(listed, key=lambda each: not each[2])),
        may_edit=call.visit.may(WRITE),
    )


def _card(call: Call, kind: ChannelKind, channel: ChannelSettings | None) -> ChannelCard:
    provider = call.providers.named(channel.provider) if channel else None
    provider = provider or next(iter(call.providers.of(kind)))
    config = channel.config if channel else {}
    fields = tuple(
        ChannelField(
            each.name,
            "" if each.is_secret else config.get(each.name, each.default),
            each.is_secret,
            each.is_secret and bool(config.get(each.name)),
            each.is_required,
            each.choices,
        )
        for each in provider.fields
    )
    if channel is None:
        return ChannelCard(kind, provider.name, fields)
    return ChannelCard(kind, provider.name, fields, True, channel.tested_at, channel.test_fault)


def _again(card: ChannelCard, call: Call, invalid: Invalid) -> ChannelCard:
    """As it was sent, but for a secret."""
    fields = tuple(
        each if each.is_secret else replace(each, value=call.value(each.name)[:254])
        for each in card.fields
    )
    return replace(card, fields=fields, errors=errors_of(invalid))


def _kind(call: Call) -> ChannelKind:
    for kind in CHANNEL_KINDS:
        if call.ids["kind"] == kind:
            return kind
    raise NotFound


def _given(call: Call, provider: Provider) -> dict[str, str]:
    return {field.name: call.value(field.name) for field in provider.fields}


def _provider(call: Call, kind: ChannelKind) -> Provider:
    provider = call.providers.named(call.value("provider"))
    if provider is None or provider.kind != kind:
        raise NotFound
    return provider
