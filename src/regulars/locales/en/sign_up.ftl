# Signing up and in: refusals, facts, and what is said to the people concerned.
error-otp-invalid = This code is not right, or not any more. Ask for a new one.
error-otp-too-often = Codes were asked for or typed too often. Try again later.
error-identifier-held = Another customer proved this phone or e-mail to be theirs. Look at the possible duplicates.
error-already-suspended = This customer is already suspended until then.
error-not-suspended = This customer is not suspended.
field-phone-or-email = Give either a phone or an e-mail.
field-only-for-verification = This is only for verifying a customer's phone or e-mail.
field-time-in-past = This time has passed.
field-time-too-late = This is more than a year away. Block the customer instead.
field-time-without-zone = Write the time with its zone.
fact-customers-verified = Verified a phone or an e-mail with a code
fact-customers-identifier-passed-on = Lost a phone or an e-mail to somebody who proved it
fact-customers-entry-refused = Was not let in, being blocked or suspended
fact-customers-suspended = Suspended
fact-customers-unsuspended = Suspension ended
fact-customers-duplicates-noted = May be somebody who is known already
fact-customers-duplicate-settled = Was looked at as a possible duplicate
notice-phone-begun-anew = { $shop }: you now have a new account with this number. An older one was not used for long, and stays closed to it. If that was yours, tell us.
notice-email-begun-anew = You now have a new account with this address. An older one was not used for long, and stays closed to it. If that was yours, tell us.
notice-email-begun-anew-subject = Your new account with { $shop }
notice-phone-passed-on = Somebody else proved that your old phone number is theirs now. It is no longer on your account; nothing else changed. Sign in with this address to add your new number.
notice-phone-passed-on-subject = Your phone number at { $shop }
notice-email-passed-on = { $shop }: somebody else proved that your old e-mail address is theirs now. It is no longer on your account; nothing else changed.

# Possible duplicates: two records that may be one person.
duplicates-title = Possible duplicates
duplicates-text = Two records that may be the same person. Nothing is merged here: say that they are different people, or mark them for merging.
duplicates-count = { $count ->
    [one] { $count } possible duplicate
   *[other] { $count } possible duplicates
}
duplicates-state-open = To look at
duplicates-state-to-merge = Marked for merging
duplicates-state-dismissed = Different people
duplicates-why-several = Signed up with a phone or e-mail that several records have
duplicates-why-has-account = Signed up with a phone or e-mail on a record with another account
duplicates-why-passed-on = The phone or e-mail was not used for long and passed on
duplicates-why-held = Staff had a phone or e-mail verified that another record holds
duplicates-earlier = Earlier record
duplicates-later = Later record
duplicates-dismiss = Different people
duplicates-mark = Mark for merging
duplicates-reopen = Look at it again
duplicates-first = First page
duplicates-none-open = No possible duplicates
duplicates-none-to-merge = Nothing is marked for merging
duplicates-none-dismissed = Nothing was set aside
duplicates-none-text = Pairs appear here when somebody signs up with a phone or e-mail that more than one record has.

# Settings: when a number has to be proven with more than itself.
general-proofs = Numbers that pass on
general-proofs-text = Networks give an old number to somebody else. After a long rest, a code to it alone does not open the account.
general-months = Months without a sign-in
general-months-hint = 1 to 36; nine is usual. Then a second proof is asked for, or a new record begins.
field-months-out-of-range = A whole number of months, 1 to 36
