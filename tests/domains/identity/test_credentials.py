"""Credentials: read back as minted, anything else refused without asking the database."""

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.domains.identity import Credential, mint_credential, read_credential

REF = "w4m7k2p9"
MINTED = mint_credential("rk", "live", REF)


@given(
    st.sampled_from(["rk", "rs"]),
    st.sampled_from(["live", "demo", "test"]),
    st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=8, max_size=8),
)
def test_a_credential_is_read_back_and_names_its_tenant(kind: Any, env: str, ref: str) -> None:
    minted = mint_credential(kind, env, ref)
    assert read_credential(minted.secret, kind=kind, environment=env) == minted
    assert minted.tenant_ref == ref


@given(
    st.integers(0, len(MINTED.secret) - 1), st.sampled_from(string.ascii_letters + string.digits)
)
def test_a_credential_with_one_letter_mistyped_is_refused(place: int, letter: str) -> None:
    typed = MINTED.secret[:place] + letter + MINTED.secret[place + 1 :]
    read = read_credential(typed, kind="rk", environment="live")
    assert read == (MINTED if typed == MINTED.secret else None)


@given(st.text(st.characters(codec=None), max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert read_credential(text, kind="rk", environment="live") is None


@pytest.mark.parametrize(("kind", "environment"), [("rs", "live"), ("rk", "test"), ("rk", "demo")])
def test_a_credential_of_another_kind_or_environment_is_refused(
    kind: Any, environment: str
) -> None:
    assert read_credential(MINTED.secret, kind=kind, environment=environment) is None


@pytest.mark.parametrize("around", ["{} ", " {}", "{}\n", "{}{}"])
def test_a_credential_with_anything_around_it_is_refused(around: str) -> None:
    text = around.format(MINTED.secret, MINTED.secret)
    assert read_credential(text, kind="rk", environment="live") is None


def test_a_credential_shows_a_hint_and_never_its_secret() -> None:
    assert MINTED.secret[-10:] not in repr(MINTED)
    assert MINTED.hint == f"rk_live_…{MINTED.secret[-4:]}"
    assert Credential("rk", "live", REF, "other").hashed != MINTED.hashed
