"""A run for people: a few lines for the terminal, and one HTML file that opens anywhere."""
