"""Who the staff are: hired, invited, changed, shut out, and by whom."""
