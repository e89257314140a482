"""Finding customers: by number, word, phone or e-mail, and in lists by the page."""
