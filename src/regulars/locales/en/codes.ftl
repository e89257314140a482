# Proving a phone or an e-mail with the customer present.
codes-verify = Verify
codes-title-phone = Verify the phone
codes-title-email = Verify the e-mail
codes-of = {$name}
codes-lead-phone = We send a code by SMS. The customer reads it out, or types it on the turned screen.
codes-lead-email = We send a code by e-mail. The customer reads it out, or types it on the turned screen.
codes-send = Send code
codes-again = Send again
codes-in = in {$seconds} s
codes-label = Code the customer received
codes-prove = Check
codes-turn = Customer types it
codes-over = This code cannot be used any more. Send a new one.
codes-tries = { $count ->
    [one] One try left.
   *[other] {$count} tries left.
}
codes-minutes = { $count ->
    [one] Valid for one more minute.
   *[other] Valid for {$count} more minutes.
}
codes-wait-seconds = { $count ->
    [one] A code was just asked for. Wait one second before the next.
   *[other] A code was just asked for. Wait {$count} seconds before the next.
}
codes-wait-minutes = { $count ->
    [one] Enough codes were asked for this customer. The next can be sent in a minute.
   *[other] Enough codes were asked for this customer. The next can be sent in {$count} minutes.
}
codes-wait-hours = { $count ->
    [one] Enough codes were asked for this customer today. The next can be sent in an hour.
   *[other] Enough codes were asked for this customer today. The next can be sent in {$count} hours.
}
codes-way-waiting = On its way
codes-way-sending = On its way
codes-way-unknown = Handed over; no answer yet whether it arrived
codes-way-sent = Sent
codes-way-delivered = Delivered
codes-way-failed = Could not be sent:
codes-way-withheld = Was not sent:
codes-why-country-not-served = your business does not send to this country.
codes-why-costly-number = this number costs who writes to it.
codes-why-not-mobile = no SMS reaches this kind of number. Verify the e-mail instead.
codes-why-number-not-valid = there is no such number.
codes-why-budget-spent = today’s budget of codes is used up. An owner can raise it in the settings.
codes-why-range-unconfirmed = many codes for numbers like this one were never confirmed. Try again later.
codes-why-mailbox-asked-often = too many codes went to this mailbox today. Try again in three hours, or verify the phone.
codes-why-no-channel = no provider is set up. An owner can do so in the settings.
codes-why-number-unreachable = the number cannot be reached.
codes-why-opted-out = this number has asked the provider for no more messages.
codes-why-codes-spent = too many codes were asked for or mistyped for this customer. See the account on their page, or try later.
codes-why-ranges-unconfirmed = too many codes went to new numbers. Try again in five minutes.
codes-why-account = the provider refuses your business’s account. An owner sees why in the settings.
codes-why-country-not-enabled = the account with the provider does not reach this country yet. An owner can have it turned on.
codes-why-away = the provider is not answering just now. Try again in a moment.
codes-why-carrier = the mobile operator stopped the message. Verify the e-mail instead, or try again later.
codes-why-mailbox = this address takes no mail. Check how it is written.
codes-why-other = it did not get through. Verify the other way, or ask an owner to look in the settings.
field-code-wrong = This code is not right
field-code-not-six-digits = A code has six digits
served-verify = Verify the phone
served-verified = Phone verified
flash-customer-verified = Verified.
fact-identity-codes-stopped = A hundred wrong codes in a row
fact-identity-codes-unlocked = Tries for codes given back
turned-title = Type your code
turned-lead-phone = We sent a code by SMS to
turned-lead-email = We sent a code by e-mail to
turned-label = Six digits
turned-go = Done
turned-back = Back to the cashier
turned-not-six = A code has six digits.
turned-wrong = { $count ->
    [0] This code is not right. Ask for a new one.
    [one] This code is not right. You have one more try.
   *[other] This code is not right. You have {$count} more tries.
}
fact-identity-code-requested = Code asked for
fact-identity-code-proven = Code typed right
fact-identity-code-refused = Code typed wrong, late or twice
fact-identity-account-opened = Account opened
fact-identity-account-closed = Account closed; everybody signed in with it is out
fact-identity-account-reopened = Account open again
fact-identity-account-signed-in = Customer signed in
fact-identity-account-session-ended = A sign-in was ended
