"""The record: registered, imported, changed, pictured, kept out, deleted, restored."""
