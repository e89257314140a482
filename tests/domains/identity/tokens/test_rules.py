"""Access tokens as values: made for us, by us, and for ten minutes of the database's clock."""

import ast
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from regulars.domains import identity
from regulars.domains.identity.accounts.sessions import AccountSession
from regulars.domains.identity.tokens.rules import (
    ACCESS_LIFETIME,
    AHEAD_MAX,
    TYP,
    Issuer,
    believed,
    claims_of,
    named_key_of,
    read_claims,
)
from regulars.runtime.vault import jws
from regulars.runtime.vault.jws import TokenRefused

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OURS = Issuer("https://shop.example.com/p/laundry", "w4m7k2p9", "test")
SESSION = AccountSession(UUID(int=1), UUID(int=2), "customer", UUID(int=3), "app", None, NOON, NOON)
GOOD = claims_of(SESSION, OURS)
KEY = jws.signing_key(b"s" * 32)


def test_claims_name_who_by_whom_for_whom_and_how_long() -> None:
    assert {
        "iss": "https://shop.example.com/p/laundry",
        "aud": "regulars:w4m7k2p9",
        "sub": str(UUID(int=2)),
        "sid": str(UUID(int=1)),
        "cid": str(UUID(int=3)),
        "role": "customer",
        "tid": "w4m7k2p9",
        "iat": int(NOON.timestamp()),
        "exp": int(NOON.timestamp()) + 600,
    } == GOOD
    claims = read_claims(GOOD, OURS)
    assert claims.are_of(SESSION)
    assert timedelta(minutes=10) == ACCESS_LIFETIME


BAD: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://shop.example.com/p/bakery"},
    "an issuer with a slash": {"iss": "https://shop.example.com/p/laundry/"},
    "another audience": {"aud": "regulars:00000000"},
    "several audiences": {"aud": ["regulars:w4m7k2p9", "others"]},
    "one audience in a list": {"aud": ["regulars:w4m7k2p9"]},
    "another tenant": {"tid": "00000000"},
    "no account": {"sub": None},
    "an account with other dashes": {"sub": UUID(int=2).hex},
    "an account in braces": {"sub": "{" + str(UUID(int=2)) + "}"},
    "an account that is a number": {"sub": 2},
    "a session that is a path": {"sid": "../../etc/passwd"},
    "staff": {"role": "owner"},
    "a role that is a list": {"role": ["customer"]},
    "a time that is a word": {"exp": "never"},
    "a time that is true": {"exp": True},
    "a time with a fraction": {"exp": GOOD["exp"] + 0.5},
    "a time beyond the calendar": {"exp": 10**18},
    "a time before all": {"iat": -1},
    "a day long": {"exp": GOOD["iat"] + 86_400},
    "a second too long": {"exp": GOOD["iat"] + 601},
    "over before it began": {"exp": GOOD["iat"]},
    "not before a word": {"nbf": "now"},
}


@pytest.mark.parametrize("name", BAD)
def test_what_was_not_made_for_us_is_refused(name: str) -> None:
    with pytest.raises(TokenRefused):
        read_claims({**GOOD, **BAD[name]}, OURS)


@pytest.mark.parametrize("name", GOOD)
def test_every_claim_is_needed(name: str) -> None:
    with pytest.raises(TokenRefused):
        read_claims({key: value for key, value in GOOD.items() if key != name}, OURS)


def test_a_token_holds_from_its_making_to_its_end() -> None:
    claims = read_claims(GOOD, OURS)
    second = timedelta(seconds=1)
    assert claims.is_in_time(NOON)
    assert claims.is_in_time(NOON + ACCESS_LIFETIME - second / 1_000)
    assert not claims.is_in_time(NOON + ACCESS_LIFETIME)
    # Another server of the same database may be a little behind.
    assert claims.is_in_time(NOON - AHEAD_MAX)
    assert not claims.is_in_time(NOON - AHEAD_MAX - second)


def test_not_before_is_kept_where_it_is_said() -> None:
    claims = read_claims({**GOOD, "nbf": GOOD["iat"] + 300}, OURS)
    assert not claims.is_in_time(NOON + timedelta(seconds=200))
    assert claims.is_in_time(NOON + timedelta(seconds=300))


def signed(**more: Any) -> str:
    return jws.signed({**GOOD, **more}, typ=TYP, kid=OURS.key_id("0123456789ab"), key=KEY)


def test_the_name_of_a_key_says_whose_it_is() -> None:
    named = named_key_of(signed())
    assert (named.tenant_ref, named.name) == ("w4m7k2p9", "0123456789ab")
    assert believed(signed(), KEY, OURS).session_id == SESSION.id


@pytest.mark.parametrize(
    "kid",
    [
        "../../../dev/null",
        "w4m7k2p9-../keys/key",
        "w4m7k2p9-0123456789ab\n",
        "w4m7k2p9-0123456789AB",
        "w4m7k2p9-' OR 1=1 --",
        "w4m7k2p9",
        "https://evil.example.com/key",
        "",
    ],
)
def test_a_key_has_a_plain_name_that_leads_nowhere(kid: str) -> None:
    with pytest.raises(TokenRefused):
        named_key_of(jws.signed(GOOD, typ=TYP, kid=kid, key=KEY))


def test_a_claim_that_is_said_twice_is_refused_though_we_signed_it() -> None:
    twice = json.dumps(GOOD)[:-1] + f', "sub": "{UUID(int=9)}"}}'
    with pytest.raises(TokenRefused):
        read_claims(jws.read_once(twice.encode()), OURS)


CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("time", "time")}
ROOM = Path(identity.__file__).parent
DECIDING = [*sorted(ROOM.rglob("*.py")), ROOM.parents[1] / "api" / "access.py"]


def clocks_in(source: str) -> list[str]:
    called = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        ast.unparse(func)
        for func in called
        if isinstance(func, ast.Attribute) and tuple(ast.unparse(func).split(".")[-2:]) in CLOCKS
    ]


def test_no_clock_but_the_databases_is_asked() -> None:
    """Codes, tokens, sign-ins: the process may be minutes early or late, and nobody notices."""
    assert len(DECIDING) > 60
    assert {path.name: clocks_in(path.read_text("utf-8")) for path in DECIDING} == {
        path.name: [] for path in DECIDING
    }
    assert clocks_in("at = datetime.datetime.now(UTC)") == ["datetime.datetime.now"]
