"""Papers of customers, handed in and decided about, and what they say of an age."""
