"""Background work: how it stands, what was given up and why, and having it tried again."""
