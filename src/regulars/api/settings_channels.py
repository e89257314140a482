"""/api/v1/settings/channels: through whom SMS and e-mail leave, tried out, taken away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.views import Moment
from regulars.domains import tenants
from regulars.domains.identity import Scope
from regulars.domains.tenants import ChannelSettings
from regulars.kernel.errors import FieldError, Invalid, NotFound
from regulars.runtime.channel import ChannelBusy, ChannelRefused, ChannelUnsure, Provider
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/settings/channels"
WRITE = Scope.SETTINGS_WRITE
Kind = Literal["sms", "email"]
Tested = tuple[ChannelSettings | None, str | None]
Given = Annotated[
    dict[str, str],
    Meta(
        max_length=20,
        description="twilio: `account`, `token`, `sender`. smtp: `host`, `port`, `security`,"
        " `username`, `password`, `sender`, `sender_name`. A secret that is left out stays, while"
        " provider and account stay.",
    ),
]


class NewChannel(msgspec.Struct, forbid_unknown_fields=True):
    """Whose account, and what stands in it."""

    provider: Literal["twilio", "smtp"]
    fields: Given


class ChannelQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which of the two ways."""

    kind: Kind


class ChannelView(msgspec.Struct):
    """A way out. `fields` has no secret; `secrets` names those that are kept. `test_fault` is what
    the last test met, as a code: null when it went well, or there was none."""

    kind: Kind
    provider: str
    fields: dict[str, str]
    secrets: list[str]
    tested_at: Moment | None
    test_fault: str | None


class TestedView(msgspec.Struct):
    """`fault` as a code: what the provider said, or `no_channel` where none is set."""

    kind: Kind
    is_good: bool
    fault: str | None


class ChannelList(msgspec.Struct):
    """One of each kind at most, on one page."""

    data: list[ChannelView]
    next_cursor: str | None


@operation("GET", ADDRESS, Scope.SETTINGS_READ, answers={200: ChannelList})
async def read_channels(call: Call, tx: Tx) -> Answer:
    """Read through whom SMS and e-mail leave; secrets are not told."""
    call.require_good()
    found = await tenants.list_channels(tx)
    return Answer(200, ChannelList([_view(call, each) for each in found], None))


async def _led(call: Call) -> FieldError | None:
    """A name server is asked while no connection to the database is held."""
    call.require_good()
    provider = call.desk.providers.named(call.body.values["provider"])
    return await tenants.leads_inward(provider, call.body.values["fields"]) if provider else None


@operation(
    "PUT",
    ADDRESS,
    WRITE,
    body=NewChannel,
    answers={200: ChannelView},
    is_sensitive=True,
    beforehand=_led,
)
async def set_channel(call: Call, tx: Tx) -> Answer:
    """Say through whom SMS (twilio) or e-mail (smtp) leaves; what was there before is replaced."""
    call.require_good()
    provider = call.desk.providers.named(call.body.values["provider"])
    if provider is None:
        raise NotFound
    fields: dict[str, str] = call.body.values["fields"]
    with _within_fields(provider, fields):
        channel = await tenants.set_channel(
            tx, call.desk.providers, provider.kind, provider.name, fields, inward=call.prepared
        )
    return Answer(200, _view(call, channel))


@operation("DELETE", ADDRESS, WRITE, query=ChannelQuery, answers={204: None}, is_sensitive=True)
async def remove_channel(call: Call, tx: Tx) -> Answer:
    """Take an account away: nothing leaves this way any more. Where there is none, it is done."""
    call.require_good()
    kind = call.query.values["kind"]
    if await tenants.read_channel(tx, kind) is not None:
        await tenants.remove_channel(tx, kind)
    return Answer(204)


async def _kept(call: Call, tx: Tx) -> ChannelSettings | None:
    return await tenants.read_channel(tx, call.query.values["kind"])


async def _tried(call: Call) -> Tested:
    """The provider is asked while no connection to the database is held."""
    channel: ChannelSettings | None = call.prepared
    provider = call.desk.providers.named(channel.provider) if channel else None
    if channel is None or provider is None:
        return channel, "no_channel"
    try:
        await provider.open(channel.config).test_connection()
    except (ChannelRefused, ChannelUnsure, ChannelBusy) as met:
        return channel, met.code
    return channel, None


@operation(
    "POST",
    ADDRESS + "/test",
    WRITE,
    query=ChannelQuery,
    answers={200: TestedView},
    first=_kept,
    beforehand=_tried,
)
async def test_channel(call: Call, tx: Tx) -> Answer:
    """Ask the provider whether account and secret are good; nothing is sent."""
    call.require_good()
    tested: Tested = call.prepared
    channel, fault = tested
    if channel is not None:
        await tenants.note_channel_test(tx, channel, fault)
    return Answer(200, TestedView(call.query.values["kind"], fault is None, fault))


OPERATIONS: tuple[Operation, ...] = (read_channels, set_channel, remove_channel, test_channel)


@contextmanager
def _within_fields(provider: Provider, fields: dict[str, str]) -> Iterator[None]:
    """Each fault at its place in the body. A field that the provider has not is a slip."""
    known = {each.name for each in provider.fields}
    errors = [FieldError(f"fields.{name[:60]}", "unknown_field") for name in {*fields} - known]
    if errors:
        raise Invalid(*errors)
    try:
        yield
    except Invalid as invalid:
        placed = [replace(error, field=f"fields.{error.field}") for error in invalid.errors]
        raise Invalid(*placed) from None


def _view(call: Call, channel: ChannelSettings) -> ChannelView:
    provider = call.desk.providers.named(channel.provider)
    known = provider.fields if provider else ()
    secret = {each.name for each in known if each.is_secret}
    shown = {each.name for each in known} - secret
    return ChannelView(
        channel.kind,
        channel.provider,
        {name: value for name, value in channel.config.items() if name in shown},
        sorted(name for name in channel.config if name in secret),
        channel.tested_at,
        channel.test_fault,
    )
