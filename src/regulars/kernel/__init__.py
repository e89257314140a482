"""The vocabulary every floor speaks: ids, errors, phones, e-mail, text and time."""
