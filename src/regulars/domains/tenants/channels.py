"""Through whom a tenant's messages leave: provider, account and secret, sealed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from regulars.domains.tenants.errors import ChannelNotSet
from regulars.domains.tenants.events import TenantsChannelChanged, TenantsChannelTested
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import new_id
from regulars.runtime.channel import ChannelKind, Provider, Providers
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault import DataClass, SealedDocument

sql = statements_beside(__file__)

# Every field of every provider.
CHANNEL = SealedDocument(
    "tenants.channel.v1",
    dict.fromkeys(
        (
            *("account", "token", "sender", "home"),
            *("host", "port", "security", "username", "password", "sender_name"),
        ),
        DataClass.SECRET,
    ),
)
VALUE_LENGTH_MAX = 254


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """`test_fault` is the code of what the last test met; None when it went well, or there was
    none."""

    id: UUID
    kind: ChannelKind
    provider: str
    version: int
    config: Mapping[str, str] = field(repr=False)
    tested_at: datetime | None = None
    test_fault: str | None = None


async def read_channel(tx: Tx, kind: ChannelKind) -> ChannelSettings | None:
    row = await tx.row(sql.channel, kind=kind)
    return _opened(tx, row) if row else None


async def sender_names(tx: Tx) -> tuple[str, str]:
    """The tenant's reference, and what the business is called."""
    row = await tx.row(sql.names)
    assert row is not None
    return row["ref"], row["name"]


async def list_channels(tx: Tx) -> list[ChannelSettings]:
    return [_opened(tx, row) for row in await tx.rows(sql.channels)]


async def open_channels(tx: Tx) -> frozenset[ChannelKind]:
    """Which ways out there are; nothing is opened for it."""
    return frozenset(row["kind"] for row in await tx.rows(sql.kinds))


async def set_channel(
    tx: Tx,
    providers: Providers,
    kind: ChannelKind,
    provider: str,
    given: Mapping[str, str],
    *,
    inward: FieldError | None = None,
) -> ChannelSettings:
    """A secret left empty stays as it is, while provider and account stay as they are. `inward` is
    what `leads_inward` found before this transaction."""
    before = await read_channel(tx, kind)
    chosen = providers.named(provider)
    if chosen is None or chosen.kind != kind:
        raise Invalid(FieldError("provider", "unknown_value"))
    known = before.config if before and before.provider == provider else {}
    config = read_config(chosen, given, known)
    if inward:
        raise Invalid(inward)
    if before and before.provider == provider and dict(before.config) == config:
        return before
    channel_id, key = new_id(), tx.people.new()
    version = (before.version if before else 0) + 1
    await tx.run(
        sql.set_channel,
        kind=kind,
        id=channel_id,
        provider=provider,
        version=version,
        key_id=key.id,
        wrapped=tx.keys.wrap(key.id, key.secret),
        sealed=tx.people.seal(CHANNEL, config, row_id=channel_id, person=key),
    )
    tx.emit(TenantsChannelChanged(kind, provider), subject_id=channel_id, seq=version)
    return ChannelSettings(channel_id, kind, provider, version, config)


async def leads_inward(provider: Provider, given: Mapping[str, str]) -> FieldError | None:
    """Whether what is about to be set leads to a server inside the house, by whatever name. Asks a
    name server, so it comes before a transaction."""
    config, errors = _typed(provider, given)
    return None if errors else await provider.leads_inward(config)


async def remove_channel(tx: Tx, kind: ChannelKind) -> None:
    before = await read_channel(tx, kind)
    if before is None:
        raise ChannelNotSet
    await tx.run(sql.remove_channel, kind=kind)
    tx.emit(TenantsChannelChanged(kind, None), subject_id=before.id, seq=before.version + 1)


async def note_channel_test(tx: Tx, channel: ChannelSettings, fault: str | None) -> None:
    """Of settings that changed meanwhile nothing is noted."""
    noted = await tx.run(
        sql.note_test, kind=channel.kind, id=channel.id, version=channel.version, fault=fault
    )
    if noted:
        tx.emit(
            TenantsChannelTested(channel.kind, fault is None, fault),
            subject_id=channel.id,
            seq=channel.version,
        )


def read_config(
    provider: Provider, given: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """Raises Invalid with every fault at its place. A secret is never kept for another address: it
    would be handed to whoever the new one belongs to."""
    config, errors = _typed(provider, given)
    moved = any(config.get(name) != known.get(name) for name in ("account", "host", "home"))
    for wanted in provider.fields:
        if wanted.is_secret and wanted.name not in config and known.get(wanted.name) and not moved:
            config[wanted.name] = known[wanted.name]
    if misplaced := provider.misplaced(config):
        errors.append(misplaced)
    named = {error.field for error in errors}
    errors += [
        FieldError(wanted.name, "required")
        for wanted in provider.fields
        if wanted.is_required and wanted.name not in config and wanted.name not in named
    ]
    if errors:
        raise Invalid(*errors)
    return config


def _typed(provider: Provider, given: Mapping[str, str]) -> tuple[dict[str, str], list[FieldError]]:
    config: dict[str, str] = {}
    errors: list[FieldError] = []
    for wanted in provider.fields:
        value = given.get(wanted.name, "").strip() or ""
        if not value and not wanted.is_secret:
            value = wanted.default
        if value and (
            len(value) > VALUE_LENGTH_MAX
            or not re.fullmatch(wanted.form, value)
            or (wanted.choices and value not in wanted.choices)
        ):
            errors.append(FieldError(wanted.name, "channel_value_not_valid"))
        elif value:
            config[wanted.name] = value
    return config, errors


def _opened(tx: Tx, row: Row) -> ChannelSettings:
    key = tx.people.unwrap(row["key_id"], row["wrapped"])
    return ChannelSettings(
        row["id"],
        row["kind"],
        row["provider"],
        row["version"],
        tx.people.open(CHANNEL, row["sealed"], row_id=row["id"], person=key),
        row["tested_at"],
        row["test_fault"],
    )
