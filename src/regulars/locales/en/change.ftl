# What the messages say about changes of phone and e-mail, and about invitations.

notice-phone-changed = { $shop }: the phone number of your account was changed, and messages go to the new one. Was it not you? This link puts the old number back and signs everybody out. It works once, for 72 hours: { $link }
notice-phone-changed-subject = The phone number of your account was changed
notice-email-changed = { $shop }: the e-mail address of your account was changed, and messages go to the new one. Was it not you? This link puts the old address back and signs everybody out. It works once, for 72 hours: { $link }
notice-email-changed-subject = The e-mail address of your account was changed
notice-phone-change-reversed = { $shop }: a change to this number was undone by the owner of the account. It no longer belongs to that account.
notice-phone-change-reversed-subject = A change of phone number was undone
notice-email-change-reversed = { $shop }: a change to this address was undone by the owner of the account. It no longer belongs to that account.
notice-email-change-reversed-subject = A change of e-mail address was undone
notice-phone-changed-by-shop = { $shop }: we changed the phone number of your account, and everybody was signed out of it. Did you not ask for this? Please tell us.
notice-phone-changed-by-shop-subject = We changed the phone number of your account
notice-email-changed-by-shop = { $shop }: we changed the e-mail address of your account, and everybody was signed out of it. Did you not ask for this? Please tell us.
notice-email-changed-by-shop-subject = We changed the e-mail address of your account
notice-invitation = { $shop } invites you to your own account with them. This link opens it with a code, for 7 days: { $link }
notice-invitation-subject = Your account with { $shop }
