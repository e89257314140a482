# The way in.
sign-in-title = Sign in
sign-in-lead = Sign in to the staff console
sign-in-email = E-mail
sign-in-password = Password
sign-in-go = Sign in
sign-in-wait = { $minutes ->
    [one] Too many attempts. Try again in a minute.
   *[other] Too many attempts. Try again in {$minutes} minutes.
}
sign-in-wait-hours = { $hours ->
    [one] Too many attempts today. Try again in an hour, or use a passkey or a browser you signed in with before.
   *[other] Too many attempts today. Try again in {$hours} hours, or use a passkey or a browser you signed in with before.
}
sign-in-help = Forgot your password? An owner or an admin can give you a new one.
sign-in-foot = Names and numbers are encrypted, and every look at them is recorded.
sign-in-promise = Every walk-in is a regular you have not met twice yet.
sign-in-promise-more = One true record of each customer, from the first visit on.

password-title = Change your password
password-lead = You stay signed in here, and are signed out everywhere else.
password-old = Old password
password-new = New password
password-go = Set password

field-password-missing = Enter your password.
field-factor-missing = Enter the code.
field-leave-missing = Tick this to go on.
