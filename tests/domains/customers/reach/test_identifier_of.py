"""Two hundred writings of one number and one address lead to one identity; others are refused."""

import itertools

import pytest

from regulars.domains import customers
from regulars.domains.customers.reach.identifier_of import read_identifier
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx
from tests.domains.customers.coming_in import come_in, let_in

PHONE, EMAIL = "+96892345678", "user@xn--4ca.example"
ARABIC, PERSIAN, WIDE = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"
PREFIXES = (
    "+968",
    "00968",
    "+968 ",
    "00968 ",
    "968",
    "",
    "+968-",
    "(+968) ",
    "\u200e+968",
    "00 968 ",
)
BODIES = ("92345678", "9234 5678", "9234-5678", "92 34 56 78", "\u202a92345678\u202c")


def in_digits(text: str, digits: str) -> str:
    return text.translate(str.maketrans("0123456789", digits))


WRITINGS = [
    in_digits(prefix + body, digits)
    for prefix, body in itertools.product(PREFIXES, BODIES)
    for digits in ("0123456789", ARABIC, PERSIAN, WIDE)
]
ADDRESSES = [
    *(f"{local}@{domain}" for local, domain in itertools.product(
        ("user", "User", "USER", "uSer"),
        ("ä.example", "Ä.example", "xn--4ca.example", "XN--4CA.EXAMPLE"))),
    " user@ä.example ", "\u200euser@ä.example\u200f", "user@a\u0308.example", "ｕｓｅｒ@ä.example",
]  # fmt: skip


def test_there_are_two_hundred_of_them() -> None:
    assert len(set(WRITINGS)) >= 200


@pytest.mark.parametrize("typed", WRITINGS)
def test_a_number_is_itself_in_any_writing(typed: str) -> None:
    assert read_identifier(typed, None, country="OM").value == PHONE


@pytest.mark.parametrize("typed", ADDRESSES)
def test_an_address_is_itself_in_any_writing(typed: str) -> None:
    assert read_identifier(None, typed, country="OM").value == EMAIL


@pytest.mark.parametrize(
    "typed", ["us\u0435r@example.com", "user@ex\u0430mple.com", "user@straße.example"]
)
def test_what_only_looks_like_an_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        read_identifier(None, typed, country="OM")


@pytest.mark.parametrize("typed", ["user+shop@ä.example", "u.ser@ä.example"])
def test_what_may_be_another_mailbox_is_another_one(typed: str) -> None:
    assert read_identifier(None, typed, country="OM").value != EMAIL


async def test_whoever_signs_up_in_many_writings_is_one_customer(tx: Tx) -> None:
    first, _ = await let_in(tx, phone=WRITINGS[0])
    for typed in WRITINGS[1::29]:
        again = await come_in(tx, phone=typed)
        assert again
        assert again.customer_id == first
    second, _ = await let_in(tx, email=ADDRESSES[0])
    for typed in ADDRESSES[1::4]:
        again = await come_in(tx, email=typed)
        assert again
        assert again.customer_id == second
    made = await customers.customer_by_id(tx, first)
    assert made.person.phone == PHONE
