"""Cities that the house knows by name: kept in clear, since they tell nobody who lives there."""

from functools import cache

from regulars.kernel.text import fold_words

# By country: each city as answers write it, and in Arabic.
CITIES: dict[str, tuple[tuple[str, str], ...]] = {
    "OM": (
        ("Muscat", "مسقط"), ("Seeb", "السيب"), ("Bawshar", "بوشر"), ("Muttrah", "مطرح"),
        ("Al Amerat", "العامرات"), ("Quriyat", "قريات"), ("Salalah", "صلالة"), ("Sohar", "صحار"),
        ("Nizwa", "نزوى"), ("Sur", "صور"), ("Ibri", "عبري"), ("Rustaq", "الرستاق"),
        ("Barka", "بركاء"), ("Bahla", "بهلاء"), ("Ibra", "إبراء"), ("Khasab", "خصب"),
        ("Al Buraimi", "البريمي"), ("Duqm", "الدقم"), ("Haima", "هيماء"), ("Saham", "صحم"),
        ("Al Khaburah", "الخابورة"), ("Al Musannah", "المصنعة"), ("Shinas", "شناص"),
        ("Adam", "أدم"), ("Samail", "سمائل"), ("Sinaw", "سناو"), ("Bidiyah", "بدية"),
        ("Izki", "إزكي"), ("Suwaiq", "السويق"), ("Mirbat", "مرباط"), ("Liwa", "لوى"),
    ),
    "AE": (
        ("Dubai", "دبي"), ("Abu Dhabi", "أبوظبي"), ("Sharjah", "الشارقة"), ("Ajman", "عجمان"),
        ("Al Ain", "العين"), ("Ras Al Khaimah", "رأس الخيمة"), ("Fujairah", "الفجيرة"),
        ("Umm Al Quwain", "أم القيوين"), ("Khor Fakkan", "خورفكان"),
    ),
    "SA": (
        ("Riyadh", "الرياض"), ("Jeddah", "جدة"), ("Makkah", "مكة المكرمة"),
        ("Madinah", "المدينة المنورة"), ("Dammam", "الدمام"), ("Khobar", "الخبر"),
        ("Dhahran", "الظهران"), ("Taif", "الطائف"), ("Tabuk", "تبوك"), ("Buraidah", "بريدة"),
        ("Abha", "أبها"), ("Khamis Mushait", "خميس مشيط"), ("Hail", "حائل"), ("Najran", "نجران"),
        ("Jizan", "جازان"), ("Jubail", "الجبيل"), ("Yanbu", "ينبع"), ("Al Ahsa", "الأحساء"),
    ),
    "QA": (
        ("Doha", "الدوحة"), ("Al Rayyan", "الريان"), ("Al Wakrah", "الوكرة"),
        ("Al Khor", "الخور"), ("Lusail", "لوسيل"), ("Umm Salal", "أم صلال"),
    ),
    "BH": (
        ("Manama", "المنامة"), ("Muharraq", "المحرق"), ("Riffa", "الرفاع"), ("Sitra", "سترة"),
        ("Hamad Town", "مدينة حمد"), ("Isa Town", "مدينة عيسى"), ("Aali", "عالي"),
    ),
    "KW": (
        ("Kuwait City", "مدينة الكويت"), ("Hawalli", "حولي"), ("Salmiya", "السالمية"),
        ("Farwaniya", "الفروانية"), ("Ahmadi", "الأحمدي"), ("Jahra", "الجهراء"),
        ("Fahaheel", "الفحيحيل"), ("Mangaf", "المنقف"),
    ),
}  # fmt: skip
# How the Arabic article is spelt before letters that take it over.
ARTICLES = frozenset({"al", "as", "ar", "ad", "an", "at", "az", "ash"})


def listed_city(text: str, country: str) -> str | None:
    """The city's name in the list, for any writing of it; None for one that is not there."""
    return _known(country).get(_plain(text))


def city_name(city: str, country: str, language: str) -> str:
    """As a reader of the language writes it; one that is not in the list as it was typed."""
    if language == "ar":
        return dict(CITIES.get(country, ())).get(city, city)
    return city


@cache
def _known(country: str) -> dict[tuple[str, ...], str]:
    return {_plain(written): names[0] for names in CITIES.get(country, ()) for written in names}


def _plain(text: str) -> tuple[str, ...]:
    words = [word.removeprefix("ال") or word for word in fold_words(text)]
    return tuple(word for word in words if word not in ARTICLES) or tuple(words)
