"""What every page of the portal knows, and its parts."""
