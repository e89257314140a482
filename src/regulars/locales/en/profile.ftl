# Companies, preferences, completeness, pictures and history of a customer.
field-tag-names-customer = This tag spells out the customer’s name. Tags are not sealed, so keep names out of them.
field-preferences-not-pairs = Write preferences as name=value, with | between them.
error-tag-names-customer = { field-tag-names-customer }
error-preferences-not-pairs = { field-preferences-not-pairs }
