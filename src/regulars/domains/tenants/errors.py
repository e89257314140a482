"""How the tenants room refuses."""

from regulars.kernel.errors import NotFound, Refused


class TenantNotFound(NotFound):
    """There is no such tenant."""


class BranchNotFound(NotFound):
    """There is no such branch."""


class SlugTaken(Refused):
    """Another tenant has this address."""

    code = "slug_taken"


class ChannelNotSet(NotFound):
    """Nothing is set for this channel."""
