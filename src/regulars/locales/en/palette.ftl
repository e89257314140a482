# The command palette.
palette-title = Go to, do or find
palette-hint = Customer, page or action
palette-commands = Go and do
palette-people = Customers
palette-recent = Served lately
palette-none = Nothing found. Try a phone, a customer number or a page’s name.
palette-found =
    { $count ->
        [0] Nothing found
        [one] One result
       *[other] { $count } results
    }
palette-new-customer = New customer
palette-new-branch = New branch
palette-new-staff = New staff account
palette-new-key = New API key
palette-blocked = Blocked customers
palette-suspended = Suspended customers
palette-deleted = Deleted customers
palette-english = Switch to English
palette-arabic = Switch to Arabic
palette-light = Light theme
palette-dark = Dark theme
