"""The tray in the top bar: long work that somebody began, how far it is and how it ended."""
