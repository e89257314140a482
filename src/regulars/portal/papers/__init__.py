"""Papers of their own: what the shop asks for, handing one in, how it stands, taking it back."""
