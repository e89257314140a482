# The list, the page of one customer, its forms.
customers-title = Customers
customers-count = { $count ->
    [one] 1 customer
   *[other] {$count} customers
}
customers-new = New customer
customers-search = Search customers
customers-search-hint = Name, phone, e-mail or number
customers-none = No customers yet
customers-none-text = They appear here as soon as the till, the API or an import brings the first one.
customers-first = Make the first customer
customers-to-till = Open the till
customers-none-found = Nobody matches
customers-none-found-text = Check the spelling, try another part of the name or number, or clear the filters.
customers-clear = Clear the search
customers-make-this = Make this customer
customers-arrived = { $count ->
    [one] {$shown} new customer
   *[other] {$shown} new customers
}
filter-all = All
column-customer = Customer
column-number = Number
column-phone = Phone
column-stage = Stage
column-branch = Branch
column-created = Created
pages-previous = Previous
pages-next = Next
pages-more = Load more

customer-nameless-guest = Guest without a name
customer-nameless-stub = No name
customer-nameless-full = No name
customer-copy-number = Copy the customer number
customer-copy-phone = Copy the phone
customer-copy-email = Copy the e-mail
customer-edit = Edit
customer-upgrade = Upgrade
customer-delete = Delete customer
customer-restore = Restore
customer-block = Block customer
customer-unblock = Unblock customer
customer-more = More actions
customer-reveal-phone = Show the whole phone
customer-reveal-email = Show the whole e-mail
customer-reveal-hint = Show it whole. This is recorded with your name.
customer-blocked-title = This customer is blocked.
customer-deleted-title = This customer is deleted.
customer-deleted-text = The record is hidden from lists and search, and can be restored.
customer-held-by = By {$actor}, {$day}.

details-title = Details
details-phone = Phone
details-email = E-mail
details-birth-date = Birth date
details-gender = Gender
details-language = Language
details-branch = Branch
details-created = Customer since
details-verified = Verified
details-shared = Shared
tags-title = Tags
tags-none = No tags.
preferences-title = Preferences
preferences-none = Nothing noted yet.
preferences-hint = Latin letters and digits for the name, such as starch or hanger_type.
preference-name = Preference
preference-value = What they like
preference-add = Add preference
preference-remove = Remove this preference
timeline-title = Timeline
timeline-none = Nothing has happened yet.
timeline-earlier = Load earlier

form-customer-new = New customer
form-customer-edit = Edit customer
form-customer-upgrade = Upgrade customer
form-upgrade-lead = The customer keeps the same number and history. A stage never goes back.
form-save-new = Create customer
form-save-edit = Save changes
form-save-upgrade = Upgrade
form-stage = Stage
form-stage-hint = A guest needs nothing, a stub a name and a phone, a full customer an e-mail too.
form-name = Name
form-company-name = Company name
form-name2 = Name in the other script
form-phone = Phone
form-email = E-mail
form-birth-date = Birth date
form-gender = Gender
form-language = Language
form-branch = Branch
form-tags = Tags
form-tags-hint = Separate tags with commas. Never a person’s name.
form-is-company = This is a company
form-conflict-title = Somebody changed this customer meanwhile.
form-conflict-text = Your changes are not saved. Load the latest and enter them again.
form-conflict-load = Load the latest

candidate-open = Open
candidate-shared = Another person with this number
candidate-shared-hint = Families often share one phone.

deletion-title = Delete {$name}?
deletion-hidden = It disappears from lists, search and the till.
deletion-phone-free = Its phone and e-mail become free for another customer.
deletion-kept = History and the customer number are kept.
deletion-undo = You can restore it at any time.
deletion-go = Delete customer

restoration-title = Somebody has this number now
restoration-lead = While this customer was deleted, the phone was given to somebody else. Restore anyway, and both share it?
restoration-elsewhere = While this customer was deleted, a customer of another branch was given the phone. Restore anyway, and both share it?
restoration-go = Restore and share the phone

blocking-title = Block {$name}?
blocking-warns = The till warns whoever is about to serve them.
blocking-kept = The reason and your name are kept in the timeline.
blocking-back = You can unblock them at any time.
blocking-reason = Reason
blocking-reason-hint = Staff who open this customer can read it.
blocking-go = Block customer
unblocking-title = Unblock {$name}?
unblocking-lead = They are served again like everybody else.
unblocking-reason = Blocked because:
unblocking-go = Unblock customer

customer-tabs = One customer
customer-tab-overview = Overview
customer-tab-addresses = Addresses
customer-tab-timeline = Timeline
customer-tab-history = History
customer-tab-looks = Who looked
timeline-newest = Latest activity
timeline-all = See all
