"""What somebody wants to buy: products, sizes, colours, for whom, for which day (R43)."""
