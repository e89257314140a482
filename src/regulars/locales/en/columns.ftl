# Which columns a list has, through which branch it is seen, and in which order.
columns-title = Columns
column-email = E-mail
column-language = Language
column-tags = Tags
column-kind = Kind
column-updated = Changed
kind-person = Person
filter-branch = As one branch sees it
sort-title = Sort
sort-by-down-created = Newest first
sort-by-created = Oldest first
sort-by-number = Lowest number first
sort-by-down-number = Highest number first
printed-at = As of {$time}
