"""Codes and notices leave the house: reactions of the worker, with an errand between."""

import json
from dataclasses import dataclass
from uuid import UUID

from regulars.domains.identity.codes.events import IdentityCodeProven, IdentityCodeRequested
from regulars.domains.identity.codes.rules import CODE_DESTINATION, code_of
from regulars.domains.identity.sends.errands import House, ask_about_send, begin_send, outgoing_of
from regulars.domains.identity.sends.events import IdentityNoticeGiven
from regulars.domains.identity.sends.guard import Wish, fault_of, give_credits_back
from regulars.domains.identity.sends.notices import NOTICE
from regulars.domains.identity.sends.sends import (
    About,
    advance_send,
    note_nobody_came_back,
    sends_about,
    withhold,
)
from regulars.domains.identity.sends.words import Said, Speaker
from regulars.domains.tenants import (
    ChannelSettings,
    TenantsLetterArrived,
    read_channel,
    sender_names,
    take_letter,
)
from regulars.kernel.ids import new_id
from regulars.runtime.channel import Channel, ChannelKind, Outgoing, Providers
from regulars.runtime.conversation import Row
from regulars.runtime.reactions import Outcome, Reaction, RecordedFact, reacts_to
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

HOLDERS = ("login", "registration", "confirmation", "staff_sign_in")
# Kinds of notices, by how they begin, that are sent to many. They leave the last third of the
# day's notices to those that warn somebody of a change to their account.
NEWS = ("invitation", "staff_invited", "paper_")


@dataclass(frozen=True, slots=True)
class Post:
    """What the front desk hands to whoever sends. `hooks` is where providers reach us, if they
    can."""

    providers: Providers
    speaker: Speaker
    hooks: str = ""


@dataclass(frozen=True, slots=True)
class _Parcel:
    """One code or notice, opened."""

    about: About
    wish: Wish
    language: str
    row: Row


def sending_reactions(post: Post) -> tuple[Reaction, ...]:
    @reacts_to(IdentityCodeRequested, outward=True)
    async def send_code(tx: Tx, fact: RecordedFact) -> Outcome:
        """The job carries the challenge's id; the code is derived here. A decoy, and what was used
        or replaced meanwhile, is sent to nobody."""
        row = await tx.row(sql.open_challenge, id=fact.subject_id)
        if row is None:
            return await note_nobody_came_back(tx, fact.subject_id)
        return await _sent(tx, post, _code(tx, row))

    @reacts_to(IdentityNoticeGiven, outward=True)
    async def send_notice(tx: Tx, fact: RecordedFact) -> Outcome:
        row = await tx.row(sql.notice, id=fact.subject_id)
        return await _sent(tx, post, _notice(tx, row)) if row else None

    @reacts_to(TenantsLetterArrived)
    async def read_letter(tx: Tx, fact: RecordedFact) -> Outcome:
        """What a provider says later, in whatever order it comes."""
        kept = await take_letter(tx, fact.subject_id)
        provider = post.providers.named(kept.provider) if kept else None
        spoken = provider.read(kept.letter) if provider and kept else None
        if kept is None or spoken is None:
            return None
        send_id = await tx.value(
            sql.send_of, provider=kept.provider, ref=spoken.ref, ours=spoken.ours
        )
        if send_id is not None:
            await advance_send(tx, send_id, spoken.fate, ref=spoken.ref, reason=spoken.reason)
        return None

    @reacts_to(IdentityCodeProven)
    async def credit_the_range(tx: Tx, fact: RecordedFact) -> Outcome:
        await give_credits_back(tx, fact.subject_id)
        return None

    return send_code, send_notice, read_letter, credit_the_range


async def _sent(tx: Tx, post: Post, parcel: _Parcel) -> Outcome:
    about, wish = parcel.about, parcel.wish
    settings = await read_channel(tx, wish.channel)
    provider = post.providers.named(settings.provider) if settings else None
    earlier = await sends_about(tx, about.id)
    last = earlier[0] if earlier else None
    if last is not None and not last.may_be_tried_again:
        if settings is None or provider is None or last.state not in ("sending", "unknown"):
            return None
        words = await _words(tx, post, parcel, settings, last.id)
        return await ask_about_send(tx, about, last, provider.open(settings.config), words)
    if settings is None or provider is None:
        await withhold(tx, about, "", "no_channel")
        return None
    return await _begun(tx, post, parcel, settings, provider.open(settings.config), len(earlier))


async def _begun(
    tx: Tx,
    post: Post,
    parcel: _Parcel,
    settings: ChannelSettings,
    channel: Channel,
    tries: int,
) -> Outcome:
    """What was paid for and not taken by a busy provider is not paid for again."""
    about = parcel.about
    if not tries:
        fault, reach = await fault_of(tx, parcel.wish)
        if reach is not None:
            about = About(about.id, about.is_code, about.channel, reach.prefix)
        if fault is not None:
            await withhold(tx, about, settings.provider, fault)
            return None
    outgoing = await _words(tx, post, parcel, settings, new_id())
    return await begin_send(tx, about, channel, settings.provider, outgoing, tries=tries)


async def _words(
    tx: Tx, post: Post, parcel: _Parcel, settings: ChannelSettings, send_id: UUID
) -> Outgoing:
    ref, shop = await sender_names(tx)
    said = _said(tx, post.speaker, parcel, shop)
    return outgoing_of(
        tx,
        settings,
        send_id,
        to=parcel.wish.value,
        said=(said.text, said.subject),
        language=parcel.language,
        house=House(ref, shop, post.hooks),
        is_code=parcel.about.is_code,
    )


def _said(tx: Tx, speaker: Speaker, parcel: _Parcel, shop: str) -> Said:
    row, language = parcel.row, parcel.row["language"]
    if parcel.about.is_code:
        code = code_of(tx.keys, row["id"], row["purpose"], row["destination"])
        return speaker.code(parcel.about.channel, language, code=code, shop=shop)
    facts = json.loads(_opened(tx, row)["facts"])
    return speaker.notice(parcel.about.channel, language, kind=row["kind"], shop=shop, facts=facts)


def _code(tx: Tx, row: Row) -> _Parcel:
    channel: ChannelKind = "sms" if row["kind"] == "phone" else "email"
    key = tx.people.unwrap(row["key_id"], row["wrapped"])
    opened = tx.people.open(CODE_DESTINATION, row["sealed"], row_id=row["id"], person=key)
    is_holder = row["account_id"] is not None and row["purpose"] in HOLDERS
    wish = Wish(channel, opened[row["kind"]], is_holder)
    return _Parcel(About(row["id"], True, wish.channel), wish, row["language"], row)


def _notice(tx: Tx, row: Row) -> _Parcel:
    opened = _opened(tx, row)
    value = opened["phone" if row["channel"] == "sms" else "email"]
    is_warning = not row["kind"].startswith(NEWS)
    wish = Wish(row["channel"], value, is_holder=is_warning, is_code=False)
    return _Parcel(About(row["id"], False, wish.channel), wish, row["language"], row)


def _opened(tx: Tx, row: Row) -> dict[str, str]:
    key = tx.people.unwrap(row["key_id"], row["wrapped"])
    return tx.people.open(NOTICE, row["sealed"], row_id=row["id"], person=key)
