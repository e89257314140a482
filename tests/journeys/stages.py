"""A shop to look at: customers of every kind, by the operations of the API, with words for ids."""

from collections.abc import Mapping
from typing import Any

import httpx

from tests.api.samples import picture
from tests.journeys.shop import Shop
from tests.world import House

NAMES = (
    ("Salma Al Harthy", "سلمى الحارثي"),
    ("خالد البلوشي", "Khalid Al Balushi"),
    ("Priya Nair", None),
    ("مريم الزدجالي", None),
    ("Fatma Al Lawati", "فاطمة اللواتي"),
    ("John Mathew", None),
)


COMPANY = {
    "kind": "company",
    "name": "Sohar Sample Trading",
    "tax_id": "OM1100012345",
    "credit_limit_minor": 500_000,
    "currency": "OMR",
    "payment_terms_days": 30,
}


def ids_of_house(house: House, key_id: str) -> dict[str, str]:
    return {
        "branch": str(house.branches[0].id),
        "staff": str(house.cashier.id),
        "key": key_id,
    }


def delivered_to(client: httpx.Client, customer: str) -> str:
    """Three addresses, one of them deleted; the id of the default."""
    addresses = f"/customers/{customer}/addresses"
    home, _, gone = [
        client.post(addresses, json=given).json()["id"]
        for given in (
            {"label": "Mother’s house", "building": "12", "floor": "3", "apartment": "304",
             "street": "Way 4312", "area": "Al Khuwair", "city": "Muscat", "latitude": 23.5933,
             "longitude": 58.4266, "notes": "Blue door behind the bakery"},
            {"type": "work", "building": "برج الواحة", "area": "الغبرة", "city": "بوشر",
             "latitude": 23.5990, "longitude": 58.3870},
            {"type": "other", "label": "Farm", "city": "Barka"},
        )
    ]  # fmt: skip
    client.delete(f"{addresses}/{gone}")
    return str(home)


def furnished(shop: Shop, house: House, first_phone: int, **given: Any) -> Mapping[str, str]:
    """Makes one customer of each kind; `given` is put on the first of them."""
    with shop.api(house) as client:
        (key, *_) = client.get("/api-keys").json()["data"]
        made = []
        for at, (name, name2) in enumerate(NAMES * 2):
            body = {
                "type": "stub",
                "name": name,
                "name2": name2,
                "phone": str(first_phone + at),
                "branch_id": str(house.branches[at % 2].id),
                **(given if at == 0 else {}),
            }
            answer = client.post("/customers", json=body)
            assert answer.status_code == 201, answer.text
            made.append(answer.json()["id"])
        first, _, gone, *_ = made
        client.patch(f"/customers/{made[1]}", json={"email": "k@example.com"})
        client.patch(f"/customers/{first}", json={"tags": ["VIP", "اشتراك شهري"], "language": "ar"})
        client.delete(f"/customers/{gone}")
        address = delivered_to(client, first)
        client.patch(
            f"/branches/{house.branches[0].id}", json={"latitude": 23.6143, "longitude": 58.4774}
        )
        company = client.post("/customers", json={"type": "guest", **COMPANY}).json()["id"]
        client.patch(f"/customers/{made[1]}", json={"company_id": company})
        paper = client.post(
            f"/customers/{first}/verifications",
            params={"document": "id_card"},
            content=picture(1_200, 760, "JPEG"),
            headers={"Content-Type": "image/jpeg"},
        ).json()["id"]
        client.post(f"/customers/{made[3]}/block", json={"reason": "Three unpaid orders"})
    return {
        **ids_of_house(house, key["id"]),
        "customer": first,
        "address": address,
        "company": company,
        "deleted": gone,
        "blocked": made[3],
        "verification": paper,
    }
