# Addresses: what is refused.
field-city-missing = Enter a city.
field-latitude-not-valid = A latitude lies between -90 and 90 degrees.
field-longitude-not-valid = A longitude lies between -180 and 180 degrees.
field-position-incomplete = Give both latitude and longitude, or neither.
field-position-zero = Latitude and longitude 0 is a place in the open sea. Set the pin again.
field-within-out-of-range = The distance must be between 1 and 50,000 metres.
error-city-missing = { field-city-missing }
error-latitude-not-valid = { field-latitude-not-valid }
error-longitude-not-valid = { field-longitude-not-valid }
error-position-incomplete = { field-position-incomplete }
error-position-zero = { field-position-zero }
error-within-out-of-range = { field-within-out-of-range }
error-addresses-too-many = A customer has at most 100 addresses. Delete one first.
error-address-deleted = This address was deleted. Restore it first.
error-address-not-deleted = This address is not deleted.
error-address-in-use = Something on its way uses this address. Say whether the change counts for it too.
error-default-required = One address has to be the default. Make another one the default instead.
