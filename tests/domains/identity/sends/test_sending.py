"""Codes and notices leave once, through the shop's own provider, and say what became of them."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from regulars.domains import identity, tenants
from regulars.domains.identity import CodeWanted, Notice
from regulars.domains.identity.codes.rules import code_of
from regulars.domains.identity.sends.rules import TRIES_MAX
from regulars.domains.identity.sends.sends import About, withhold
from regulars.kernel.errors import Invalid
from regulars.kernel.ids import new_id
from regulars.runtime.database import Database
from regulars.runtime.jobs_door import Again, Dead, Done
from regulars.runtime.language import Catalogue
from regulars.runtime.reactions import Reaction
from tests.domains.evidence import asking
from tests.instruments.carriers import Carriers, ask, carriers, relay, sends
from tests.instruments.installation import Installation
from tests.worker.workers import run_all, until
from tests.world import World

PHONE = "+96891234567"
BY_SMS = CodeWanted("registration", "phone", PHONE, "en")
BY_MAIL = CodeWanted("registration", "email", "someone@example.com", "ar")
GO_BACK = asking(
    "UPDATE identity.sends SET updated_at = updated_at - interval '2 minutes' WHERE tenant_id = $1"
)

OVER = asking("UPDATE identity.challenges SET ended_at = now() WHERE tenant_id = $1")
AN_HOUR_AGO = asking(
    "UPDATE identity.sends SET created_at = created_at - interval '1 hour' WHERE tenant_id = $1"
)
HELD_BACK = asking(
    "SELECT data FROM journal.facts WHERE tenant_id = $1"
    " AND name = 'identity.codes_held_back' ORDER BY id"
)


@pytest.fixture
async def carried() -> AsyncIterator[Carriers]:
    async with carriers() as opened:
        yield opened


async def worked(
    installation: Installation,
    work: Database,
    world: World,
    carried: Carriers,
    catalogue: Catalogue | None = None,
) -> list[object]:
    """What the worker does with everything that waits, once."""
    reactions = carried.reactions(catalogue=catalogue)
    await relay(work, world.laundry, *reactions)
    return list(await run_all(installation, work, *reactions))


async def die_on_the_way(
    installation: Installation, work: Database, carried: Carriers, reactions: tuple[Reaction, ...]
) -> None:
    """A worker ends when the provider has made the message and has not said so."""
    worker = asyncio.create_task(run_all(installation, work, *reactions))

    async def is_made() -> bool:
        return bool(carried.simulators.twilio.messages)

    await until(is_made)
    worker.cancel()
    with pytest.raises(asyncio.CancelledError):
        await worker


def trial_words(folder: Path, kinds: dict[str, str] | None = None) -> Catalogue:
    own = [f"notice-{kind.replace('_', '-')} = {text}" for kind, text in (kinds or {}).items()]
    for language in ("en", "ar"):
        (folder / language).mkdir()
        words = ["notice-trial = {$shop} greets {$name}.", "code-sms = Your code is {$code}."]
        (folder / language / "words.ftl").write_text("\n".join([*words, *own]))
    return Catalogue.load(folder, strict=True)


async def limited(app: Database, world: World, a_day: int) -> None:
    async with app.transaction(world.laundry.context) as tx:
        await tenants.change_code_limits(tx, a_day=a_day, countries=())


async def held_back(work: Database, world: World) -> list[str]:
    async with work.transaction(world.laundry.context) as tx:
        return [json.loads(row["data"])["reason"] for row in await tx.rows(HELD_BACK)]


async def test_a_code_leaves_once_and_is_the_right_one(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        challenge = await ask(app, world.laundry, BY_SMS)
        for _ in range(3):
            await worked(installation, work, world, carried)
        async with app.transaction(world.laundry.context) as tx:
            destination = tx.keys.token("phone", PHONE)
            code = code_of(tx.keys, challenge.id, "registration", destination)
        (message,) = carried.simulators.twilio.messages
        assert message["to"] == PHONE
        assert code in message["body"]
        assert message["body"].splitlines()[-1] == f"@shop.example.com #{code}"
        (send,) = await sends(work, world.laundry)
        assert (send["state"], send["provider_ref"], send["parts"]) == ("sent", message["sid"], 1)


async def test_an_arabic_code_leaves_by_e_mail_with_its_code_bare(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        await ask(app, world.laundry, BY_MAIL)
        await worked(installation, work, world, carried)
    (arrival,) = carried.simulators.arrivals
    assert arrival.to == "someone@example.com"
    assert any(line.isdigit() and len(line) == 6 for line in arrival.text.splitlines())
    assert 'dir="rtl"' in arrival.page


async def test_a_notice_leaves_once_and_in_its_own_words(
    installation: Installation, world: World, carried: Carriers, tmp_path: Path
) -> None:
    catalogue = trial_words(tmp_path)
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        async with app.transaction(world.laundry.context) as tx:
            await identity.tell(tx, Notice("trial", "sms", PHONE, "en", {"name": "Ana"}))
        for _ in range(2):
            await worked(installation, work, world, carried, catalogue)
    (message,) = carried.simulators.twilio.messages
    assert (message["to"], message["body"]) == (PHONE, "The laundry greets Ana.")


async def test_a_decoy_and_a_replaced_code_are_sent_to_nobody(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        await ask(app, world.laundry, replace(BY_SMS, is_real=False))
        await worked(installation, work, world, carried)
        assert not carried.simulators.twilio.messages
        assert not await sends(work, world.laundry)


async def test_an_answer_that_never_comes_is_looked_up_and_nothing_leaves_twice(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        carried.simulators.twilio.faults.append("broken")
        await ask(app, world.laundry, BY_SMS)
        (first,) = [e for e in await worked(installation, work, world, carried) if e != Done()]
        assert isinstance(first, Again)
        assert [send["state"] for send in await sends(work, world.laundry)] == ["unknown"]
        await worked(installation, work, world, carried)
        (message,) = carried.simulators.twilio.messages
        (send,) = await sends(work, world.laundry)
        assert send["provider_ref"] == message["sid"]
        assert send["state"] in ("sent", "delivered")


async def test_a_busy_provider_is_asked_again_and_gets_one_message(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        carried.simulators.twilio.faults.append("busy")
        await ask(app, world.laundry, BY_SMS)
        await worked(installation, work, world, carried)
        assert not carried.simulators.twilio.messages
        await worked(installation, work, world, carried)
        assert len(carried.simulators.twilio.messages) == 1
        states = [send["state"] for send in await sends(work, world.laundry)]
        assert states == ["failed", "sent"]


async def test_what_a_busy_provider_never_took_is_no_part_of_the_day_s_budget(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        await limited(app, world, 2)
        carried.simulators.twilio.faults += ["busy"] * 3
        await ask(app, world.laundry, BY_SMS)
        for _ in range(3):
            await worked(installation, work, world, carried)
        await ask(app, world.laundry, replace(BY_SMS, value="+96891334568"))
        await worked(installation, work, world, carried)
        assert len(carried.simulators.twilio.messages) == 2


async def test_a_provider_that_stays_away_is_told_of_once_and_asked_so_often_and_no_more(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        carried.simulators.twilio.faults += ["busy"] * 2 * TRIES_MAX
        await ask(app, world.laundry, BY_SMS)
        endings = []
        for _ in range(TRIES_MAX + 2):
            endings += [
                each for each in await worked(installation, work, world, carried) if each != Done()
            ]
        assert [type(each) for each in endings] == [Again] * (TRIES_MAX - 1) + [Dead]
        reasons = [send["reason"] for send in await sends(work, world.laundry)]
        assert reasons == ["provider_busy"] * 2 + ["provider_away"] * (TRIES_MAX - 2)
        assert await held_back(work, world) == ["provider_away"]


async def test_news_for_many_customers_does_not_use_up_who_may_sign_in(
    installation: Installation, world: World, carried: Carriers, tmp_path: Path
) -> None:
    catalogue = trial_words(tmp_path)
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        await limited(app, world, 2)
        async with app.transaction(world.laundry.context) as tx:
            for tail in range(5):
                to = f"+9689123456{tail}"
                await identity.tell(tx, Notice("trial", "sms", to, "en", {"name": "Ana"}))
        await ask(app, world.laundry, replace(BY_SMS, value="+96891334568"))
        await worked(installation, work, world, carried, catalogue)
        gone = [str(message["body"]) for message in carried.simulators.twilio.messages]
        assert len([body for body in gone if "greets" in body]) == 3
        assert len([body for body in gone if "code" in body]) == 1


@pytest.mark.parametrize("news", ["invitation", "staff_invited", "paper_asked"])
async def test_news_leaves_room_for_what_warns_of_a_takeover(
    installation: Installation, world: World, carried: Carriers, tmp_path: Path, news: str
) -> None:
    kinds = {news: "News", "phone_changed": "A warning"}
    catalogue = trial_words(tmp_path, kinds)
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        await limited(app, world, 2)
        for kind in [news] * 5 + ["phone_changed"]:
            async with app.transaction(world.laundry.context) as tx:
                await identity.tell(tx, Notice(kind, "sms", PHONE, "en", {}))
            await worked(installation, work, world, carried, catalogue)
    gone = [str(message["body"]) for message in carried.simulators.twilio.messages]
    assert gone == ["News", "News", "A warning"]


async def test_what_goes_on_is_told_each_hour_and_each_range_by_itself(
    installation: Installation, world: World
) -> None:
    ranges = [About(new_id(), True, "sms", prefix) for prefix in ("9689123", "9689123", "9689124")]
    async with (
        installation.database("work") as work,
        work.transaction(world.laundry.context) as tx,
    ):
        for about in ranges:
            await withhold(tx, about, "twilio", "range_unconfirmed")
            await withhold(tx, about, "twilio", "budget_spent")
        await tx.run(AN_HOUR_AGO)
        await withhold(tx, ranges[0], "twilio", "budget_spent")
    async with installation.database("work") as work:
        told = await held_back(work, world)
    assert sorted(told) == ["budget_spent"] * 2 + ["range_unconfirmed"] * 2


async def test_what_was_on_the_way_when_its_code_was_over_is_not_on_the_way_for_ever(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        await ask(app, world.laundry, BY_SMS)
        carried.simulators.twilio.faults.append("hang")
        reactions = carried.reactions()
        await relay(work, world.laundry, *reactions)
        await die_on_the_way(installation, work, carried, reactions)
        async with app.transaction(world.laundry.context) as tx:
            await tx.run(OVER)
        (waiting,) = [e for e in await worked(installation, work, world, carried) if e != Done()]
        assert isinstance(waiting, Again)
        async with work.transaction(world.laundry.context) as tx:
            await tx.run(GO_BACK)
        await worked(installation, work, world, carried)
        (send,) = await sends(work, world.laundry)
        assert (send["state"], send["reason"]) == ("unknown", "lost")


async def test_a_worker_that_died_on_the_way_is_waited_for_and_then_asked_after(
    installation: Installation, world: World, carried: Carriers
) -> None:
    """The message was made, and nobody came back to write it down."""
    async with installation.database() as app, installation.database("work") as work:
        await carried.serve(app, world.laundry)
        await ask(app, world.laundry, BY_SMS)
        carried.simulators.twilio.faults.append("hang")
        reactions = carried.reactions()
        await relay(work, world.laundry, *reactions)
        await die_on_the_way(installation, work, carried, reactions)
        (send,) = await sends(work, world.laundry)
        assert send["state"] == "sending"
        (waiting,) = [e for e in await worked(installation, work, world, carried) if e != Done()]
        assert isinstance(waiting, Again)
        async with work.transaction(world.laundry.context) as tx:
            await tx.run(GO_BACK)
        await worked(installation, work, world, carried)
        (send,) = await sends(work, world.laundry)
        assert send["state"] in ("sent", "delivered")
        assert len(carried.simulators.twilio.messages) == 1


async def test_without_a_provider_nothing_leaves_and_the_shop_is_told_once(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app, installation.database("work") as work:
        await ask(app, world.laundry, BY_SMS)
        await ask(app, world.laundry, replace(BY_SMS, value="+96891234568"))
        await worked(installation, work, world, carried)
        held = await sends(work, world.laundry)
        assert [(s["state"], s["reason"]) for s in held] == [("withheld", "no_channel")] * 2
        assert await held_back(work, world) == ["no_channel"]


async def test_a_secret_is_kept_for_its_own_address_alone(
    installation: Installation, world: World, carried: Carriers
) -> None:
    async with installation.database() as app:
        await carried.serve(app, world.laundry)
        async with app.transaction(world.laundry.context) as tx:
            given = {**carried.twilio, "token": "", "sender": "+15005550016"}
            kept = await tenants.set_channel(tx, carried.providers, "sms", "twilio", given)
            assert kept.config["token"] == carried.twilio["token"]
            with pytest.raises(Invalid) as refused:
                await tenants.set_channel(
                    tx,
                    carried.providers,
                    "sms",
                    "twilio",
                    {**given, "home": "https://twilio.example.com"},
                )
            assert [e.field for e in refused.value.errors] == ["token"]
