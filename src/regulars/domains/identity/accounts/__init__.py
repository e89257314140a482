"""The accounts of customers, and where they are signed in."""
