# From how many rows in one file on owners are warned.
general-files = Files that staff take out
general-files-text = When a file passes this many rows, owners get an alert while it is still being made: with the name of who asked for it.
general-alarm-rows = Warn from this many rows
general-alarm-rows-hint = 1 to 1,000,000
fact-exports-limit-passed = A file passed the limit of the owners
alert-export-large-title = A large file is being taken out
alert-export-large-means = Somebody asked for a file with more rows than your settings let pass unnoticed.
alert-export-large-do = Ask who it was and what for. When nobody knows, disable the account or revoke the key: a file that is not made yet stops at once.
