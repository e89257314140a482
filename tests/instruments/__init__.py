"""What the tests measure and attack with."""
