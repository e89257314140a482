"""The plumbing every room stands on: settings, database, journal, jobs, vault, live."""
