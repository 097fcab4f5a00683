"""Wished times in words: one grammar over word meanings, three dictionaries of words."""
