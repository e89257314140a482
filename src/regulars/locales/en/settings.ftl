# Settings: the business, its branches, its staff, its keys.
settings-title = Settings
settings-general = General
settings-branches = Branches
settings-staff = Staff
settings-keys = API keys
settings-read-only = Only owners and admins can change these settings.

general-name = Business
general-name-text = Shown to your staff, and on messages to customers.
general-name-field = Business name
general-speech = Language
general-speech-text = For customers and staff who have not chosen their own.
general-language = Default language
general-languages = Languages you serve customers in
general-languages-hint = A customer’s language is chosen from these.
general-place = Place and time
general-place-text = How a phone without a country code is read, and when a day begins.
general-country = Default country
general-country-hint = A number typed without a country code is read as this country’s.
general-zone = Time zone

column-name = Name
column-staff = Staff
column-role = Role
column-branches = Branches
column-seen = Last seen
column-key = Key
column-scopes = Scopes
column-used = Last used
column-actions = Actions

branches-add = Add branch
branches-name = Branch name
branches-name2-hint = Shown to staff who read that language.
branches-edit = Edit
branches-rename-title = Edit branch
branches-pin = On the map
branches-placed = On the map
branches-none = No branches yet
branches-none-text = With branches you know where each customer came in, and branch staff see only their own.
branches-staff = { $count ->
    [one] 1 person
   *[other] {$count} people
}

staff-add = Add staff
staff-add-lead = They can sign in at once. To let them choose their own password, invite them instead.
staff-password = First password
staff-password-hint = At least 10 characters.
staff-you = (you)
staff-never = Never
staff-every-branch = Every branch
staff-disabled = Disabled
staff-disable = Disable
staff-enable = Enable
staff-reset = New password
staff-reset-title = New password for {$name}
staff-reset-lead = They are signed out everywhere, and sign in with this one from now on.
staff-disable-title = Disable {$name}?
staff-disable-out = They are signed out everywhere at once.
staff-disable-kept = What they did stays in the records under their name.
staff-leaves-keys = { $count ->
    [one] One API key that they made goes on working, until it is revoked:
   *[other] {$count} API keys that they made go on working, until they are revoked:
}
keys-made-by = Made by {$name}
keys-maker-gone = Made by {$name}, who was shut out
staff-disable-back = You can enable the account again at any time.
role-text-owner = Everything, including staff and keys.
role-text-admin = All customers and branches, and most settings.
role-text-branch = Customers of their branches only.

keys-add = Make API key
keys-add-lead = For a program of yours: a till, a web shop, a script.
keys-name = Key name
keys-name-hint = Say what will use it, so you know which one to revoke.
keys-make = Make key
keys-none = No API keys yet
keys-none-text = A key lets your own programs read and write customers. Give each program its own.
keys-unused = Never
keys-revoked = Revoked
keys-revoke = Revoke
keys-revoke-title = Revoke {$name}?
keys-revoke-stops = Programs with this key are refused at once:
keys-revoke-final = This cannot be undone.
keys-made-title = Key for {$name}
keys-made-once = Copy it now. It is shown only this once, and we keep no readable copy.
keys-made-done = I have copied it
scope-customers-read = Find and read customers, phones masked
scope-customers-write = Make and change customers
scope-customers-reveal = See whole phones and e-mails
scope-audit-read = Read the audit trail
scope-settings-read = Read branches and settings
scope-settings-write = Change branches and settings
