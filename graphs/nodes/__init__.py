"""The conversation graph's nodes, one a file."""
