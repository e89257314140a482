"""Changing the number or address they are reached by, and the link that undoes a change."""
