# A customer's own account, and keeping them out for a while.
customer-account-title = Account
customer-account-status-none = No account
customer-account-status-active = Active
customer-account-status-temporary = { state-temporary }
customer-account-status-suspended = Suspended
customer-account-status-blocked = Blocked
customer-account-last = Last sign-in
customer-account-never = Never signed in
customer-account-signed-in = Signed in with
customer-account-failures = Wrong codes in a row
customer-account-stopped = Codes stopped
customer-account-tries-back = Give tries back
customer-account-end-all = Sign out everywhere
signing-out-title = Sign {$name} out everywhere?
signing-out-ends = { $count ->
    [0] They are not signed in anywhere.
    [one] One sign-in of theirs ends at once, apps included.
   *[other] {$count} sign-ins of theirs end at once, apps included.
}
signing-out-devices = Their phones and browsers count as new ones from now on.
signing-out-back = They sign in again with a code, whenever they like.
state-suspended = Suspended
served-suspended = This customer is suspended for now. Ask your manager before you serve.
customer-suspend = Suspend customer
customer-unsuspend = End the suspension
customer-suspended-until = This customer is suspended until {$when}.
shut-out-ends = { $count ->
    [0] They are not signed in anywhere, and cannot sign in.
    [one] One sign-in of theirs ends at once, apps included, and they cannot sign in again.
   *[other] {$count} sign-ins of theirs end at once, apps included, and they cannot sign in again.
}
suspension-title = Suspend {$name}?
suspension-warns = The till warns whoever is about to serve them.
suspension-back = It ends by itself, or when you end it.
suspension-for = For
suspension-day = A day
suspension-week = A week
suspension-month = A month
suspension-time = Until …
suspension-until = Until (time zone { $zone })
suspension-go = Suspend customer
field-not-a-time = Enter a day and a time
flash-customer-suspended = Customer suspended.
flash-customer-unsuspended = The suspension has ended.
flash-customer-signed-out = Signed out everywhere.
flash-customer-tries-back = Tries for codes given back.
fact-customers-signed-out = Signed out everywhere by staff
