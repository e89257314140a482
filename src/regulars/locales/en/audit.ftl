# The trail: what was changed, who looked, and how far its chain is proven.
nav-audit = Audit
shortcut-audit = Go to the audit trail
audit-title = Audit trail
audit-tab-changes = Changes
audit-tab-looks = Looks

audit-subject = Customer number or id
audit-subject-hint = Customer number, such as CUST-00042
flash-audit-subject-unknown = No customer has this number. Type a customer number or an id; names and phones are looked up under Customers.
audit-actor = Who did it
audit-actor-any = Anybody
audit-actor-others = Others
audit-actor-customer = Customers themselves
audit-actor-import = Imports
audit-actor-system = The system
audit-actor-operator = The operator
audit-kind-changes = What happened
audit-kind-looks = How they looked
audit-kind-any-changes = Anything
audit-kind-any-looks = Any look
audit-room-audit = Audit trail
audit-room-customers = Customers
audit-room-identity = Staff and keys
audit-room-jobs = Background work
audit-room-tenants = Business
audit-purpose = What for
audit-purpose-any = Any purpose
audit-span = When
audit-span-any = Any time
audit-span-today = Today
audit-span-7 = Last 7 days
audit-span-30 = Last 30 days
audit-span-days = Chosen days
audit-span-choose = Choose days
audit-since = From
audit-until = To
audit-zone = Days as in {$zone}.
audit-apply = Apply
audit-clear = Clear the filters
audit-about = About
audit-about-anybody = About anybody
audit-told-at = happened
audit-newer = Newer
audit-older = Older
audit-look-on = Look further back
audit-none-yet = Nothing in this stretch
audit-none-yet-text = The newest entries hold nothing that fits. There are older ones.
audit-none-found = Nothing fits these filters
audit-none-found-text = Try a longer time, or fewer filters.
audit-none-changes = Nothing has happened yet
audit-none-changes-text = Every change to a customer, a branch, a setting or a staff account will stand here with who made it.
audit-none-looks = Nobody has looked yet
audit-none-looks-text = Whoever is shown a customer’s details will stand here, with when and why.

subject-customer = a customer
subject-staff = a staff account
subject-api-key = an API key
subject-branch = a branch
subject-tenant = the business
subject-job = background work
subject-account = a customer’s account
subject-alert = an alert
subject-challenge = a code
subject-channel = a channel for messages
subject-credential = a way to sign in
subject-flag = a switch
subject-letter = a provider’s report
subject-notice = a notice
subject-send = a message

look-listed = saw in a list
look-read = opened
look-revealed = saw phone or e-mail in full
look-exported = took along in a file
look-others = { $count ->
    [one] and one more
   *[other] and {$count} more
}
look-people = { $count ->
    [one] one customer
   *[other] {$count} customers
}
place-till = at the till
place-list = in the customers list
place-customer = on the customer’s page
place-audit = in the audit trail
place-console = in the console
place-api = through the API
place-other = elsewhere
purpose-service = service
purpose-till = at the till
purpose-support = support
purpose-delivery = delivery
purpose-billing = billing
purpose-privacy = privacy
purpose-integration = another program

looks-title = Who looked
looks-text = Everybody who was shown this customer’s details. You too, just now.
looks-none = Nobody from here
looks-none-text = From the branch you are in, nobody has looked at this customer.
looks-in-audit = In the audit trail

chain-never = { $count ->
    [one] One entry is chained, and nobody has verified it yet.
   *[other] {$count} entries are chained, and nobody has verified them yet.
}
chain-whole = { $count ->
    [one] The one entry in the chain is as it was written.
   *[other] All {$count} entries in the chain are as they were written.
}
chain-partly = Verified up to entry {$place} of {$count}.
chain-broken = Entry {$place} is not as it was written.
chain-broken-text = Somebody changed, removed or reordered what stands there. Change nothing, and tell whoever runs this installation.
chain-verify = Verify now
chain-going-on = The chain is being verified in the background. You may go on with other work.
chain-anew = From the beginning

sheet-made = Made
sheet-zone = Time zone of all times
sheet-filters = Filters
sheet-filters-none = none
sheet-rows = Rows

fact-audit-verification-asked = Verification of the trail asked for
fact-audit-exported = Trail exported as a file
