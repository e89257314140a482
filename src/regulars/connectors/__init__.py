"""Doors to vendors: each translates between a port of the house and what one provider speaks."""

from regulars.connectors.smtp import SmtpVendor
from regulars.connectors.twilio import TwilioVendor
from regulars.runtime.channel import Vendors
from regulars.runtime.outside import Outside

__all__ = ["vendors_over"]


def vendors_over(outside: Outside) -> Vendors:
    """Every provider that tenants may choose, all through the one way out."""
    return Vendors((TwilioVendor(outside), SmtpVendor(outside)))
