"""The counter: find or make the customer who stands there, in ten seconds."""
