"""Customers invited to an account: the list, and inviting from a customer's page."""
