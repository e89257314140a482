# What owners and admins are warned of.
alerts-title = Alerts
alerts-all = All alerts
alerts-none = Nothing to warn of
alerts-none-text = When somebody tries codes or passwords, or codes stop leaving, it stands here with what to do.
alerts-none-dismissed = Nothing dismissed
alerts-none-dismissed-text = What you dismiss is kept here and can be opened again.
alerts-open = { $count ->
    [one] One open alert
   *[other] {$count} open alerts
}
alerts-tab-open = Open
alerts-tab-dismissed = Dismissed
alerts-kind = Kind
alerts-kind-all = All kinds
alerts-narrow = Show
alerts-times = { $count ->
    [one] once
   *[other] {$count} times
}
alerts-do = What to do:
alerts-dismissed-by = Dismissed by {$actor}, {$day}.
alerts-see = See alerts
alerts-open-channels = Open channels
alerts-open-staff = Open staff
alerts-dismissal = Dismiss
alerts-reopening = Reopen
alerts-older = Older
alerts-first = To the newest
alert-codes-stopped-title = A hundred wrong codes in a row
alert-codes-stopped-means = Somebody kept trying codes for this customer. None is looked at any more, not even a right one, except from a device the customer had signed in with.
alert-codes-stopped-do = Call the customer. When it was them, give the tries back on their page; when not, leave it so.
alert-search-budget-spent-title = Many searches that found nobody
alert-search-budget-spent-means = A staff account or a key looked for so many unknown phones and e-mails that further searches wait.
alert-search-budget-spent-do = Ask who it was. When nobody knows, disable the account or revoke the key.
alert-codes-prefix-title = Codes to a range of numbers are held back
alert-codes-prefix-means = Many codes went to numbers that begin alike, and hardly any was confirmed: somebody may earn money with them. Customers with a verified number still get theirs.
alert-codes-prefix-do = Nothing, when you expect nobody there. A range opens again as its codes are confirmed, and by itself over time.
alert-codes-budget-title = The day’s budget of codes is used up
alert-codes-budget-means = Only customers with a verified number are still sent codes today.
alert-codes-budget-do = Look whether you had that many sign-ups. If so, raise the number of codes a day in the settings.
alert-codes-low-title = Most of the day’s codes are used up
alert-codes-low-means = Four fifths of the codes that may leave in a day are gone. When all are, only customers with a verified number are sent any.
alert-codes-low-do = On a busy day, raise the number of codes a day before it runs out. If you did not expect this many, wait: somebody may be trying numbers.
alert-codes-unserved-title = Codes were asked for countries you do not serve
alert-codes-unserved-means = Nothing was sent: the numbers are of a country your business does not serve, or cost who writes to them.
alert-codes-unserved-do = Add the country to those you serve, if customers of yours live there.
alert-codes-channel-title = Codes cannot be sent
alert-codes-channel-means = The provider of SMS or e-mail is not set up or refuses your account. Nobody can sign up or in with a code.
alert-codes-channel-do = Open the settings of channels and test the connection.
alert-sign-in-storm-title = Many failed sign-ins of staff
alert-sign-in-storm-means = Somebody tries passwords. Devices your staff have used before still get in; others wait.
alert-sign-in-storm-do = Tell your staff, and see that everybody has a second step.
alert-refresh-reuse-title = A stolen sign-in was ended
alert-refresh-reuse-means = An app’s token was used twice. One of the two was not the customer, so the sign-in ended for both.
alert-refresh-reuse-do = Usually nothing: the customer signs in again. If it happens often, ask who makes your app.
alert-recovery-code-used-title = A recovery code opened the console
alert-recovery-code-used-means = Somebody of your staff signed in without their phone or passkey.
alert-recovery-code-used-do = Ask them whether it was they. If not, close the account at once.
flash-alert-dismissed = Alert dismissed.
flash-alert-reopened = The alert is open again.
flash-alert-newer-open = The alert stays put away: a newer one says the same.
fact-audit-alert-dismissed = Alert dismissed
fact-audit-alert-reopened = Alert reopened
work-audit-warn-owners = Warning owners of what looks wrong
