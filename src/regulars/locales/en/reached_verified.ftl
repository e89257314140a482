# What is said of a number or address that only becomes proven.

notice-phone-verified = { $shop }: the phone number of your account was verified with a code. Was it not you? Please tell us.
notice-phone-verified-subject = The phone number of your account was verified
notice-email-verified = { $shop }: the e-mail address of your account was verified with a code. Was it not you? Please tell us.
notice-email-verified-subject = The e-mail address of your account was verified
portal-flash-reached-verified = Verified. Your other devices were signed out.
portal-reached-prove-lead-phone = We send a code to this number. It is verified once you type it here.
portal-reached-prove-lead-email = We send a code to this address. It is verified once you type it here.
portal-reached-go-prove = Verify
