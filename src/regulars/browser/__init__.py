"""What every page for a browser needs, whoever it is for: locks, headers, words, times, files."""
