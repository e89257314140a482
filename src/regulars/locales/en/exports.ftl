# Files that leave the house: the dialog, their page, the tray, and what is told of them.
export-open = Export
export-title-customers = Export these customers
export-title-changes = Export these changes
export-title-looks = Export these looks
export-rows = { $count ->
    [0] No rows
    [one] {$count} row
   *[other] {$count} rows
}
export-rows-more = More than { $count ->
    [one] {$count} row
   *[other] {$count} rows
}
export-none = There is nothing to export with these filters.
export-at-once = The file comes at once.
export-by-worker = That takes longer than a page. The file is made in the background; you find it in the tray at the top, for a day.
export-columns-shown = Those of the list
export-columns-shown-hint = Name, and the columns that you have chosen for the list
export-columns-all = All
export-columns-all-hint = Everything that can be imported again
export-phones = Phones and e-mails
export-phones-full = In full
export-phones-full-hint = As they are, so that they can be imported again
export-phones-masked = Masked
export-phones-masked-hint = As the list shows them
export-logged = That you export this is written down in the audit trail.
export-logged-customers = Each customer in the file is written down in the audit trail, with your name.
export-take = Download
export-make = Make the file
export-size = {$size} kB
export-until = Here until
export-yours = Only you can download it.
export-may-leave = You may leave this page; the tray at the top tells when it is ready.
export-call-off = Call off
export-asked = Asked for
export-filter-q = Search
export-filter-stage = Stage
export-filter-state = State
export-filter-tongue = Language
export-filter-tag = Tag
export-filter-branch = Branch
export-filter-sort = Order
export-filter-actor = By whom
export-filter-subject = About
export-filter-kind = Kind
export-filter-purpose = Purpose
export-filter-span = Days
export-filter-since = From
export-filter-until = To
flash-export-begun = The file is being made. You find it in the tray at the top.
task-export-customers = Customers as a file
task-export-changes = Changes as a file
task-export-looks = Looks as a file
task-export-ready = ready
task-export-not-allowed = stopped: you may not have this any more
task-export-too-large = stopped: larger than a file may be. Narrow it, for instance by days
task-called-off = called off
task-so-far-open = { $count ->
    [one] {$count} so far
   *[other] {$count} so far
}
error-exports-too-many = You have asked for many files lately. Take those, or wait until they are made.
error-export-not-ready = This file is not made yet, or was not made.
scope-exports-write = Take what it may read out as files
fact-exports-asked = Export asked for
fact-exports-made = Exported as a file
fact-exports-downloaded = Exported file downloaded
work-exports-make-the-file = Making a file
