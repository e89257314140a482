"""Papers that some of the invented customers handed in: plainly samples, drawn by code."""

import io
import random
from dataclasses import replace
from datetime import timedelta

from PIL import Image, ImageDraw

from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.domains.identity import DocumentKind
from regulars.domains.tenants import read_verification_rules
from regulars.runtime.context import Context
from regulars.runtime.database import Database

CARD = (1_200, 760)
KINDS: tuple[DocumentKind, ...] = ("id_card", "passport", "residence_permit", "driving_licence")
WAITING, DECIDED = 4, 2
NEWEST = 200
VALID_DAYS = 900


async def hand_in_papers(
    database: Database, reviewer: Context, chance: random.Random, registered: list[Customer]
) -> None:
    """Each by the customer; the first few were decided about."""
    async with database.transaction(replace(reviewer, reading=True)) as tx:
        now = [await customers.customer_by_id(tx, e.id) for e in registered[-NEWEST:]]
    people = [e for e in now if e.traits.kind == "person" and e.account_status == "active"]
    here = [e for e in people if e.stage == "full" and e.deleted_at is None]
    for place, customer in enumerate(here[: WAITING + DECIDED]):
        kind = chance.choice(KINDS)
        papers = await customers.judge_papers([("front", drawn_card(chance))])
        theirs = replace(
            reviewer, actor_kind="customer", actor_id=customer.id, own=customer.id, as_of=None
        )
        async with database.transaction(theirs) as tx:
            given = await customers.hand_in_paper(tx, customer.id, kind, papers)
        if place >= DECIDED:
            continue
        async with database.transaction(reviewer) as tx:
            until = (await read_verification_rules(tx)).today + timedelta(days=VALID_DAYS)
            await customers.approve_paper(
                tx,
                given.id,
                until=until.isoformat(),
                birth_date=customer.person.birth_date or "",
                expected_version=given.version,
            )


def drawn_card(chance: random.Random) -> bytes:
    """A card that could be nobody's: a grey face, lines for words, and what it is across it."""
    width, height = CARD
    picture = Image.new("RGB", CARD, chance.choice(("#e8eef4", "#f1ece2", "#e6f0ea")))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width, 120), fill="#5b6b7a")
    pen.rectangle((70, 200, 370, 590), fill="#c9cfd6")
    pen.ellipse((150, 270, 290, 430), fill="#9aa4ae")
    pen.pieslice((110, 430, 330, 680), 180, 360, fill="#9aa4ae")
    for line in range(6):
        top = 220 + line * 62
        pen.rectangle((440, top, 440 + chance.randrange(260, 640), top + 26), fill="#aeb6bf")
    pen.text((width / 2, height / 2), "SPECIMEN", anchor="mm", font_size=190, fill="#b3261e")
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=80)
    return drawn.getvalue()
