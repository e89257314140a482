"""What makes a customer full: said before it is asked for, and what they rise by."""

from dataclasses import replace
from datetime import UTC, datetime

from regulars.domains.customers import needs_of_full
from regulars.domains.customers.model import Verified
from regulars.domains.customers.records.fullness import deserved_stage
from regulars.domains.tenants import PreferenceShape
from regulars.domains.tenants.shapes import AskedStage, PreferenceField
from regulars.runtime.tx import Tx
from tests.world import registered

NOTHING_ASKED = PreferenceShape()
PROVEN = Verified(datetime(2026, 1, 2, tzinfo=UTC), None)


def asking(stage: AskedStage) -> PreferenceShape:
    field = PreferenceField("folding", "text", "Folding", "الطي", stages=(stage,))
    return PreferenceShape((field,))


async def test_a_phone_that_nobody_proved_is_missing(tx: Tx) -> None:
    muna = await registered(tx, name="Muna", phone="9555 2020", email="muna@example.com")
    needs = needs_of_full(muna, NOTHING_ASKED)
    assert [name for name, has in needs.items() if not has] == ["phone_proof"]
    assert deserved_stage(muna, NOTHING_ASKED) == "stub"
    assert deserved_stage(replace(muna, verified=PROVEN), NOTHING_ASKED) == "full"


async def test_preferences_count_where_the_shop_asks_full_customers(tx: Tx) -> None:
    made = await registered(tx, name="Muna", phone="9555 2021", email="muna2@example.com")
    muna = replace(made, verified=PROVEN)
    assert "preferences" not in needs_of_full(muna, asking("stub"))
    assert needs_of_full(muna, asking("full"))["preferences"] is False
    assert deserved_stage(muna, asking("full")) == "stub"
    said = replace(muna, person=replace(muna.person, preferences={"folding": "flat"}))
    assert deserved_stage(said, asking("full")) == "full"


async def test_without_a_name_or_a_phone_nobody_rises(tx: Tx) -> None:
    guest = await registered(tx, "guest", name="Walk-in")
    assert deserved_stage(guest, NOTHING_ASKED) == "guest"
