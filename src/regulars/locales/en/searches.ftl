# A search that has to wait, and one that cannot be opened.
search-wait = { $minutes ->
    [one] Too many phones and e-mails were searched for that nobody has. Search for the next one in a minute.
   *[other] Too many phones and e-mails were searched for that nobody has. Search for the next one in {$minutes} minutes.
}
search-wait-list = Names and customer numbers can be searched for meanwhile.
search-wait-till = Search by name or customer number meanwhile, or make the customer.
search-lost = The search in this address cannot be opened. Type it again.
