"""Access and refresh tokens of apps, of customers and of staff, and the keys that sign them."""
