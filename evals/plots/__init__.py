"""What readings are worth, as figures to look at: confusion, reliability, coverage against precision."""
