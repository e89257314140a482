"""Invented people: Gulf names in two scripts, telephone numbers and e-mails that belong to them."""

import random
from dataclasses import dataclass
from typing import Literal

Gender = Literal["female", "male"]

MEN: tuple[tuple[str, str], ...] = (
    ("Salim", "سالم"), ("Nasser", "ناصر"), ("Khalid", "خالد"), ("Said", "سعيد"),
    ("Hamad", "حمد"), ("Yousuf", "يوسف"), ("Ibrahim", "إبراهيم"), ("Talal", "طلال"),
    ("Mohammed", "محمد"), ("Ahmed", "أحمد"), ("Sultan", "سلطان"), ("Faisal", "فيصل"),
    ("Badr", "بدر"), ("Abdullah", "عبد الله"), ("Majid", "ماجد"), ("Tariq", "طارق"),
)  # fmt: skip
WOMEN: tuple[tuple[str, str], ...] = (
    ("Layla", "ليلى"), ("Aisha", "عائشة"), ("Maryam", "مريم"), ("Fatma", "فاطمة"),
    ("Zainab", "زينب"), ("Huda", "هدى"), ("Shaikha", "شيخة"), ("Amna", "آمنة"),
    ("Noor", "نور"), ("Rahma", "رحمة"), ("Asma", "أسماء"), ("Khadija", "خديجة"),
    ("Salma", "سلمى"), ("Iman", "إيمان"), ("Rawan", "روان"), ("Muna", "منى"),
)  # fmt: skip
FAMILY: tuple[tuple[str, str], ...] = (
    ("Al Balushi", "البلوشي"), ("Al Harthy", "الحارثي"), ("Al Lawati", "اللواتي"),
    ("Al Busaidi", "البوسعيدي"), ("Al Hinai", "الهنائي"), ("Al Rawahi", "الرواحي"),
    ("Al Maskari", "المسكري"), ("Al Kindi", "الكندي"), ("Al Zadjali", "الزدجالي"),
    ("Al Habsi", "الحبسي"), ("Al Amri", "العامري"), ("Al Shukaili", "الشكيلي"),
    ("Al Wahaibi", "الوهيبي"), ("Al Farsi", "الفارسي"), ("Al Mahrouqi", "المحروقي"),
    ("Al Ghafri", "الغافري"), ("Al Saadi", "السعدي"), ("Al Siyabi", "السيابي"),
)  # fmt: skip
HOUSES: tuple[tuple[str, str], ...] = (
    ("Sunrise Hotel", "فندق الشروق"), ("Palm Café", "مقهى النخلة"),
    ("Blue Gate", "البوابة الزرقاء"), ("Seaside Clinic", "عيادة الساحل"),
    ("Frankincense House", "بيت اللبان"), ("White Dune", "الكثيب الأبيض"),
    ("Old Harbour Grill", "مشويات الميناء"), ("Lantern Hall", "قاعة الفانوس"),
    ("Green Wadi", "الوادي الأخضر"), ("Pearl Studio", "استوديو اللؤلؤة"),
)  # fmt: skip
PLACES: tuple[tuple[str, str], ...] = (
    ("Ruwi", "روي"), ("Muttrah", "مطرح"), ("Bawshar", "بوشر"), ("Barka", "بركاء"),
    ("Sur", "صور"), ("Rustaq", "الرستاق"), ("Ibri", "عبري"), ("Bahla", "بهلاء"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invented:
    """`gender` is None for a company."""

    latin: str
    arabic: str
    phone: str
    email: str
    gender: Gender | None


class Inventor:
    """The same seed invents the same people, each with a number nobody else has."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - samples, not secrets
        self._phones: set[str] = set()

    def person(self) -> Invented:
        chance = self.chance
        gender: Gender = chance.choice(("female", "male"))
        given = chance.choice(WOMEN if gender == "female" else MEN)
        family, phone = chance.choice(FAMILY), self.phone()
        latin, arabic = [given[0], family[0]], [given[1], family[1]]
        if chance.random() < 0.45:
            father = chance.choice(MEN)
            words = ("bint", "بنت") if gender == "female" else ("bin", "بن")
            latin[1:1], arabic[1:1] = [words[0], father[0]], [words[1], father[1]]
        mailbox = f"{given[0]}.{family[0].split()[-1]}{phone[-3:]}".lower()
        email = f"{mailbox}@example.com"
        return Invented(" ".join(latin), " ".join(arabic), phone, email, gender)

    def company(self) -> Invented:
        house, place = self.chance.choice(HOUSES), self.chance.choice(PLACES)
        phone = self.phone()
        return Invented(
            f"{house[0]} {place[0]}",
            f"{house[1]} {place[1]}",
            phone,
            f"office{phone[-4:]}@example.com",
            None,
        )

    def phone(self) -> str:
        while True:
            digits = f"9{self.chance.randrange(1, 10)}{self.chance.randrange(10**6):06d}"
            if digits not in self._phones and len(set(digits)) > 2:
                self._phones.add(digits)
                return f"+968{digits}"
