"""The demo's two shops: a laundry that writes English first, a florist that writes Arabic first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Shop:
    """`stages` weighs guests, stubs and full customers: a laundry needs a number to call when the
    shirts are done, a florist's customer often pays and goes."""

    slug: str
    name: str
    locale: Literal["en", "ar"]
    branches: tuple[tuple[str, str], ...]
    staff: tuple[str, str, str]
    customers_count: int
    stages: tuple[int, int, int]
    tags: tuple[str, ...]
    preferences: tuple[Mapping[str, Any], ...]
    block_reasons: tuple[str, ...]
    seed: int

    @property
    def deleted_count(self) -> int:
        """Besides those that the shop has."""
        return max(2, self.customers_count // 125)

    @property
    def blocked_count(self) -> int:
        """At least."""
        return max(1, self.customers_count // 400)


LAUNDRY = Shop(
    slug="muscat-laundry",
    name="Muscat Laundry",
    locale="en",
    branches=(("Qurum", "القرم"), ("Seeb", "السيب"), ("Al Khuwair", "الخوير")),
    staff=("Muna", "Tariq", "Asma"),
    customers_count=5_000,
    stages=(14, 61, 25),
    tags=("vip", "express", "monthly bill", "delivery", "no starch", "uniforms"),
    preferences=(
        {"folding": "hanger", "fragrance": "none", "eco": True},
        {"folding": "folded", "fragrance": "oud"},
        {"folding": "folded", "fragrance": "jasmine", "eco": False},
        {"starch": "light"},
    ),
    block_reasons=("Three orders were not collected", "Did not pay for two orders"),
    seed=11,
)
FLORIST = Shop(
    slug="dar-al-ward",
    name="دار الورد",
    locale="ar",
    branches=(("نزوى", "Nizwa"), ("صحار", "Sohar")),
    staff=("منى", "طارق", "أسماء"),
    customers_count=800,
    stages=(30, 50, 20),
    tags=("مميز", "أعراس", "توصيل", "شركات", "اشتراك أسبوعي"),
    preferences=(
        {"colour": "أبيض", "card": True},
        {"colour": "أحمر", "wrapping": "ورق"},
        {"wrapping": "سلة", "card": False},
    ),
    block_reasons=("لم يستلم ثلاثة طلبات", "لم يدفع ثمن طلبين"),
    seed=23,
)
SHOPS = (LAUNDRY, FLORIST)
