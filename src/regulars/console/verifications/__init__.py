"""Papers under review: the queue, the desk where one is decided about, what a shop asks of ages."""
