# The timeline: one sentence a fact, and the names of the fields that change.
fact-customers-registered = { $stage ->
    [guest] Came in as a guest
    [stub] Registered at the till
    [full] Registered with full details
   *[other] Registered
}
fact-customers-upgraded = { $stage ->
    [stub] Became a stub
    [full] Became a full customer
   *[other] Upgraded
}
fact-customers-changed = Details changed
fact-customers-deleted = Deleted
fact-customers-restored = Restored
fact-customers-blocked = Blocked
fact-customers-unblocked = Unblocked
fact-other = Something was recorded
change-name = Name
change-name2 = Name in the other script
change-phone = Phone
change-email = E-mail
change-birth-date = Birth date
change-gender = Gender
change-language = Language
change-kind = Kind
change-branch = Branch
change-branch-id = Branch
change-tags = Tags
change-preferences = Preferences
change-reason = Reason
change-stage = Stage
change-emptied = emptied
