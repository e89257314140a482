# What the console says about invitations to an account.

invite-open = Invite to an account
invite-title = Invite { $name } to an account
invite-link = They get a link that works once, for seven days. An older one stops working.
invite-code = Before they see anything, they prove with a code that the number or address is theirs.
invite-linked = Then they sign in to this very record, with its number and its history.
invite-to = Where the link goes
invite-by-phone = SMS to
invite-by-email = E-mail to
invite-nowhere = There is no phone and no e-mail on this record. Add one first.
invite-go = Send invitation
flash-customer-invited = The invitation is on its way.
flash-invitation-cancelled = Taken back. The link works no more.
invitations-title = Invitations to an account
invitations-text = Customers who were asked to an account of their own. Invite from the menu of a customer's page.
invitations-all = All
invitation-state-pending = Waiting
invitation-state-accepted = Accepted
invitation-state-cancelled = Taken back
invitation-state-replaced = Replaced
invitation-state-voided = Void
invitation-state-expired = Expired
invitation-until = works until
invitation-since = since
invitation-resend = Send again
invitation-cancel = Take back
invitations-none = Nobody here
invitations-none-text = Open a customer and choose “Invite to an account” in the menu.
invitation-sent = { $count ->
    [one] Sent once
   *[other] Sent { $count } times
}
fact-customers-identifier-changed = Changed their own phone or e-mail
fact-customers-phone-updated = Whoever delivers to them calls the new number
fact-customers-change-reversed = A change of phone or e-mail was taken back
fact-people-customer-invited = Invited to an account
fact-people-invitation-resent = Invitation sent again
fact-people-invitation-cancelled = Invitation taken back
fact-people-invitation-accepted = Invitation accepted: the account is linked
fact-people-invitation-replaced = Invitation replaced by a newer one
fact-people-invitation-voided = Invitation became void
fact-people-invitation-expired = Invitation expired
invitations-link = Invitations
work-people-replace-older-invitations = Keeping one invitation a customer open
work-people-void-invitations-of-who-left = Ending invitations of who left
work-people-void-invitations-of-customers-gone = Ending invitations of customers who are gone
