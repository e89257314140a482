# Vendors and drivers, who sign in with their phone.
phone-sign-in-ways = Sign in with
phone-sign-in-lead = Sign in with a code by SMS
phone-sign-in-phone = Phone
phone-sign-in-send = Send a code
phone-sign-in-who = For vendors and drivers. Everybody else signs in with e-mail and password.
phone-code-title = Enter the code
phone-code-lead = If this number can sign in, a code with six digits is on its way to
phone-code-label = Code
phone-code-hint = It holds for five minutes. Only the newest one counts.
phone-code-refused = That did not work. The code may be wrong, used or older than five minutes. After three tries a new one is needed.
phone-code-help = Nothing came? Look at the number, and ask an owner or an admin whether it is yours here.
phone-code-other = Another number
phone-wait-minutes = { $count ->
    [one] Enough codes were asked for. Ask for the next in a minute.
   *[other] Enough codes were asked for. Ask for the next in {$count} minutes.
}
phone-wait-hours = { $count ->
    [one] Enough codes were asked for today. Ask for the next in an hour.
   *[other] Enough codes were asked for today. Ask for the next in {$count} hours.
}
proof-without-password = You sign in by phone, without a password. Sign out and in again; then this is open for ten minutes.
join-by-phone-lead = You are invited to join as: {$role}. Tell us your name, and prove your phone with a code.
join-by-phone-send = Send me a code
join-by-phone-sent = A code with six digits is on its way to this phone.
form-staff-phone = Phone
staff-phone-hint = Vendors and drivers sign in with it, by SMS.
staff-phone-new-hint = Vendors and drivers sign in with it, by SMS. They need neither e-mail nor password.
staff-email-new-hint = With it and the password they sign in. Vendors and drivers may have a phone instead.
staff-password-new-hint = At least 10 characters, and only with an e-mail.
staff-codes-stopped = A hundred wrong codes in a row: none is looked at any more. When it was them, give the tries back.
staff-enable-title = Let {$name} in again?
staff-enable-phone = Whoever has this phone comes in by a code:
staff-enable-phone-first = If somebody else may have it now, change it first.
staff-enable-steps = Second steps set up so far no longer count: whoever had the phone may have made them. They are told, and set up new ones.
staff-enable-tries = Wrong codes are forgotten.
field-password-without-email = A password goes with an e-mail. Give one, or leave the password empty.
invitation-phone-hint = Vendors and drivers may be invited by SMS: give a phone and no e-mail.
invitation-made-by-sms = It goes out by SMS where a channel is set up. You can also hand over this link yourself; it asks for a code to that phone, and is not shown again.
staff-factors-reset-by-sms = For somebody who lost phone and codes. They are signed out everywhere, told by SMS, and set up a new one at their next sign-in if they need one.
flash-code-again = Another code is on its way. Only the newest counts.
flash-code-over = That page is over, or was opened in another browser. Begin again here.
field-staff-phone-known = Somebody of the staff already has this phone.
error-staff-phone-known = { field-staff-phone-known }
error-staff-without-email = They sign in by phone and have no e-mail, so they have no password.
field-role-needs-password = This role needs a password: give an e-mail, then a password, then the role.
notice-staff-email-changed-subject = The e-mail of your account at {$shop} was changed
notice-staff-email-changed = Somebody who may do so took this address off your account at {$shop}: it signs in no more, and nothing about the account is sent here any more. If you did not ask for it, tell an owner at once.
notice-staff-phone-changed-subject = Your phone at {$shop} was changed
notice-staff-phone-changed = {$shop}: this number no longer signs you in. If you did not ask for it, tell an owner at once.
notice-staff-phone-and-steps-gone-subject = Your phone and second steps at {$shop} are gone
notice-staff-phone-and-steps-gone = {$shop}: this number no longer signs you in, and your second steps no longer count. If you did not ask for it, tell an owner at once.
notice-staff-steps-changed-subject = Second steps of your account at {$shop} changed
notice-staff-steps-changed = {$shop}: a second step of your account was added or turned off, or new recovery codes were made. If it was not you, tell an owner at once.
notice-staff-steps-gone-subject = Your second steps at {$shop} were taken away
notice-staff-steps-gone = {$shop}: the second steps of your account were taken away. Sign in and set up new ones. If you did not expect it, tell an owner at once.
notice-staff-phone-opens-subject = A phone opens your account at {$shop}
notice-staff-phone-opens = Somebody who may do so gave your account at {$shop} a phone: a code by SMS to it signs in. If you did not ask for it, tell an owner at once.
account-no-factor-phone = Only a code by SMS protects this account. Set up a second step: whoever has your phone then cannot open it alone.
alert-codes-stopped-of-staff-title = A hundred wrong codes in a row, of staff
alert-codes-stopped-of-staff-means = Somebody kept trying codes for the phone of a vendor or driver. None is looked at any more, not even a right one, except in a browser they had signed in with.
alert-codes-stopped-of-staff-do = Call them. When it was them, give the tries back under Settings, Staff, Access; when not, leave it so. When their phone is gone, disable their account.
