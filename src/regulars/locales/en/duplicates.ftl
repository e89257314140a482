# Possible duplicates where there are more than one page or one count looks at.
duplicates-count-beyond = { $count ->
    [0] Possible duplicates
    [one] More than { $count } possible duplicate
   *[other] More than { $count } possible duplicates
}
duplicates-looked-at = { $count ->
    [one] Only 1 pair was looked at for this page. The next one looks on.
   *[other] Only { $count } pairs were looked at for this page. The next one looks on.
}
duplicates-none-here = Nothing yet
duplicates-none-here-text = { $count ->
    [one] 1 pair was looked at, and it is not one that you may see. There are more to look at.
   *[other] { $count } pairs were looked at, and none is one that you may see. There are more to look at.
}
duplicates-none-further = No more pairs beyond here
