"""What papers and proofs say of a customer, and how old they are."""
