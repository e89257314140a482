"""Which page was asked for, read without the host: that may be no host at all."""

from regulars.browser.cookies import AnyRequest


def path_of(request: AnyRequest) -> str:
    """As the framework reads it out of a whole address, which it cannot of a crooked host."""
    path: str = request.scope["path"]
    return path.partition("?")[0].partition("#")[0]
