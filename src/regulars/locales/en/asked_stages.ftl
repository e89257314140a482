# Of which stages a preference is asked.
field-preference-not-for-stage = This is not asked of customers of this stage.
error-preference-not-for-stage = { field-preference-not-for-stage }
asks-stages = Asked of
asks-stages-hint = Shown on the form of these customers only. None or all means everybody.
asks-of = asked of: {$stages}
