"""How often somebody may try, ask or search, counted before anything is compared."""
