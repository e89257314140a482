"""Where to deliver: their own addresses."""
