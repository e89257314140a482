# What the statistics refuse.
field-days-out-of-range = The number of days must be between 1 and 365.
error-days-out-of-range = { field-days-out-of-range }
