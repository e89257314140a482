# A search that has to wait, and one that cannot be opened.
search-wait = { $minutes ->
    [one] Too many searches found nobody. Search by phone or e-mail again in a minute.
   *[other] Too many searches found nobody. Search by phone or e-mail again in {$minutes} minutes.
}
search-wait-list = Names and customer numbers work meanwhile.
search-wait-till = Names and customer numbers work meanwhile, and you can make the customer.
search-lost = The search in this address cannot be opened. Type it again.
