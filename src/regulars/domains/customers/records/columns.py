"""The columns of a list of customers, by whatever name a spreadsheet gives them."""

from regulars.kernel.text import fold_words

# What may stand in a header for each column; folded, so case, accents and dashes do not matter.
HEADINGS: dict[str, tuple[str, ...]] = {
    "type": ("type", "stage", "customer type", "المرحلة", "نوع العميل"),
    "kind": ("kind", "person or company", "الصفة", "فرد أو شركة"),
    "name": (
        "name", "full name", "customer", "customer name", "client", "client name",
        "الاسم", "اسم العميل", "الاسم الكامل",
    ),
    "name2": (
        "name2", "name 2", "second name", "other name", "arabic name", "name in arabic",
        "english name", "name in english", "الاسم الثاني", "الاسم بالعربية", "الاسم بالإنجليزية",
        "الاسم بالحروف الأخرى",
    ),
    "phone": (
        "phone", "phone number", "phone no", "mobile", "mobile number", "mobile no", "mobile phone",
        "tel", "telephone", "telephone number", "cell", "cell phone", "gsm", "whatsapp",
        "الهاتف", "رقم الهاتف", "هاتف", "الجوال", "رقم الجوال", "جوال", "الموبايل", "رقم الموبايل",
        "رقم النقال", "النقال",
    ),
    "email": (
        "email", "e mail", "mail", "email address", "e mail address",
        "البريد", "البريد الإلكتروني", "بريد إلكتروني", "الإيميل", "ايميل",
    ),
    "birth_date": (
        "birth date", "date of birth", "birthday", "birthdate", "dob",
        "تاريخ الميلاد", "الميلاد",
    ),
    "gender": ("gender", "sex", "الجنس"),
    "language": ("language", "lang", "اللغة"),
    "tags": ("tags", "tag", "labels", "الوسوم", "وسوم"),
    "branch": ("branch", "branch id", "branch name", "store", "shop", "الفرع", "فرع"),
    "preferences": ("preferences", "preference", "likes", "التفضيلات", "تفضيلات"),
    "city": ("city", "town", "wilayat", "المدينة", "مدينة", "الولاية"),
    "country": ("country", "country code", "الدولة", "البلد"),
    "area": ("area", "district", "neighbourhood", "neighborhood", "المنطقة", "الحي"),
    "street": ("street", "street name", "way", "road", "address", "الشارع", "شارع", "العنوان"),
    "building": ("building", "building no", "house", "villa", "المبنى", "البناية", "رقم المبنى"),
    "floor": ("floor", "الطابق", "الدور"),
    "apartment": ("apartment", "flat", "unit", "apartment no", "flat no", "الشقة", "رقم الشقة"),
    "label": ("label", "address label", "address name", "اسم العنوان"),
    "latitude": ("latitude", "lat", "خط العرض"),
    "longitude": ("longitude", "lng", "lon", "long", "خط الطول"),
    "notes": (
        "notes", "address notes", "delivery notes", "directions", "landmark",
        "ملاحظات العنوان", "ملاحظات التوصيل", "ملاحظات",
    ),
}  # fmt: skip
# Of the address that comes along.
ADDRESS_COLUMNS = (
    "city", "country", "area", "street", "building", "floor", "apartment", "label", "latitude",
    "longitude", "notes",
)  # fmt: skip
COLUMNS = tuple(HEADINGS)


def _folded(heading: str) -> str:
    # An underscore is a mark to programs and a space to people.
    return " ".join(fold_words(heading.replace("_", " ")))


_MEANT = {_folded(heading): column for column, all_ in HEADINGS.items() for heading in all_}


def column_of(heading: str) -> str | None:
    """The column that a heading stands for, or None: E-Mail, "Phone number", رقم الجوال."""
    return _MEANT.get(_folded(heading))
