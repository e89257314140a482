"""Regulars: the customer platform that turns walk-ins into regulars."""
