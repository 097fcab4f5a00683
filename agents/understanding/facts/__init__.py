"""Facts in the words that a grammar can find: sums, counts, order numbers, places, names."""
