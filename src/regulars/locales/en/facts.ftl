# The timeline: one sentence a fact, and the names of the fields that change.
fact-customers-registered = { $stage ->
    [guest] Came in as a guest
    [stub] Registered as a stub
    [full] Registered as a full customer
   *[other] Registered
}
fact-customers-registered-imported = { $stage ->
    [guest] Imported as a guest
    [stub] Imported as a stub
    [full] Imported as a full customer
   *[other] Imported
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
fact-identity-staff-added = Staff account added
fact-identity-staff-disabled = Staff account disabled
fact-identity-staff-enabled = Staff account enabled
fact-identity-staff-password-reset = Was given a new password
fact-identity-staff-password-changed = Changed their password
fact-identity-staff-signed-in = Signed in
fact-identity-staff-signed-out = Signed out
fact-identity-search-budget-spent = Made too many searches that found nobody
fact-identity-api-key-created = API key made
fact-identity-api-key-revoked = API key revoked
fact-tenants-opened = Business opened
fact-tenants-settings-changed = Settings changed
fact-tenants-branch-added = Branch added
fact-tenants-branch-renamed = Branch renamed
fact-jobs-rejected = Background work was refused
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
change-block-reason = Reason
change-stage = Stage
change-emptied = emptied
