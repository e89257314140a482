"""Taking up an invitation to an account."""
