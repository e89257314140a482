"""What is proven of a person, and the papers that prove it."""
