"""Ctrl-K: go anywhere, do anything, find anybody from wherever one is."""
