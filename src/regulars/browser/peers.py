"""Where a request to a page comes from, as far as the house can tell."""

from regulars.browser.cookies import AnyRequest
from regulars.runtime import peers


def peer_of(request: AnyRequest, *, hops: int) -> str:
    """`hops` proxies in front say who came to them."""
    came = request.client.host if request.client else None
    return peers.peer_of(came, request.headers.getall("x-forwarded-for", []), hops=hops)
