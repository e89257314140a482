"""The rooms, each with a front door; a room uses only the floors below it."""
