"""What somebody of the staff proves themselves with: password, app, passkey, recovery code."""
