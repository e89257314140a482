"""Where a request comes from, as far as the house can tell."""

from regulars.browser.cookies import AnyRequest


def peer_of(request: AnyRequest) -> str:
    return request.client.host if request.client else ""
