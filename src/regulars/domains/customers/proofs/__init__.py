"""What follows when a phone or an e-mail is proven to be somebody's."""
