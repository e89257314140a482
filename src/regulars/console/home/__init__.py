"""Home: how many customers there are, how they come and rise, and what just happened."""
