"""What owners and admins are warned of: a sign in the top bar, and a list."""
