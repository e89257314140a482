"""What a customer is reached by: whose a number or an address is, was, and may be again."""
