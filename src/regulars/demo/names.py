"""Invented people: Gulf names in two scripts, telephone numbers and e-mails that belong to them."""

import random
from dataclasses import dataclass

GIVEN: tuple[tuple[str, str], ...] = (
    ("Salim", "سالم"), ("Layla", "ليلى"), ("Nasser", "ناصر"), ("Aisha", "عائشة"),
    ("Khalid", "خالد"), ("Maryam", "مريم"), ("Said", "سعيد"), ("Fatma", "فاطمة"),
    ("Hamad", "حمد"), ("Zainab", "زينب"), ("Yousuf", "يوسف"), ("Huda", "هدى"),
    ("Ibrahim", "إبراهيم"), ("Shaikha", "شيخة"), ("Talal", "طلال"), ("Amna", "آمنة"),
    ("Mohammed", "محمد"), ("Noor", "نور"), ("Ahmed", "أحمد"), ("Rahma", "رحمة"),
    ("Sultan", "سلطان"), ("Asma", "أسماء"), ("Faisal", "فيصل"), ("Khadija", "خديجة"),
    ("Badr", "بدر"), ("Salma", "سلمى"), ("Abdullah", "عبد الله"), ("Iman", "إيمان"),
    ("Majid", "ماجد"), ("Rawan", "روان"), ("Tariq", "طارق"), ("Muna", "منى"),
)  # fmt: skip
FAMILY: tuple[tuple[str, str], ...] = (
    ("Al Balushi", "البلوشي"), ("Al Harthy", "الحارثي"), ("Al Lawati", "اللواتي"),
    ("Al Busaidi", "البوسعيدي"), ("Al Hinai", "الهنائي"), ("Al Rawahi", "الرواحي"),
    ("Al Maskari", "المسكري"), ("Al Kindi", "الكندي"), ("Al Zadjali", "الزدجالي"),
    ("Al Habsi", "الحبسي"), ("Al Amri", "العامري"), ("Al Shukaili", "الشكيلي"),
    ("Al Wahaibi", "الوهيبي"), ("Al Farsi", "الفارسي"), ("Al Mahrouqi", "المحروقي"),
    ("Al Ghafri", "الغافري"), ("Al Saadi", "السعدي"), ("Al Siyabi", "السيابي"),
)  # fmt: skip
TAGS = ("vip", "hotel", "express", "allergic to perfume", "monthly bill", "delivery")
PREFERENCES = (
    {"folding": "hanger", "fragrance": "none", "eco": True},
    {"folding": "folded", "fragrance": "oud"},
    {"folding": "folded", "fragrance": "jasmine", "eco": False},
)


@dataclass(frozen=True, slots=True)
class Invented:
    name: str
    name2: str
    phone: str
    email: str


class Inventor:
    """The same seed invents the same people, each with a number nobody else has."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - samples, not secrets
        self._phones: set[str] = set()

    def person(self) -> Invented:
        given, family = self.chance.choice(GIVEN), self.chance.choice(FAMILY)
        phone = self._phone()
        mailbox = f"{given[0]}.{family[0].split()[-1]}{phone[-3:]}".lower()
        return Invented(
            f"{given[0]} {family[0]}",
            f"{given[1]} {family[1]}",
            phone,
            f"{mailbox}@example.com",
        )

    def _phone(self) -> str:
        while True:
            digits = f"9{self.chance.randrange(1, 10)}{self.chance.randrange(10**6):06d}"
            if digits not in self._phones and len(set(digits)) > 2:
                self._phones.add(digits)
                return f"+968{digits}"
