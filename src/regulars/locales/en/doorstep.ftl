# Before a business is known, and where none is.
doorstep-title = Where do you work?
doorstep-lead = Regulars is the customer platform that turns walk-ins into regulars. Say which business you belong to, and we take you to its sign-in.
doorstep-business = Address of your business
doorstep-business-hint = The short name in the link that you were given.
doorstep-go = Continue
doorstep-help = You do not know it? Whoever made your account can tell you.
doorstep-api = For developers: the API reference
doorstep-unknown-title = No business here
doorstep-unknown-text = No business of this address is known here. It may be mistyped; check it, and try again.
field-address-not-valid = Letters a to z, digits and hyphens only, at least two of them.

problem-nowhere-text = There is no such page. The address may be mistyped.
problem-wrong-way-title = This cannot be opened like that
problem-wrong-way-text = There is such an address, but it is not a page. Go back and use the buttons there.
problem-unreadable-title = We could not read that
problem-unreadable-text = What was sent is damaged or too large. Go back, load the page again and try once more.
problem-doorstep = Find your business
