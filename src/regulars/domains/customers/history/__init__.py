"""What became of a customer, out of the facts; and who looked."""
