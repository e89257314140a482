"""The demo's two shops: a laundry that writes English first, a florist that writes Arabic first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a city, in both scripts, and where about it lies."""

    city: str
    names: tuple[str, str]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Shop:
    """`stages` weighs guests, stubs and full customers: a laundry needs a number to call when the
    shirts are done, a florist's customer often pays and goes."""

    slug: str
    name: str
    locale: Literal["en", "ar"]
    branches: tuple[tuple[str, str, float, float], ...]
    areas: tuple[Area, ...]
    staff: tuple[str, str, str]
    # A vendor and a driver: name and phone.
    by_phone: tuple[tuple[str, str], tuple[str, str]]
    customers_count: int
    stages: tuple[int, int, int]
    tags: tuple[str, ...]
    preferences: tuple[Mapping[str, Any], ...]
    asks: tuple[Mapping[str, Any], ...]
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


def field(
    key: str, kind: str, english: str, arabic: str, **choices: tuple[str, str]
) -> Mapping[str, Any]:
    """A preference that a shop asks for, as the settings take it."""
    words = {
        name: {"key": name, "label": {"en": one, "ar": other}}
        for name, (one, other) in choices.items()
    }
    label = {"en": english, "ar": arabic}
    return {"key": key, "kind": kind, "label": label, "choices": list(words.values())}


LAUNDRY = Shop(
    slug="muscat-laundry",
    name="Muscat Laundry",
    locale="en",
    branches=(
        ("Qurum", "القرم", 23.6143, 58.4774),
        ("Seeb", "السيب", 23.6703, 58.1891),
        ("Al Khuwair", "الخوير", 23.5933, 58.4266),
    ),
    areas=(
        Area("Muscat", ("Qurum", "القرم"), 23.605, 58.475),
        Area("Muscat", ("Al Khuwair", "الخوير"), 23.590, 58.425),
        Area("Muscat", ("Ruwi", "روي"), 23.595, 58.545),
        Area("Bawshar", ("Al Ghubra", "الغبرة"), 23.590, 58.390),
        Area("Bawshar", ("Al Azaiba", "العذيبة"), 23.590, 58.350),
        Area("Seeb", ("Al Mawaleh", "الموالح"), 23.600, 58.246),
        Area("Seeb", ("Al Hail", "الحيل"), 23.630, 58.240),
    ),
    staff=("Muna", "Tariq", "Asma"),
    by_phone=(("Nasser", "+96892220101"), ("Bilal", "+96892220102")),
    customers_count=5_000,
    stages=(14, 61, 25),
    tags=("vip", "express", "monthly bill", "delivery", "no starch", "uniforms"),
    preferences=(
        {"folding": "hung", "fragrance": "none", "eco": True},
        {"folding": "folded", "fragrance": "oud"},
        {"folding": "folded", "fragrance": "jasmine", "eco": False},
        {"folding": "boxed", "starch": "light"},
    ),
    asks=(
        field(
            "folding",
            "choice",
            "Folding",
            "الطي",
            hung=("Hung", "معلّق"),
            folded=("Folded", "مطوي"),
            boxed=("Boxed", "في علبة"),
        ),
        field(
            "fragrance",
            "choice",
            "Fragrance",
            "العطر",
            none=("None", "بدون"),
            oud=("Oud", "عود"),
            jasmine=("Jasmine", "ياسمين"),
        ),
        field("eco", "yes_no", "Eco wash", "غسيل صديق للبيئة"),
        field(
            "starch",
            "choice",
            "Starch",
            "النشا",
            none=("None", "بدون"),
            light=("Light", "خفيف"),
            heavy=("Heavy", "ثقيل"),
        ),
        field("hangers", "number", "Hangers to bring back", "علّاقات يعيدها"),
    ),
    block_reasons=("Three orders were not collected", "Did not pay for two orders"),
    seed=11,
)
FLORIST = Shop(
    slug="dar-al-ward",
    name="دار الورد",
    locale="ar",
    branches=(("نزوى", "Nizwa", 22.9333, 57.5333), ("صحار", "Sohar", 24.3474, 56.7094)),
    areas=(
        Area("نزوى", ("Firq", "فرق"), 22.890, 57.530),
        Area("نزوى", ("Tanuf", "تنوف"), 23.050, 57.470),
        Area("نزوى", ("Al Ain", "العين"), 22.935, 57.535),
        Area("صحار", ("Al Hambar", "الهمبار"), 24.340, 56.700),
        Area("صحار", ("Falaj Al Qabail", "فلج القبائل"), 24.410, 56.640),
    ),
    staff=("منى", "طارق", "أسماء"),
    by_phone=(("ناصر", "+96892220201"), ("بلال", "+96892220202")),
    customers_count=800,
    stages=(30, 50, 20),
    tags=("مميز", "أعراس", "توصيل", "شركات", "اشتراك أسبوعي"),
    preferences=(
        {"colour": "white", "card": True},
        {"colour": "red", "wrapping": "paper"},
        {"wrapping": "basket", "card": False},
    ),
    asks=(
        field(
            "colour",
            "choice",
            "Colour",
            "اللون",
            white=("White", "أبيض"),
            red=("Red", "أحمر"),
            pink=("Pink", "وردي"),
        ),
        field(
            "wrapping",
            "choice",
            "Wrapping",
            "التغليف",
            paper=("Paper", "ورق"),
            basket=("Basket", "سلة"),
        ),
        field("card", "yes_no", "Card with the flowers", "بطاقة مع الزهور"),
    ),
    block_reasons=("لم يستلم ثلاثة طلبات", "لم يدفع ثمن طلبين"),
    seed=23,
)
SHOPS = (LAUNDRY, FLORIST)
