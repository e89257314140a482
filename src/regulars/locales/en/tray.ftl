# The tray: long work, how far it is, how it ended.
tray-title = Work in progress
tray-none = No long work of yours in the last day
tray-none-text = Verifying the audit trail and other long work will stand here, with how far it is.
tray-open = Show
task-verify-chain = Verifying the audit trail
task-so-far = {$done} of {$total}
task-chain-whole = everything is as it was written
task-chain-broken = something is not as it was written
task-done = done
task-failed = failed
task-stalled = stopped; see background work under settings
task-waiting = waiting
task-running = running
