# What is open to full customers alone, and what is missing.
error-profile-incomplete = This is for full customers; say what is missing first.
field-phone-not-proven = The phone is not verified: with the right code they are full.
error-phone-not-proven = { field-phone-not-proven }
field-preferences-missing = Say at least one preference.
error-preferences-missing = { field-preferences-missing }
portal-full-title = To complete your account we still need
portal-full-phone = your phone
portal-full-phone-proof = a code to your phone
portal-full-email = your e-mail
portal-full-name = your name
portal-full-preferences = what you prefer
