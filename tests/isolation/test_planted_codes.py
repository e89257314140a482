"""What is sent to a person stands nowhere else: not in a dump, a job, a log or the console."""

from pathlib import Path

import pytest

from regulars.domains import identity, tenants
from regulars.domains.identity import CodeWanted, Notice
from regulars.domains.identity.codes.rules import code_of
from regulars.runtime.language import Catalogue
from tests.instruments.carriers import TOKEN, ask, carriers, relay
from tests.instruments.installation import Installation
from tests.instruments.leakscan import dump_everything, scan
from tests.worker.workers import run_all
from tests.world import World

PHONE = "+96891234567"
LINK = "https://shop.example.com/planted-link-0123456789abcdef"


async def test_no_code_link_number_or_secret_stands_in_a_dump_a_job_or_a_log(
    installation: Installation,
    world: World,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for language in ("en", "ar"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "words.ftl").write_text(
            "notice-trial = {$shop} {$link}\ncode-sms = {$code} {$shop}\n"
        )
    house, words = world.laundry, Catalogue.load(tmp_path, strict=True)
    async with (
        carriers() as carried,
        installation.database() as app,
        installation.database("work") as work,
    ):
        await carried.serve(app, house)
        wanted = CodeWanted("registration", "phone", PHONE, "en")
        challenges = [await ask(app, house, wanted)]
        async with app.transaction(house.context) as tx:
            await identity.tell(tx, Notice("trial", "sms", PHONE, "en", {"link": LINK}))
            destination = tx.keys.token("phone", PHONE)
            codes = [code_of(tx.keys, each.id, "registration", destination) for each in challenges]
            assert (await tenants.read_channel(tx, "sms")) is not None
        reactions = carried.reactions(catalogue=words)
        carried.simulators.twilio.faults.append("broken")
        await relay(work, house, *reactions)
        for _ in range(2):
            await run_all(installation, work, *reactions)
        said = " ".join(message["body"] for message in carried.simulators.twilio.messages)
        assert all(code in said for code in codes), "nothing was planted"
        assert LINK in said
    places = [place async for place in dump_everything(installation)]
    assert any(where == "identity.sends.state" for where, _ in places)
    assert any(where == "jobs.pgqueuer.payload" for where, _ in places), "jobs are among it"
    places.append(("log", (caplog.text + "".join(capfd.readouterr())).encode()))
    assert [str(leak) for leak in scan(places, (PHONE, LINK, TOKEN))] == []
    # Six digits stand by chance inside longer numbers: only a whole word would be the code.
    told = [where for where, held in places if set(held.split()) & {c.encode() for c in codes}]
    assert told == []
