"""Who looked at their data."""
