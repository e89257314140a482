# The customer's own pages.
portal-skip = Skip to the page
portal-nameless = Your account
portal-places = Your pages
portal-nav-home = Home
portal-nav-profile = Profile
portal-nav-addresses = Addresses
portal-nav-privacy = Privacy
portal-comma = ,{" "}
portal-unsaid = Not given
portal-edit = Change
portal-add = Add
portal-older = Show earlier

## The door
portal-enter-title = Sign in or sign up
portal-enter-lead = We send you a code. There is no password to remember.
portal-enter-by = How the code comes
portal-enter-phone = Phone
portal-enter-email = E-mail
portal-phone = Mobile number
portal-email = E-mail address
portal-enter-go = Send me a code
portal-enter-lacks-phone = This shop cannot send codes by SMS yet. Use your e-mail address.
portal-enter-lacks-email = This shop cannot send codes by e-mail yet. Use your mobile number.
portal-enter-lacks-both = This shop cannot send codes yet. Please ask there.
portal-enter-note-phone = The code comes by SMS. Your operator may charge for it.
portal-enter-note-email = The code comes by e-mail within a minute or so.
portal-wait = { $minutes ->
    [one] Too many tries. Wait a minute, then try again.
   *[other] Too many tries. Wait { $minutes } minutes, then try again.
}
portal-wait-hours = { $hours ->
    [one] Too many tries today. Wait an hour, then try again.
   *[other] Too many tries today. Wait { $hours } hours, then try again.
}
portal-wait-seconds = { $seconds ->
    [one] One moment: try again in a second. A code that is on its way counts until then.
   *[other] One moment: try again in { $seconds } seconds. A code that is on its way counts until then.
}
portal-field-phone-missing = Enter your mobile number.
portal-field-phone-placeholder = This does not look like a real number. Check the digits.
portal-field-phone-too-short = This number is too short. Is a digit missing?
portal-field-phone-too-long = This number is too long. Is there a digit too many?
portal-field-phone-not-valid = There is no such number. Check the digits.
portal-field-email-missing = Enter your e-mail address.
portal-field-email-placeholder = This does not look like a real address. Check the letters.
portal-code-title = Enter the code
portal-code-back = Back
portal-code-lead-phone = If this number can get one, a code with six digits is on its way to
portal-code-lead-email = If this address can get one, a code with six digits is on its way to
portal-code-second = This is the second proof. After it you are in.
portal-code = Code
portal-code-hint = It holds for five minutes.
portal-code-go = Continue
portal-code-six = Enter the six digits of the code.
portal-code-refused = That did not work. The code may be wrong, used or older than five minutes. After three tries a new one is needed.
portal-again = Send another code
portal-again-soon = You can ask for another code in a minute.
portal-again-in = Another code in { $seconds } s
portal-code-help = No code?
portal-code-help-phone = Look at the number above. Is a digit missing?
portal-code-help-email = Look at the address above, and into the folder for spam.
portal-code-help-late = Messages are sometimes late. Only the newest code counts.
portal-code-help-typed = If nothing comes at all, ask the shop.
portal-more-title = One more proof
portal-more-lead-email = You have not been here for long, and numbers pass on to other people. Enter the e-mail address that you use with this shop.
portal-more-lead-phone = You have not been here for long, and addresses pass on to other people. Enter the mobile number that you use with this shop.
portal-anew-title = You cannot prove it?
portal-anew-text = Then begin with a new, empty account. What stood in the old one stays closed, and whoever it belongs to is told.
portal-anew-go = Begin anew
portal-number-link = Not your number any more?
portal-number-title = When a number changes
portal-number-lost-title = You have a new number
portal-number-lost-text = Sign in by e-mail and change the number in your profile. Without an e-mail there, ask the shop.
portal-number-lost-go = Sign in by e-mail
portal-number-new-title = Your number was somebody else’s before
portal-number-new-text = Sign in as usual. You get an account of your own; you see nothing of theirs, and they see nothing of yours.
portal-number-other-title = You get codes that you did not ask for
portal-number-other-text = Somebody typed your number by mistake, or tries to get in. Tell the code to nobody. Without it they do not get in.

## Home
portal-hello = Hello, { $name }
portal-hello-nameless = Welcome
portal-number = Customer { $number }
portal-since = since { $day }
portal-missing-title = Complete your profile
portal-missing-text = Still missing:
portal-orders = Orders
portal-spent = Spent
portal-tier = Standing
portal-orders-none = Your orders will be counted here.
portal-more = Your data
portal-profile-text = What the shop knows of you
portal-addresses-count = { $count ->
    [0] None yet
    [one] One address
   *[other] { $count } addresses
}
portal-devices-count = { $count ->
    [one] Signed in on this device
   *[other] Signed in on { $count } devices
}

## Profile
portal-profile-title = Profile
portal-details-title = About you
portal-name = Name
portal-name2 = Name in another script
portal-name2-hint = In Arabic, say, where the first is in Latin letters.
portal-language = Language
portal-birth-date = Birth date
portal-gender = Gender
portal-customer-number = Customer number
portal-reached-title = Phone and e-mail
portal-verified = Verified
portal-picture-title = Picture
portal-picture-choose = Choose a picture
portal-picture-other = Choose another
portal-picture-hint = A photo: JPEG, PNG or WebP. It is cut square and kept small; place and time in it are not kept.
portal-picture-hint-size = Up to 2 MB.
portal-picture-sending = Your picture is on its way
portal-preferences-title = Preferences
portal-preferences-none = You have not said anything yet.
portal-preferences-unasked = This shop does not ask for preferences.
portal-messages-title = Messages
portal-messages-text = What you like to be told, and how
portal-messages-lead = Choose what this shop may tell you, and how. Codes for signing in always come.
portal-outdated = This was changed meanwhile, here or by the shop.
portal-outdated-load = Show what stands there now

## Addresses
portal-address-add = Add address
portal-address-save = Save address
portal-addresses-none = No address yet
portal-addresses-none-text = With one, the shop knows where to deliver.
portal-has-pin = Pin on the map
portal-map-open = Set a pin on the map
portal-label-hint = As you call it: Mother’s house.

## Privacy
portal-privacy-title = Privacy and security
portal-looks-title = Who looked at my data
portal-looks-text = When, who and why
portal-looks-lead = Each time somebody of the shop, or one of its programs, sees your data, it is written down. People are told of by their role.
portal-looks-none = Nobody so far
portal-looks-none-text = When somebody looks, it stands here.
portal-who-owner = The owner of the shop
portal-who-admin = A manager of the shop
portal-who-branch = Somebody at a branch
portal-who-vendor = A vendor who sells at a branch
portal-who-staff = Somebody of the shop
portal-who-key = A program of the shop
portal-who-operator = The operator of the system
portal-who-system = The system
portal-look-listed = saw you in a list
portal-look-read = opened your record
portal-look-revealed = saw your details in full
portal-look-exported = took your data along in a file
portal-look-why-service = To serve you
portal-look-why-till = At the till
portal-look-why-support = To help with a question
portal-look-why-delivery = For a delivery
portal-look-why-billing = For a bill
portal-look-why-privacy = For data protection
portal-look-why-integration = To pass data to another program
portal-look-why-verification = To check your papers
portal-devices-title = Devices
portal-devices-text = Where you are signed in
portal-devices-lead = You are signed in on these devices. Sign out whatever you do not know.
portal-devices-note = A sign-in ends by itself after two weeks without a visit, and after ninety days in any case.
portal-device-this = This one
portal-device-since = Since
portal-device-seen = last seen
portal-device-end = Sign out
portal-devices-end-others = Sign out all others
portal-signins-title = Sign-in history
portal-signins-text = When you came and went
portal-signins-none = Nothing is written down yet.
portal-signin-portal = Signed in with a browser
portal-signin-app = Signed in with an app
portal-signin-ended-sign-out = Signed out
portal-signin-ended-owner = Ended by you
portal-signin-ended-staff = Ended by the shop
portal-signin-ended-blocked = Ended by the shop
portal-signin-ended-reuse = Ended for your safety
portal-signin-ended-change = Ended because your phone or e-mail changed
portal-signin-ended-moved = Ended because the account moved
portal-sign-out = Sign out

## Told once
portal-flash-saved = Saved.
portal-flash-picture-saved = Your picture is in place.
portal-flash-picture-removed = Your picture is gone.
portal-flash-address-added = The address is there.
portal-flash-address-changed = The address is changed.
portal-flash-address-default = That is the default now.
portal-flash-address-deleted = The address is deleted.
portal-flash-address-restored = The address is back.
portal-flash-device-ended = That device is signed out.
portal-flash-devices-ended = All other devices are signed out.
portal-flash-welcome = Welcome! Your account is ready.
portal-flash-code-again = Another code is on its way. Only the newest counts.
portal-flash-code-over = That page is over, or was opened in another browser. Begin again here.
portal-flash-signed-out = You are signed out.
portal-flash-session-ended = Your sign-in has ended. Sign in again.

## What went wrong
portal-problem-home = Go to your account
portal-problem-again = Try again
portal-problem-request = Request number:
portal-problem-not-found-title = Not found
portal-problem-not-found-text = There is no such page, or it is not yours, or it is old.
portal-problem-no-shop-title = No shop here
portal-problem-no-shop-text = No shop has this address. Look at the letters, or follow the link in a message of the shop.
portal-problem-refused-title = That was not possible
portal-problem-refused-text = What was sent could not be taken. Try it again.
portal-problem-forged-title = Open the page again
portal-problem-forged-text = The form was too old, or did not come from this page. Nothing was changed. Cookies have to be allowed.
portal-problem-internal-title = Something went wrong here
portal-problem-internal-text = It is our fault, not yours. Try it again in a little while.
portal-problem-unavailable-title = One moment
portal-problem-unavailable-text = The shop’s system does not answer just now. Try it again in a minute.
portal-problem-session-ended-title = You are not signed in
portal-problem-session-ended-text = Your sign-in has ended, so nothing was changed. Sign in and try it again.
portal-problem-wrong-way-title = This way does not lead here
portal-problem-wrong-way-text = This address is for a form. Go back to your account.
portal-problem-unreadable-title = That could not be read
portal-problem-unreadable-text = What was sent could not be understood. Try it again.
