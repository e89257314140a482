# What makes a customer full, in the upgrade dialog and on the till's card.
needs-title = A full customer has
needs-missing = Missing for full:
needs-prove-after = Saving leads on to a code: once the customer has read it out, they are full.
need-name = Name
need-phone = Phone
need-phone-proof = Verified phone
need-email = E-mail
need-preferences = Preferences
need-there = there
need-lacks = missing
served-upgraded = Customer upgraded
shortcut-verify = Verify the phone at the till
shortcut-upgrade = Upgrade at the till
