"""However a number is written, it is one number."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.phone import (
    BadPhone,
    Phone,
    looks_like_phone,
    mask_phone,
    parse_phone,
    spaced_phone,
)

SAMPLE = "+96891123456"


@pytest.mark.parametrize(
    "typed",
    [
        "91123456",
        "9112 3456",
        "911 23 456",
        "9112-3456",
        "9112.3456",
        "(9112) 3456",
        "[9112]3456",
        "9112–3456",
        "9112—3456",
        "9112‑3456",
        "9112−3456",
        "9112·3456",
        "  91123456\n",
        "9112\u00a03456",
        "9112\u202f3456",
        "9112\t3456",
        "+96891123456",
        "+968 9112 3456",
        "+968-9112-3456",
        "+968.9112.3456",
        "(+968) 91123456",
        "+(968) 91123456",
        "+ 968 91123456",
        "00968 91123456",
        "0096891123456",
        "00 968 9112 3456",
        "(00968) 9112-3456",
        "96891123456",
        "968 9112 3456",
        "968-91123456",
        "96891123456+",
        "91123456 968+",
        "٩١١٢٣٤٥٦",
        "٩١١٢ ٣٤٥٦",
        "+٩٦٨٩١١٢٣٤٥٦",
        "٠٠٩٦٨٩١١٢٣٤٥٦",
        "٩٦٨٩١١٢٣٤٥٦",
        "٩٦٨٩١١٢٣٤٥٦+",
        "۹۱۱۲۳۴۵۶",
        "+۹۶۸ ۹۱۱۲ ۳۴۵۶",
        "۰۰۹۶۸۹۱۱۲۳۴۵۶",
        "９１１２３４５６",
        "＋９６８　９１１２－３４５６",
        "（９６８）９１１２３４５６",
        "९११२३४५६",
        "9112٣٤٥٦",
        "\u200e+968 9112 3456\u200e",
        "\u200f٩١١٢٣٤٥٦\u200f",
        "\u202a+96891123456\u202c",
        "\u202d91123456\u202c",
        "\u2066+968 9112 3456\u2069",
        "\u20679112\u20693456",
        "\u061c91123456",
        "9112\u200b3456",
        "\ufeff91123456",
        "9112\u00ad3456",
        "91123456.0",
        "96891123456.0",
        "+96891123456.0",
        "'91123456",
        "'+96891123456",
    ],
)
def test_sixty_writings_of_one_number_are_one_number(typed: str) -> None:
    assert parse_phone(typed, country="OM") == Phone(SAMPLE, "OM")


@pytest.mark.parametrize(
    ("typed", "country", "e164", "found"),
    [
        ("71123456", "OM", "+96871123456", "OM"),
        ("24123456", "OM", "+96824123456", "OM"),
        ("96824123", "OM", "+96896824123", "OM"),
        ("0501123456", "AE", "+971501123456", "AE"),
        ("+971 (0)50 112 3456", "OM", "+971501123456", "AE"),
        ("971501123456", "OM", "+971501123456", "AE"),
        ("966501123456", "OM", "+966501123456", "SA"),
        ("96891123456", "AE", SAMPLE, "OM"),
        ("96891123456", "SA", SAMPLE, "OM"),
        ("0096891123456", "US", SAMPLE, "OM"),
        ("+0096891123456", "US", SAMPLE, "OM"),
        ("01196891123456", "US", SAMPLE, "OM"),
        ("+96891123456", "nowhere", SAMPLE, "OM"),
        ("447400123456", "OM", "+447400123456", "GB"),
        ("+39 06 1234 5678", "OM", "+390612345678", "IT"),
        ("+800 1234 5679", "OM", "+80012345679", "001"),
    ],
)
def test_a_number_is_read_as_its_country_writes_it(
    typed: str, country: str, e164: str, found: str
) -> None:
    assert parse_phone(typed, country=country) == Phone(e164, found)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "phone_missing"),
        (" \u200f\u00a0", "phone_missing"),
        ("'", "phone_missing"),
        ("none", "phone_not_a_number"),
        ("-", "phone_not_a_number"),
        ("+", "phone_not_a_number"),
        ("++96891123456", "phone_not_a_number"),
        ("+968+91123456", "phone_not_a_number"),
        ("+96891123456+", "phone_not_a_number"),
        ("9112 3456 968+", "phone_not_a_number"),
        ("1-800-FLOWERS", "phone_not_a_number"),
        ("91123456 ext 5", "phone_not_a_number"),
        ("91123456x5", "phone_not_a_number"),
        ("91123456;ext=5", "phone_not_a_number"),
        ("91123456#5", "phone_not_a_number"),
        ("91123456,,5", "phone_not_a_number"),
        ("91123456/91123457", "phone_not_a_number"),
        ("tel:+96891123456", "phone_not_a_number"),
        ("leila@example.com", "phone_not_a_number"),
        ("ooo968 91123456", "phone_not_a_number"),
        ("٩١١٢٣٤٥٦ تحويلة", "phone_not_a_number"),
        ("9\x00112345", "phone_not_a_number"),
        ("9½123456", "phone_not_a_number"),
        ("\ud800", "phone_not_a_number"),
        ("1", "phone_too_short"),
        ("9112345", "phone_too_short"),
        ("+9689112345", "phone_too_short"),
        ("9689112345", "phone_too_short"),
        ("009689112345", "phone_too_short"),
        ("911234567", "phone_too_long"),
        ("+968911234567", "phone_too_long"),
        ("968911234567", "phone_too_long"),
        ("9" * 12 + "1" * 12, "phone_too_long"),
        ("9" * 41, "phone_too_long"),
        ("a" * 1_000_000, "phone_too_long"),
        ("+999 91123456", "phone_unknown_country"),
        ("+00000000", "phone_placeholder"),
        ("+96811234567", "phone_not_valid"),
        ("68224567", "phone_not_valid"),
        ("31123456", "phone_not_valid"),
        ("00000000", "phone_placeholder"),
        ("0000 000", "phone_placeholder"),
        ("٠٠٠٠٠٠٠٠", "phone_placeholder"),
        ("99999999", "phone_placeholder"),
        ("11111111", "phone_placeholder"),
        ("12345678", "phone_placeholder"),
        ("0123456789", "phone_placeholder"),
        ("+968 0000 0000", "phone_placeholder"),
        ("96800000000", "phone_placeholder"),
        ("0096899999999", "phone_placeholder"),
        ("9.68991E+10", "phone_damaged_by_spreadsheet"),
        ("9,68991E+10", "phone_damaged_by_spreadsheet"),
        ("9.68e10", "phone_damaged_by_spreadsheet"),
        ("9E+10", "phone_damaged_by_spreadsheet"),
        ("٩.٦٨E+١٠", "phone_damaged_by_spreadsheet"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(typed: str, code: str) -> None:
    with pytest.raises(BadPhone) as refused:
        parse_phone(typed, country="OM")
    assert refused.value.code == code
    assert str(refused.value) == code


def test_a_number_without_a_country_needs_a_country_we_know() -> None:
    with pytest.raises(BadPhone) as refused:
        parse_phone("91123456", country="XX")
    assert refused.value.code == "phone_unknown_country"


CALLING_CODES = {"OM": "968", "AE": "971", "SA": "966"}
DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"]


@st.composite
def gulf_numbers(draw: st.DrawFn) -> tuple[str, str]:
    country, pattern = draw(
        st.sampled_from([("OM", r"\A9[1-8][0-9]{6}\Z"), ("AE", r"\A5[0568][0-9]{7}\Z")])
        | st.just(("SA", r"\A5[0345][0-9]{7}\Z"))
    )
    national = draw(st.from_regex(pattern).filter(lambda number: len(set(number)) > 1))
    return country, national


@st.composite
def writings(draw: st.DrawFn) -> tuple[str, str, str]:
    """A country, a number of it in E.164, and one of the ways somebody may write it."""
    country, national = draw(gulf_numbers())
    code = CALLING_CODES[country]
    home = "" if country == "OM" else "0"
    prefix = draw(st.sampled_from(["", home, code, "+" + code, "00" + code]))
    digits = dict(zip("0123456789", draw(st.sampled_from(DIGITS)), strict=True))
    between = st.sampled_from(["", "", "", " ", "-", ".", "\u00a0", "\u200e", "\u2069", "–", ") "])
    # The last two stay together: ".0" at the end is a spreadsheet's, not a person's.
    written = "".join(digits.get(sign, sign) + draw(between) for sign in prefix + national[:-2])
    written += "".join(digits[sign] for sign in national[-2:])
    around = draw(st.sampled_from(["", " ", "\u200f", "\u2066", "\t"]))
    return country, f"+{code}{national}", (around + written + around)


@given(writings())
def test_any_writing_of_a_gulf_number_is_that_number(writing: tuple[str, str, str]) -> None:
    country, e164, typed = writing
    if len(typed.strip()) <= 40:
        assert parse_phone(typed, country=country) == Phone(e164, country)


@given(gulf_numbers())
def test_an_identity_reads_as_itself_from_everywhere(number: tuple[str, str]) -> None:
    e164 = f"+{CALLING_CODES[number[0]]}{number[1]}"
    for country in (*CALLING_CODES, "US", "DE", "IN"):
        assert parse_phone(e164, country=country).e164 == e164
        assert parse_phone("00" + e164[1:], country=country).e164 == e164


phone_like = st.text("0123456789٠٩۹９+-()./ eExX#,;'\u200f\u2066", max_size=45)


@given(
    st.text() | phone_like, st.sampled_from(["OM", "AE", "US", "DE", "IT", "AR", "BR", "XX", ""])
)
def test_any_text_is_a_number_or_a_bad_one(typed: str, country: str) -> None:
    try:
        phone = parse_phone(typed, country=country)
    except BadPhone:
        return
    assert parse_phone(phone.e164, country=country) == phone


@pytest.mark.parametrize(
    ("e164", "masked"),
    [
        ("+96891123456", "+968••••3456"),
        ("+971501123456", "+971••••3456"),
        ("+12125550123", "+1••••0123"),
        ("+6834002", "+683••••02"),
        ("+390669821234", "+39••••1234"),
        ("", "••••"),
        ("nonsense", "••••"),
    ],
)
def test_a_listed_number_shows_its_country_and_last_four(e164: str, masked: str) -> None:
    assert mask_phone(e164) == masked


def test_a_number_of_any_country_is_masked_behind_its_code() -> None:
    for region in phonenumbers.SUPPORTED_REGIONS:
        number = phonenumbers.example_number(region)
        assert number is not None
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        national = phonenumbers.national_significant_number(number)
        shown = national[-4:] if len(national) > 6 else national[-2:]
        assert mask_phone(e164) == f"+{number.country_code}••••{shown}"


@pytest.mark.parametrize(
    ("text", "is_phone"),
    [
        ("91123", True),
        ("+968 9112 3456", True),
        ("٩١١٢٣", True),
        ("\u200f(9112) 3456", True),
        ("9112", False),
        ("leila", False),
        ("C-001234", False),
        ("91123x", False),
        ("ليلى ٩١١٢٣", False),
        ("", False),
    ],
)
def test_a_search_for_digits_looks_like_a_number(text: str, is_phone: bool) -> None:
    assert looks_like_phone(text) is is_phone


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("+96891123456", "+968 9112 3456"),
        ("+971501234567", "+971 50 123 4567"),
        ("9112 3456", "9112 3456"),
        ("+999123", "+999123"),
        ("noor@example.com", "noor@example.com"),
        ("", ""),
    ],
)
def test_a_number_is_grouped_as_its_country_reads_it(kept: str, read: str) -> None:
    assert spaced_phone(kept) == read


def test_what_is_grouped_for_reading_is_the_same_number_when_it_is_typed() -> None:
    for region in phonenumbers.SUPPORTED_REGIONS:
        number = phonenumbers.example_number(region)
        assert number is not None
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        read = phonenumbers.parse(spaced_phone(e164))
        assert phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) == e164
