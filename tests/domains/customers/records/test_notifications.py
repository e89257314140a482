"""Wishes about messages: defaults where nothing was said, and a merge patch over what was."""

from typing import Any

import pytest

from regulars.domains import customers
from regulars.domains.customers import all_wishes
from regulars.domains.customers.records.notifications import merged_wishes, read_wishes
from regulars.kernel.errors import BadValue
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.world import registered


def test_silence_means_orders_yes_and_marketing_no() -> None:
    assert set(map(str, all_wishes(()).values())) == {"{'orders': True, 'marketing': False}"}


def test_a_wish_is_kept_and_a_null_goes_back_to_the_default() -> None:
    kept = read_wishes({"sms": {"orders": False, "marketing": True}, "email": {"marketing": True}})
    assert kept == ("email.marketing=yes", "sms.marketing=yes", "sms.orders=no")
    after = read_wishes(merged_wishes(kept, {"sms": {"orders": None}, "email": None}))
    assert after == ("sms.marketing=yes",)
    assert all_wishes(after)["sms"] == {"orders": True, "marketing": True}


@pytest.mark.parametrize(
    "given", [{"fax": {}}, {"sms": {"spam": True}}, {"sms": {"orders": "yes"}}, {"sms": True}]
)
def test_what_no_channel_has_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        read_wishes(given)


async def test_a_change_of_wishes_is_announced_in_clear(tx: Tx) -> None:
    made = await registered(tx, "guest", notification_preferences={"sms": {"orders": False}})
    assert made == await customers.customer_by_id(tx, made.id)
    given = {"notification_preferences": {"email": {"marketing": True}}}
    await customers.change_customer(tx, made.id, given, country="OM")
    assert (await announced(tx, made.id))[-1].data["clear"] == {
        "notification_preferences": [["sms.orders=no"], ["email.marketing=yes", "sms.orders=no"]]
    }
