"""Signing up, in and out: one door, by a code."""
