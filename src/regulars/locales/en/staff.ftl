staff-edit = Edit
staff-edit-title = Staff account
staff-edit-lead = What you change holds at once, also where they are signed in now.
staff-email-hint = They sign in with this e-mail.
staff-own-place = Your own role and branches are changed by another owner or admin.
staff-conflict-title = Somebody changed this account meanwhile.
staff-history = What happened to this account
staff-close = Close for good
staff-close-title = Close the account of {$name} for good?
staff-close-out = They never sign in with it again.
staff-close-email = Their e-mail is free for another account.
staff-close-phone = Their phone is free for another account.
staff-close-for-good = This cannot be undone.
staff-former = { $count ->
    [one] {$count} former colleague
   *[other] {$count} former colleagues
}
flash-staff-changed = Staff account changed.
flash-staff-closed = Staff account closed for good.
fact-identity-staff-changed = Staff account changed
fact-identity-staff-closed = Staff account closed for good
change-role = Role
change-branch-ids = Branches
error-staff-closed = This account was closed for good.
