"""Where they are signed in, and when they signed in."""
