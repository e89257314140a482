"""Signed tokens: compact JWS of one algorithm and one form, of which the bearer chooses nothing."""

import json
import re
from collections.abc import Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from regulars.runtime.vault.crypto import public_key_of

Key = OKPKey
# RFC 8037. Its younger name, `Ed25519` (RFC 9864), is not yet known to most libraries.
ALGORITHM = "EdDSA"
LENGTH_MAX = 4_096
HEADER = frozenset({"alg", "kid", "typ"})
SEGMENT = re.compile(r"[A-Za-z0-9_-]*")


class TokenRefused(Exception):
    """A token that is not one of ours. Why is never said: that would be an oracle."""


class _Registry(JWSRegistry):
    """The one algorithm that is asked for; the library would warn of its name each time."""

    max_payload_length = LENGTH_MAX

    def get_alg(self, name: str) -> Any:
        if self.allowed is None or name not in self.allowed:
            raise TokenRefused
        return self.algorithms[name]


def signing_key(seed: bytes) -> Key:
    """`seed` is an Ed25519 private key of 32 bytes."""
    return OKPKey.import_key(
        {"kty": "OKP", "crv": "Ed25519", "d": _encoded(seed), "x": _encoded(public_key_of(seed))}
    )


def public_jwk(seed: bytes, kid: str) -> dict[str, str]:
    """What others verify with (RFC 7517): no private part."""
    x = _encoded(public_key_of(seed))
    return {"kty": "OKP", "crv": "Ed25519", "alg": ALGORITHM, "use": "sig", "kid": kid, "x": x}


def signed(claims: Mapping[str, Any], *, typ: str, kid: str, key: Key) -> str:
    header = {"alg": ALGORITHM, "kid": kid, "typ": typ}
    payload = json.dumps(claims, separators=(",", ":")).encode()
    return jws.serialize_compact(header, payload, key, registry=_Registry(algorithms=[ALGORITHM]))


def named_key(token: str, *, typ: str | None, algorithm: str = ALGORITHM) -> str:
    """Which key the token says it was signed with; nothing is proven yet. Raises TokenRefused for
    whatever is not exactly of our form: it is the only header that we look at."""
    segments = token.split(".")
    if len(token) > LENGTH_MAX or len(segments) != 3:
        raise TokenRefused
    head, *_ = [_decoded(segment) for segment in segments]
    header = read_once(head)
    wanted = HEADER if typ is not None else HEADER - {"typ"}
    if set(header) != wanted or header["alg"] != algorithm or header.get("typ") != typ:
        raise TokenRefused
    if not isinstance(header["kid"], str):
        raise TokenRefused
    return header["kid"]


def proven(token: str, key: Any, *, algorithm: str = ALGORITHM) -> bytes:
    """The payload, if this key signed it. Raises TokenRefused. `named_key` comes before."""
    try:
        found = jws.deserialize_compact(token, key, registry=_Registry(algorithms=[algorithm]))
    except (JoseError, ValueError, TypeError):
        raise TokenRefused from None
    return found.payload


def read_once(text: bytes) -> dict[str, Any]:
    """A JSON object in UTF-8 in which nothing is said twice (RFC 8725, 2.4). Raises
    TokenRefused."""
    try:
        read = json.loads(text.decode("utf-8"), object_pairs_hook=_pairs, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise TokenRefused from None
    if not isinstance(read, dict):
        raise TokenRefused
    return read


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise TokenRefused
    return dict(pairs)


def _refused(_: str) -> Any:
    """NaN and Infinity, which are no JSON."""
    raise TokenRefused


def _decoded(segment: str) -> bytes:
    """Base64url in its one canonical spelling: a token has one text, and one hash."""
    if SEGMENT.fullmatch(segment) is None:
        raise TokenRefused
    try:
        plain = urlsafe_b64decode(segment.encode())
    except ValueError:
        raise TokenRefused from None
    if _encoded(plain) != segment:
        raise TokenRefused
    return plain


def _encoded(plain: bytes) -> str:
    return urlsafe_b64encode(plain).decode()
