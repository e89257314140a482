"""How many there are, came in and rose: kept as facts arrive, read, counted anew."""
