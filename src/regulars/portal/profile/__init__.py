"""What the shop knows of them, to see and to change."""
