# Companies, preferences, completeness, pictures and history of a customer.
field-tag-names-customer = This tag spells out the customer’s name. Tags are not sealed, so keep names out of them.
field-preferences-not-pairs = Write preferences as name=value, with | between them.
error-tag-names-customer = { field-tag-names-customer }
error-preferences-not-pairs = { field-preferences-not-pairs }
field-amount-not-valid = Write an amount in digits, such as 250 or 250.500.
field-amount-too-fine = This currency has { $decimals } decimals.
field-amount-too-large = This amount is too large.
field-company-has-contacts = This company has contacts. Move them first.
field-company-is-no-contact = A company cannot be the contact of a company.
field-company-not-known = There is no such company.
field-currency-missing = Say in which currency.
field-currency-not-known = There is no such currency. Use its code, such as OMR.
field-only-for-companies = Only a company can have this.
field-tax-id-not-valid = A tax number has at least four letters or digits, one of them a digit.
field-terms-too-long = Payment terms are 0 to { $most } days.
error-amount-not-valid = { field-amount-not-valid }
error-amount-too-fine = { field-amount-too-fine }
error-amount-too-large = { field-amount-too-large }
error-company-has-contacts = { field-company-has-contacts }
error-company-is-no-contact = { field-company-is-no-contact }
error-company-not-known = { field-company-not-known }
error-currency-missing = { field-currency-missing }
error-currency-not-known = { field-currency-not-known }
error-only-for-companies = { field-only-for-companies }
error-tax-id-not-valid = { field-tax-id-not-valid }
error-terms-too-long = { field-terms-too-long }
