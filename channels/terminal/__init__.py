"""A conversation in the terminal, one JSON object a line."""
