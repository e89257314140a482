"""SMS through Twilio Messaging."""

from regulars.connectors.twilio.client import TwilioProvider

__all__ = ["TwilioProvider"]
