# Narrowing the list of customers by language, kind and tag.
filter-kind-person = People
filter-kind-company = Companies
filter-any-kind = People and companies
filter-any-language = Any language
filter-tag = Tag
filter-any-tag = With or without tags
filter-other-tag = Another tag
filter-by-tag = Filter by tag
customers-looked-at = { $count ->
    [one] Only 1 customer was looked at for this page. The next one looks on.
   *[other] Only {$count} customers were looked at for this page. The next one looks on.
}
customers-none-here = Nobody yet
customers-none-here-text = { $count ->
    [one] 1 customer was looked at, and nobody matches. There are more to look at.
   *[other] {$count} customers were looked at, and nobody matches. There are more to look at.
}
customers-none-further = No more customers match beyond here.
customers-look-on = Look on
