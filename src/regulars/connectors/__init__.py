"""Doors to providers: each translates between a port of the house and what one of them speaks."""

from regulars.connectors.smtp import SmtpProvider
from regulars.connectors.twilio import TwilioProvider
from regulars.runtime.channel import Providers
from regulars.runtime.outside import Outside

__all__ = ["providers_over"]


def providers_over(outside: Outside) -> Providers:
    """Every provider that tenants may choose, all through the one way out."""
    return Providers((TwilioProvider(outside), SmtpProvider(outside)))
