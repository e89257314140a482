"""Where customers live and work: addresses, which is the default, and which are near."""
