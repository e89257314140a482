"""E-mail through any mail server that speaks SMTP."""

from regulars.connectors.smtp.client import SmtpProvider

__all__ = ["SmtpProvider"]
