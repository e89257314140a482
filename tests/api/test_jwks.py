"""The key set: whoever has it verifies a tenant's tokens elsewhere, with a library of their own."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from httpx import AsyncClient

from regulars.domains import identity
from tests.api.people import signed_in
from tests.instruments.installation import Installation
from tests.world import World

ADDRESS = "/p/laundry/.well-known/jwks.json"
OPEN = {"Authorization": ""}


def plain(segment: str) -> bytes:
    return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))


def verified(token: str, keys: dict[str, Any]) -> dict[str, Any]:
    """As another service would, with nothing of ours but the set."""
    head, body, signature = token.split(".")
    kid = json.loads(plain(head))["kid"]
    (key,) = [each for each in keys["keys"] if each["kid"] == kid]
    public = Ed25519PublicKey.from_public_bytes(plain(key["x"]))
    public.verify(plain(signature), f"{head}.{body}".encode())
    claims: dict[str, Any] = json.loads(plain(body))
    return claims


async def test_a_token_is_verified_with_what_stands_at_its_address(
    client: AsyncClient, common: Installation, world: World
) -> None:
    session, tokens = await signed_in(common, world.laundry)
    answer = await client.get(ADDRESS, headers=OPEN)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/jwk-set+json")
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert not any("d" in key for key in answer.json()["keys"])
    claims = verified(tokens.access_token, answer.json())
    assert (claims["sid"], claims["sub"]) == (str(session.id), str(session.account_id))
    assert claims["iss"] + "/.well-known/jwks.json" == "http://localhost:8400" + ADDRESS


async def test_a_turned_key_stands_there_beside_the_new_one(
    client: AsyncClient, common: Installation, world: World
) -> None:
    _, before = await signed_in(common, world.bakery)
    async with (
        common.database("work") as operator,
        operator.transaction(world.bakery.context) as tx,
    ):
        await identity.rotate_signing_key(tx)
    _, after = await signed_in(common, world.bakery)
    keys = (await client.get("/p/bakery/.well-known/jwks.json", headers=OPEN)).json()
    assert len(keys["keys"]) == 3  # and the one that comes after them
    for tokens in (before, after):
        assert verified(tokens.access_token, keys)["tid"] == world.bakery.tenant.ref


async def test_whoever_is_not_there_has_no_keys(client: AsyncClient) -> None:
    for slug in ("nobody", "Laundry", "..%2f..%2fetc", "x" * 300):
        answer = await client.get(f"/p/{slug}/.well-known/jwks.json", headers=OPEN)
        assert answer.status_code == 404, slug
