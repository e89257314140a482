"""Names survive being kept, and are found however they were written."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regulars.kernel.errors import BadValue
from regulars.kernel.text import clean_line, fold, fold_words, latin_digits

names = st.text(
    st.sampled_from("abcXYZéÜßøŁıİ'’- ٠٩ۀأإآٱىيئؤةهـَّْ\u200f\u200b中か\u3099हिनĄσΣς")
    | st.characters(),
    max_size=30,
)


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("９１２３", "9123"),
        ("९१२३", "9123"),
        ("طلب ١٢", "طلب 12"),
        ("x²½", "x²½"),
    ],
)
def test_digits_of_every_script_become_latin_and_nothing_else_changes(
    written: str, latin: str
) -> None:
    assert latin_digits(written) == latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إبراهيم", "ابراهيم"),
        ("آمنة", "امنه"),
        ("ٱلرحمن", "الرحمن"),
        ("ليلى", "ليلي"),
        ("هانئ", "هاني"),
        ("فؤاد", "فواد"),
        ("فاطمة", "فاطمه"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("\u200fسالم\u200e", "سالم"),
        ("\u2067سالم\u2069", "سالم"),
        ("کریم", "كريم"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("عبد ﷲ", "عبد الله"),
        ("JOSÉ", "jose"),
        ("José", "Jose\u0301"),
        ("Straße", "STRASSE"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("İpek Işık", "ipek isik"),
        ("Ｓａｌｅｍ", "salem"),
        ("O’Brien", "o'brien"),
        ("غرفة ٧", "غرفه 7"),
        ("Zoë\u200b", "zoe"),
    ],
)
def test_two_writings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("سالم", "سلام"), ("علاء", "علا"), ("हिना", "हना"), ("かき", "がき"), ("Ana", "Anna")],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(names)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(names)
def test_case_and_composition_do_not_matter(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(name)
    assert fold(name.casefold()) == fold(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("O'Brien", ("obrien",)),
        ("D’Souza, Maria", ("dsouza", "maria")),
        ("O´Neil", ("oneil",)),
        ("Al-Busaidi", ("al", "busaidi")),
        ("Al Busaidi", ("al", "busaidi")),
        ("AlBusaidi", ("albusaidi",)),
        ("البوسعيدي", ("البوسعيدي",)),
        ("عبد الله", ("عبد", "الله")),
        ("Madonna", ("madonna",)),
        ("Ana Ana ANA Maria", ("ana", "maria")),
        ("Leila 🌸", ("leila",)),
        ("🌸", ()),
        ("王小明", ("王小明",)),
        ("हिन्दी", ("हिन्दी",)),
        ("  ", ()),
        ("", ()),
        ("unit_4/b", ("unit", "4", "b")),
    ],
)
def test_a_name_is_found_by_these_words(name: str, words: tuple[str, ...]) -> None:
    assert fold_words(name) == words


def test_words_are_bounded_in_number_and_length() -> None:
    assert len(fold_words(" ".join(f"w{n}" for n in range(50)))) == 16
    assert fold_words("a" * 90) == ("a" * 40,)
    assert fold_words("x" * 100_000) == ("x" * 40,)


@given(st.lists(st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=9)))
def test_order_and_case_do_not_change_the_words(parts: list[str]) -> None:
    found = fold_words(" ".join(parts))
    assume(len(found) < 16)
    assert set(fold_words(" ".join(reversed(parts)))) == set(found)
    assert fold_words(" ".join(parts).casefold()) == found
    assert fold_words(" ".join(found)) == found


@given(st.text(max_size=200))
def test_words_are_distinct_bounded_and_never_empty(text: str) -> None:
    words = fold_words(text)
    assert len(set(words)) == len(words) <= 16
    assert all(0 < len(word) <= 40 for word in words)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Leila   Al-Busaidi ", "Leila Al-Busaidi"),
        ("Leila\r\nBcc: x", "Leila Bcc: x"),
        ("one\ttwo\u2028three\u00a0four", "one two three four"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("\u2067ليلى\u2069", "ليلى"),
        ("\ufeffName\u200b", "Name"),
        ("\u200b\u2066\u2069 ", ""),
        ("half \ud83d pair", "half pair"),
        ("Jose\u0301", "José"),
        ("O'Brien 👨‍👩‍👧 王小明", "O'Brien 👨‍👩‍👧 王小明"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Cher", "Cher"),
    ],
)
def test_a_line_is_kept_clean(typed: str, kept: str) -> None:
    assert clean_line(typed, length_max=80) == kept


def test_a_line_too_long_is_refused_and_not_cut() -> None:
    assert clean_line("  " + "x" * 10 + "  ", length_max=10) == "x" * 10
    with pytest.raises(BadValue) as refused:
        clean_line("x" * 11, length_max=10)
    # However little of it would be left: a megabyte of spaces is not read to its end.
    assert clean_line(" " * 490 + "x" * 10, length_max=10) == "x" * 10
    with pytest.raises(BadValue):
        clean_line(" " * 491 + "x" * 10, length_max=10)
    assert (refused.value.code, refused.value.details) == ("text_too_long", {"length_max": 10})


@given(st.text(st.characters() | st.sampled_from("\u202e\u2066 \n\x00e\u0301\ud800"), max_size=50))
def test_a_clean_line_is_clean_and_stays_so(typed: str) -> None:
    line = clean_line(typed, length_max=400)
    assert clean_line(line, length_max=400) == line
    assert line == line.strip()
    assert not any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in line)
    line.encode()
