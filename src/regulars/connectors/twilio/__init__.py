"""SMS through Twilio Messaging."""

from regulars.connectors.twilio.client import TwilioVendor

__all__ = ["TwilioVendor"]
