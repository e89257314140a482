"""One's own account: second factors, sign-ins, proving again who one is."""
