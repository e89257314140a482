"""The guides for apps, typed into a shell as they stand, before a running shop and its provider."""

import asyncio
import json
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from regulars.demo.shops import LAUNDRY
from regulars.domains import customers, people, tenants
from regulars.runtime.database import Database
from regulars.runtime.settings import Settings, as_environment
from regulars.runtime.tx import Tx
from tests.api.samples import picture
from tests.domains.customers.account_holders import told
from tests.domains.identity.phone_people import NUMBERS, hired
from tests.instruments.carriers import Carriers, carriers
from tests.instruments.installation import Installation
from tests.instruments.processes import inherited
from tests.journeys.shop import running_shop
from tests.world import PASSWORD, House, World, registered

pytestmark = pytest.mark.slow

HOWTO = Path(__file__).parents[2] / "docs" / "howto"
# The last one goes on where the first one ends.
GUIDES = ("mobile-sign-up.md", "staff-app.md", "tokens.md")
FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
NUMBER = "9234 5678"
BETWEEN = "=== {}"
PATIENCE_SECONDS = 90
# What is typed stops at the first refusal.
SHELL = """set -eu
curl() {{ command curl --fail-with-body --max-time 20 "$@"; }}
regulars() {{ {python} -m regulars "$@"; }}
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What a guide has typed, and, where it shows one, the answer it promises."""

    typed: str
    promised: Any = None


def steps(guide: str) -> list[Step]:
    text = (HOWTO / guide).read_text(encoding="utf-8")
    found: list[Step] = []
    end = 0
    for fence in FENCE.finditer(text):
        if fence["kind"] == "sh":
            found.append(Step(fence["body"]))
            end = fence.end()
        elif fence["kind"] == "json" and not text[end : fence.start()].strip():
            found[-1] = replace(found[-1], promised=json.loads(fence["body"]))
    return found


def shape(said: Any) -> Any:
    """What an answer is made of, whatever it says."""
    if isinstance(said, dict):
        return {name: shape(value) for name, value in said.items()}
    return [shape(said[0])] if isinstance(said, list) else None


def with_ours(typed: str, ours: Mapping[str, str]) -> str:
    """The lines in which a reader puts what is theirs."""
    for name, value in ours.items():
        typed = re.sub(rf"^{name}=\S.*$", f'{name}="{value}"', typed, flags=re.MULTILINE)
    return typed


async def run(*command: str, environment: Mapping[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        *command, env=dict(environment), stdout=PIPE, stderr=PIPE
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            said, complaint = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, said.decode() + complaint.decode()
    return said.decode()


async def answers_to(typed: list[str], environment: Mapping[str, str]) -> list[str]:
    """In one shell, because what one step finds the next one uses."""
    script = SHELL.format(python=sys.executable)
    for number, each in enumerate(typed):
        script += f"echo; echo '{BETWEEN.format(number)}'\n{each}"
    said = await run("bash", "-c", script, environment=environment)
    return re.split(r"^=== \d+$", said, flags=re.MULTILINE)[1:]


async def verified_elsewhere(token: str, url: str, house: House) -> dict[str, Any]:
    """By the lines of Python that the guide gives to another service."""
    text = (HOWTO / "tokens.md").read_text(encoding="utf-8")
    (python,) = [found["body"] for found in FENCE.finditer(text) if found["kind"] == "python"]
    given = {"url": url, "tenant": house.tenant.slug, "tenant_ref": house.tenant.ref}
    before = "".join(f"{name} = {value!r}\n" for name, value in {**given, "token": token}.items())
    program = f"{before}{python}\nimport json\nprint(json.dumps(claims))"
    said: dict[str, Any] = json.loads(
        await run(sys.executable, "-c", program, environment=inherited())
    )
    return said


async def invitation(database: Database, house: House) -> str:
    """What the link ends with that a customer of the shop was sent."""
    portal = customers.Portal("https://shop.example.com/p/laundry", "test", house.tenant.ref)

    async def invite(tx: Tx) -> str:
        made = await registered(tx, name="Huda Invited", phone="9255 5899")
        await people.invite_customer(tx, made.id, "phone", portal=portal)
        link = (await told(tx))[-1].link
        assert link
        return link.rpartition("/")[2]

    return await database.unit(house.context, invite)


def photographed(folder: Path) -> dict[str, str]:
    """What a phone's camera gave."""
    names = ("PICTURE", "FRONT", "BACK")
    for name in names:
        (folder / name).write_bytes(picture(form="JPEG"))
    return {name: str(folder / name) for name in names}


def ours(settings: Settings, house: House, sent_by: Carriers, invited: str) -> dict[str, str]:
    return {
        "INVITATION": invited,
        "URL": f"http://localhost:{settings.port}",
        "PAGE": f"{sent_by.simulators.home}/",
        "PUBLISHABLE_KEY": house.publishable_key,
        "PHONE": NUMBER,
        "STAFF_EMAIL": house.cashier.email,
        "STAFF_PASSWORD": PASSWORD,
        "STAFF_PHONE": NUMBERS["vendor"],
        "TENANT": house.tenant.slug,
    }


async def test_a_sign_up_typed_from_the_guides_is_answered_as_they_say(
    installation: Installation, world: World, tmp_path: Path
) -> None:
    house, all_steps = world.laundry, [step for guide in GUIDES for step in steps(guide)]
    async with carriers() as sent_by, installation.database("app") as database:
        await sent_by.serve(database, house)
        await database.unit(
            house.context, lambda tx: tenants.set_preference_shape(tx, LAUNDRY.asks)
        )
        invited = await invitation(database, house)
        await database.unit(house.context, lambda tx: hired(tx, world, "vendor"))
        at = sent_by.simulators.at
        reached = f"127.0.0.1:{at.page},127.0.0.1:{at.mail}"
        with running_shop(replace(installation.settings, outside_exempt=reached), world) as shop:
            known = ours(shop.settings, house, sent_by, invited) | photographed(tmp_path)
            answers = await answers_to(
                [with_ours(step.typed, known) for step in all_steps],
                {**inherited(), **as_environment(shop.settings)},
            )
            assert len(answers) == len(all_steps) > 8
            answered = [json.loads(said) for said in answers if said.strip().startswith("{")]
            promised = [
                (shape(step.promised), shape(json.loads(said)))
                for step, said in zip(all_steps, answers, strict=True)
                if step.promised is not None
            ]
            assert len(promised) >= 5
            for wanted, found in promised:
                assert found == wanted
            (entered,) = [each for each in answered if each.get("is_new")]
            before, after, *_ = [each for each in answered if "verifications" in each]
            assert before["id"] == after["id"] == entered["customer_id"]
            assert (before["name"], after["name"]) == (None, "Salim Al Harthy")
            assert before["verifications"]["phone"] is not None
            claims = await verified_elsewhere(entered["access_token"], known["URL"], house)
            assert claims["cid"] == entered["customer_id"]
            (linked,) = [each for each in answered if "is_linked" in each]
            assert linked["is_linked"]
            assert "has a new key" in answers[-1]
            (cashier,) = [each for each in answered if "staff_id" in each]
            assert cashier["staff_id"] == str(house.cashier.id)
            (shown,) = [each.promised for each in all_steps if "staff_id" in (each.promised or {})]
            assert shown["scopes"] == cashier["scopes"]
            by_password_and_phone = [each for each in answered if "needs_factor" in each]
            assert [bool(each["access_token"]) for each in by_password_and_phone] == [True, True]
            assert cashier["branch_id"] == str(house.branches[0].id)


def test_what_a_reader_puts_there_is_put_there() -> None:
    typed = 'URL=http://localhost:8400\nANSWER=$(curl "$URL")\n'
    assert with_ours(typed, {"URL": "http://x"}) == 'URL="http://x"\nANSWER=$(curl "$URL")\n'
    for guide in GUIDES:
        assert steps(guide)
