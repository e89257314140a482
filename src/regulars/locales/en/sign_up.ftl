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
fact-customers-verified = { $kind ->
    [phone] Proved their phone with a code
    [email] Proved their e-mail with a code
   *[other] Proved who they are
}
fact-customers-identifier-passed-on = { $kind ->
    [phone] Lost their phone to somebody who proved it
    [email] Lost their e-mail to somebody who proved it
   *[other] Lost what they were reached by
}
fact-customers-entry-refused = Was not let in, being blocked or suspended
fact-customers-suspended = Suspended
fact-customers-unsuspended = Suspension ended
fact-customers-duplicates-noted = May be somebody who is known already
fact-customers-duplicate-settled = { $state ->
    [dismissed] Is somebody else than they seemed
    [to_merge] Marked for merging
   *[other] Up again as a possible duplicate
}
notice-phone-begun-anew = { $shop }: you now have a new account with this number. An older one was not used for long, and stays closed to it. If that was yours, tell us.
notice-email-begun-anew = You now have a new account with this address. An older one was not used for long, and stays closed to it. If that was yours, tell us.
notice-email-begun-anew-subject = Your new account with { $shop }
notice-phone-passed-on = Somebody else proved that your old phone number is theirs now. It is no longer on your account; nothing else changed. Sign in with this address to add your new number.
notice-phone-passed-on-subject = Your phone number at { $shop }
notice-email-passed-on = { $shop }: somebody else proved that your old e-mail address is theirs now. It is no longer on your account; nothing else changed.
