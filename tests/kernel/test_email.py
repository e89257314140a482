"""One mailbox, one identity; shown as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.email import BadEmail, Email, mask_email, parse_email


@pytest.mark.parametrize(
    ("typed", "shown", "folded"),
    [
        ("leila@example.com", "leila@example.com", "leila@example.com"),
        (" Leila@Example.COM\n", "Leila@Example.COM", "leila@example.com"),
        ("l.e.i.l.a+shop@example.com", "l.e.i.l.a+shop@example.com", "l.e.i.l.a+shop@example.com"),
        ("User@Ä.example", "User@Ä.example", "user@xn--4ca.example"),
        ("User@a\u0308.example", "User@ä.example", "user@xn--4ca.example"),
        ("user@XN--4CA.example", "user@XN--4CA.example", "user@xn--4ca.example"),
        ("ليلى@مثال.example", "ليلى@مثال.example", "ليلى@xn--mgbh0fb.example"),
        ("\u200eleila@example.com\u200f", "leila@example.com", "leila@example.com"),
        ("\u2066leila@example.com\u2069", "leila@example.com", "leila@example.com"),
        ("lei\u200bla@example.com\ufeff", "leila@example.com", "leila@example.com"),
        ("ｌｅｉｌａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "leila@example.com", "leila@example.com"),
        ("иван@example.com", "иван@example.com", "иван@example.com"),
        ("o'brien_9!x@sub.example.co.om", "o'brien_9!x@sub.example.co.om", None),
    ],
)
def test_an_address_is_shown_as_typed_and_compared_without_case(
    typed: str, shown: str, folded: str | None
) -> None:
    assert parse_email(typed) == Email(shown, folded or shown)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "email_missing"),
        (" \u200f ", "email_missing"),
        ("leila", "email_not_valid"),
        ("@example.com", "email_not_valid"),
        ("leila@", "email_not_valid"),
        ("leila@localhost", "email_not_valid"),
        ("leila@example.com.", "email_not_valid"),
        ("leila@.example.com", "email_not_valid"),
        ("leila@exa_mple.com", "email_not_valid"),
        ("leila@-example.com", "email_not_valid"),
        ("leila@127.0.0.1", "email_not_valid"),
        ("leila@[127.0.0.1]", "email_not_valid"),
        ("lei la@example.com", "email_not_valid"),
        (".leila@example.com", "email_not_valid"),
        ("leila.@example.com", "email_not_valid"),
        ("lei..la@example.com", "email_not_valid"),
        ("le@ila@example.com", "email_not_valid"),
        ('"lei la"@example.com', "email_not_valid"),
        ("Leila <leila@example.com>", "email_not_valid"),
        ("mailto:leila@example.com", "email_not_valid"),
        ("leila@example.com,other@example.com", "email_not_valid"),
        ("leila@example.com;other@example.com", "email_not_valid"),
        ("leila@example.com\nBcc: other@example.com", "email_not_valid"),
        ("leila\r\n@example.com", "email_not_valid"),
        ("leila\x00@example.com", "email_not_valid"),
        ("leila\ud800@example.com", "email_not_valid"),
        ("leila@exam\ud800ple.com", "email_not_valid"),
        ("ﬁona@example.com", "email_not_valid"),
        ("İpek@example.com", "email_not_valid"),
        ("leilа@example.com", "email_mixed_scripts"),
        ("leila@exаmple.com", "email_mixed_scripts"),
        ("leila@straße.example", "email_domain_not_supported"),
        ("leila@ας.example", "email_domain_not_supported"),
        ("leila@a\u200db.example", "email_domain_not_supported"),
        ("l" * 65 + "@example.com", "email_too_long"),
        ("leila@" + "a" * 60 + ("." + "b" * 60) * 4 + ".com", "email_too_long"),
        ("leila@" + "a" * 64 + ".com", "email_not_valid"),
        ("x" * 1_000_000, "email_too_long"),
        ("Test@test.com", "email_placeholder"),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(typed: str, code: str) -> None:
    with pytest.raises(BadEmail) as refused:
        parse_email(typed)
    assert refused.value.code == code
    assert not typed.strip() or typed not in str(refused.value)


locals_ = st.from_regex(r"\A[a-zA-Z0-9+_-]{1,20}(\.[a-zA-Z0-9]{1,10})?\Z")
domains = st.from_regex(r"\A[a-zA-Z0-9]{1,20}\.example\Z").filter(lambda name: "--" not in name)


@given(locals_, domains)
def test_case_and_surrounding_space_never_make_a_second_identity(local: str, domain: str) -> None:
    address = f"{local}@{domain}"
    folded = parse_email(address).folded
    for writing in (address.upper(), address.lower(), f"\t {address}\u200f ", folded):
        assert parse_email(writing).folded == folded
    assert parse_email(f" {address} ").shown == address


@given(st.text() | st.from_regex(r"[^@]{0,8}@[^@]{0,8}\.[^@]{0,5}"))
def test_any_text_is_an_address_or_a_bad_one_and_what_is_kept_is_safe_in_a_header(
    typed: str,
) -> None:
    try:
        email = parse_email(typed)
    except BadEmail:
        return
    for kept in (email.shown, email.folded):
        assert not set(kept) & set(' \t\r\n,;:<>()[]"\\\x00')
        assert parse_email(kept).folded == email.folded
    assert email.folded.rpartition("@")[2].isascii()


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("leila@example.com", "l•••@example.com"),
        ("l@example.com", "•••@example.com"),
        ("ليلى@مثال.example", "ل•••@مثال.example"),
        ("no address", "•••"),
        ("", "•••"),
    ],
)
def test_a_listed_address_keeps_its_first_letter_and_domain(address: str, masked: str) -> None:
    assert mask_email(address) == masked
