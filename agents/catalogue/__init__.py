"""Help before buying: the exact product, its variants, alternatives (R43-R45)."""
