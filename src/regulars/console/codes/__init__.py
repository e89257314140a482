"""Proving a customer's phone or e-mail with them present: a code sent, read out or typed."""
