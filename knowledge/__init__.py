"""What the business knows: its files, its policies, and the search over them."""
