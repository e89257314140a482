"""Files that leave the house: how many rows, at once or by the worker, and where to take them."""
