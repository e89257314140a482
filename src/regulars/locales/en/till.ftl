# The counter.
till-title = Till
till-heading = Who is at the counter?
till-entry = Phone, customer number or name
till-placeholder = Phone, CUST number or name
till-guest = Guest
till-answers = Customers found
till-hint-move = move
till-hint-pick = choose
till-hint-clear = clear
till-recent = Served lately
till-found = { $count ->
    [0] Nobody found
    [one] 1 customer found
   *[other] {$count} customers found
}
till-more = There are more. Type a little further.
till-none-phone = Nobody has this number yet.
till-none-number = No customer has this number.
till-none-name = Nobody by this name yet.
till-make = Make a new customer
draft-title = New customer
draft-lead = A name and a phone are enough. The rest can come later.
draft-save = Save
draft-enter = saves
known-title = This number is already known
known-lead = Is it one of these customers?
known-use = Use
known-other = Another person
known-other-hint = A family can share one phone.
served-found = Found
served-made = New customer saved
served-guest = Guest created
served-blocked = This customer is blocked. Ask your manager before you serve.
served-open = Open page
served-next = Next customer
