# Features switched on by degrees.
settings-flags = Features
flags-text = New features arrive by degrees. Switch one on or off for your business, or follow the roll-out.
flag-on = On
flag-off = Off
flag-overdue = Past its date
flag-why-chosen = Your choice.
flag-why-rolled-out = Rolled out to { NUMBER($percent) }% of businesses.
flag-why-default = As it comes.
flag-choose-on = On
flag-choose-off = Off
flag-choose-follow = Follow the roll-out
flag-console-palette = Quick search
flag-console-palette-text = Ctrl K opens one field over customers, pages and actions.
flag-console-live = Live screens
flag-console-live-text = Lists and customer pages change by themselves when somebody else works on them.
fact-tenants-flag-set = A feature was switched
