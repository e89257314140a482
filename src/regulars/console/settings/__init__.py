"""What a tenant sets up: itself, its branches, its staff, its keys."""
