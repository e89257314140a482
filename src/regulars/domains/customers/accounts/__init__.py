"""How customers come in, and what they do themselves once they are in."""
