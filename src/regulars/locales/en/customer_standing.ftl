# Where a customer's account stands, as the list is narrowed by it.
state-temporary = Temporary
state-active-title = May come in, and nothing holds them back
state-temporary-title = Guests who never signed in
state-suspended-title = Kept out until a day, then back by themselves
state-blocked-title = Kept out until somebody unblocks them
state-deleted-title = Deleted customers, who can be restored
