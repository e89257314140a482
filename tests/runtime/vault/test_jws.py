"""Signed tokens: one algorithm, one form, one spelling; published vectors get their verdict."""

import base64
import json
from typing import Any

import pytest
from joserfc import jwk
from joserfc.errors import JoseError

from regulars.runtime.vault import jws
from regulars.runtime.vault.jws import TokenRefused
from tests.runtime.vault.published import Vector, wycheproof, wycheproof_folder

SEED = b"s" * 32
TYP = "at+jwt"
GOOD_HEADER = {"alg": "EdDSA", "kid": "a-key", "typ": TYP}

# Where the vectors call something valid and we do not, on purpose.
STRICTER = {
    346: "the header says another algorithm than the key",
    350: "the header says another algorithm than the key",
    372: "a character that is no base64url",
    373: "a character that is no base64url",
}
# Called invalid, and letter for letter the token of another case that is called valid
# (C2SP/wycheproof, issue 236).
SAME_AS_VALID = {367: 357, 370: 357}
# This name is in no standard; the vectors use it for ES512.
ALGORITHMS = {"ES521": "ES512"}


def encoded(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def token_of(header: bytes | dict[str, Any], payload: bytes = b"{}", seed: bytes = SEED) -> str:
    """Whatever the header says, under a signature that holds."""
    said = header if isinstance(header, bytes) else json.dumps(header).encode()
    body = f"{encoded(said)}.{encoded(payload)}"
    from_library = jws.signing_key(seed).get_op_key("sign")
    return f"{body}.{encoded(from_library.sign(body.encode()))}"  # type: ignore[union-attr]


def opened(token: str, seed: bytes = SEED) -> bytes:
    jws.named_key(token, typ=TYP)
    return jws.proven(token, jws.signing_key(seed))


def test_what_was_signed_is_read_again() -> None:
    key = jws.signing_key(SEED)
    token = jws.signed({"sub": "ana", "n": 1}, typ=TYP, kid="a-key", key=key)
    assert jws.named_key(token, typ=TYP) == "a-key"
    assert jws.read_once(jws.proven(token, key)) == {"sub": "ana", "n": 1}
    assert opened(token_of(GOOD_HEADER)) == b"{}"


def test_others_verify_with_the_public_key_alone() -> None:
    public = jws.public_jwk(SEED, "a-key")
    assert set(public) == {"kty", "crv", "alg", "use", "kid", "x"}
    token = jws.signed({"sub": "ana"}, typ=TYP, kid="a-key", key=jws.signing_key(SEED))
    assert jws.proven(token, jwk.import_key({**public})) == b'{"sub":"ana"}'


def header_with(**more: Any) -> dict[str, Any]:
    return {**GOOD_HEADER, **more}


BAD_HEADERS: dict[str, Any] = {
    "no algorithm": header_with(alg="none"),
    "no algorithm, in capitals": header_with(alg="NONE"),
    "a symmetric one": header_with(alg="HS256"),
    "another one": header_with(alg="RS256"),
    "a younger name": header_with(alg="Ed25519"),
    "an algorithm that is a list": header_with(alg=["EdDSA"]),
    "no kind": {"alg": "EdDSA", "kid": "a-key"},
    "another kind": header_with(typ="JWT"),
    "the kind written otherwise": header_with(typ="AT+JWT"),
    "the whole media type": header_with(typ="application/at+jwt"),
    "no key": {"alg": "EdDSA", "typ": TYP},
    "a key that is a number": header_with(kid=7),
    "a key that is a list": header_with(kid=["a-key"]),
    "a key to fetch": header_with(jku="https://evil.example.com/keys"),
    "a key brought along": header_with(jwk=jws.public_jwk(b"e" * 32, "a-key")),
    "a certificate": header_with(x5c=["MIIB"]),
    "a certificate to fetch": header_with(x5u="https://evil.example.com/cert"),
    "something critical": header_with(crit=["exp"]),
    "nothing critical": header_with(crit=[]),
    "a payload as it is": header_with(b64=False, crit=["b64"]),
    "encrypted besides": header_with(enc="A256GCM"),
    "a content type": header_with(cty="JWT"),
    "compressed": header_with(zip="DEF"),
    "a name twice": b'{"alg":"EdDSA","kid":"a-key","kid":"other","typ":"at+jwt"}',
    "the algorithm twice": b'{"alg":"none","alg":"EdDSA","kid":"a-key","typ":"at+jwt"}',
    "a list": b'["alg"]',
    "a word": b'"EdDSA"',
    "no JSON": b"{",
    "nothing": b"",
    "no number": b'{"alg":"EdDSA","kid":NaN,"typ":"at+jwt"}',
    "very deep": b"[" * 2_000,
    "other letters": json.dumps(GOOD_HEADER).encode("utf-16"),
    "a mark before": b"\xef\xbb\xbf" + json.dumps(GOOD_HEADER).encode(),
    "half a character": b'{"alg":"EdDSA","kid":"\xc3","typ":"at+jwt"}',
}


@pytest.mark.parametrize("name", BAD_HEADERS)
def test_a_header_that_is_not_ours_is_refused_whoever_signed_it(name: str) -> None:
    token = token_of(BAD_HEADERS[name])
    with pytest.raises(TokenRefused):
        jws.named_key(token, typ=TYP)


def spelled_otherwise() -> dict[str, str]:
    good = token_of(GOOD_HEADER, b'{"a":1}')
    head, body, signature = good.split(".")
    last = {"A": "B", "Q": "R", "g": "h", "w": "x"}
    return {
        "padded": f"{head}.{body}=.{signature}",
        "a bit that stands for nothing": f"{head}.{body}.{signature[:-1]}{last[signature[-1]]}",
        "the other alphabet": good.replace("-", "+").replace("_", "/") + "+",
        "a space before": f" {good}",
        "a line after": f"{good}\n",
        "a line within": f"{head}.{body}\n.{signature}",
        "four parts": f"{good}.{signature}",
        "five parts, as if encrypted": f"{good}.{body}.{body}",
        "two parts": f"{head}.{body}",
        "no signature": f"{head}.{body}.",
        "no payload": f"{head}..{signature}",
        "another payload": f"{head}.{encoded(b'{}')}.{signature}",
        "a signature of nothing": f"{head}.{body}.{encoded(bytes(64))}",
        "half a signature": f"{head}.{body}.{signature[:43]}",
        "letters of other scripts": f"{head}.{body}.{signature[:-1]}ش",
        "half a character": f"{head}.{body}.{signature[:-1]}\ud800",
        "as JSON": json.dumps({"payload": body, "protected": head, "signature": signature}),
        "nothing": "",
        "dots": "..",
        "signed, and too long": token_of(GOOD_HEADER, b"x" * 4_000),
        "a megabyte": f"{head}.{'A' * 1_048_576}.{signature}",
        "a letter more than four kilobytes": f"{head}.{'A' * jws.LENGTH_MAX}.{signature}",
    }


@pytest.mark.parametrize("name", spelled_otherwise())
def test_a_token_has_one_spelling_and_one_signature(name: str) -> None:
    with pytest.raises(TokenRefused):
        opened(spelled_otherwise()[name])


def test_a_token_of_another_key_does_not_hold() -> None:
    with pytest.raises(TokenRefused):
        opened(token_of(GOOD_HEADER, seed=b"e" * 32))


@pytest.mark.parametrize(
    "payload", [b"[]", b'"a"', b'{"a":1,"a":2}', b'{"a":{"b":1,"b":1}}', b'{"a":Infinity}', b"\xff"]
)
def test_claims_are_one_object_in_which_nothing_is_said_twice(payload: bytes) -> None:
    with pytest.raises(TokenRefused):
        jws.read_once(payload)


def test_wycheproof_tokens_get_their_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    """By our own reading of the form, with the algorithm of their keys."""
    vectors = wycheproof("JWS")
    if vectors is None:
        with capsys.disabled():
            print(f"\nno vectors in {wycheproof_folder()}: only our own cases ran")
        return
    verdicts = {vector.number: (holds(vector), vector.valid) for vector in vectors}
    wrong = {number for number, (found, wanted) in verdicts.items() if found is not wanted}
    assert wrong == set(STRICTER) | set(SAME_AS_VALID)
    assert not any(verdicts[number][0] for number in STRICTER)
    cases = {vector.number: vector for vector in vectors}
    for number, valid in SAME_AS_VALID.items():
        assert cases[number].case["jws"] == cases[valid].case["jws"]
        assert cases[number].group is cases[valid].group
        assert cases[valid].valid


@pytest.mark.parametrize("file", ["JWS", "JWK"])
def test_no_published_token_is_one_of_ours(file: str) -> None:
    """Whatever its key and verdict: another algorithm, another kind, another key."""
    for vector in wycheproof(file) or []:
        for typ in (TYP, None):
            with pytest.raises(TokenRefused):
                jws.named_key(str(vector.case["jws"]), typ=typ)
        with pytest.raises(TokenRefused):
            jws.proven(str(vector.case["jws"]), jws.signing_key(SEED))


def holds(vector: Vector) -> bool:
    given = vector.group.get("public") or vector.group["private"]
    algorithm = ALGORITHMS.get(given.get("alg", ""), given.get("alg", ""))
    known = {name: value for name, value in given.items() if name != "alg"}
    token = vector.case["jws"]
    try:
        if not isinstance(token, str):
            return False
        jws.named_key(token, typ=None, algorithm=algorithm)
        jws.proven(token, jwk.import_key(known), algorithm=algorithm)
    except (TokenRefused, JoseError):
        return False
    return True
