# Where a customer's account stands, as the list is narrowed by it.
state-temporary = Walk-in
state-active-title = May come in, and nothing holds them back
state-temporary-title = Walk-ins: guests who never signed in
state-suspended-title = Kept out until a day, then back by themselves
state-blocked-title = Kept out until somebody unblocks them
state-deleted-title = Deleted customers, who can be restored

customers-none-active = Nobody is active
customers-none-temporary = No walk-ins
customers-none-suspended = Nobody is suspended
customers-none-blocked = Nobody is blocked
customers-none-deleted = Nobody is deleted
customers-none-narrowed-text = Take a filter away, or clear them all to see everybody.
customers-clear-filters = Clear the filters
field-state-or-account-status = Narrow by the state or by the account status, not by both.
