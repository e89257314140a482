"""X-Twilio-Signature: HMAC-SHA1 over the address as it was called and every parameter received.

https://www.twilio.com/docs/usage/webhooks/webhooks-security"""

import base64
import hmac
from collections.abc import Iterable
from hashlib import sha1
from urllib.parse import urlsplit, urlunsplit

PORTS = {"https": 443, "http": 80}


def signature_of(secret: str, url: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Names in order, and the different values of one name in order: parameters may be added."""
    said = url + "".join(name + value for name, value in sorted(set(pairs)))
    digest = hmac.new(secret.encode(), said.encode("utf-8", "surrogatepass"), sha1).digest()
    return base64.b64encode(digest).decode()


def signature_holds(
    secret: str, url: str, pairs: Iterable[tuple[str, str]], given: tuple[str, ...]
) -> bool:
    """One signature, neither none nor several; over the address with its usual port or without."""
    if len(given) != 1 or not secret:
        return False
    pairs = list(pairs)
    offered = given[0].encode("utf-8", "surrogatepass")
    holds = [
        hmac.compare_digest(signature_of(secret, each, pairs).encode(), offered)
        for each in _ways_to_write(url)
    ]
    return any(holds)


def _ways_to_write(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    port = PORTS.get(parts.scheme)
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else host
    if port is None or parts.port not in (None, port):
        return (url,)
    bare = urlunsplit(parts._replace(netloc=name))
    return bare, urlunsplit(parts._replace(netloc=f"{name}:{port}"))
