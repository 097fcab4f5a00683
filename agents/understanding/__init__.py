"""What messages mean: words in, a `Reading` out. Exact answers first, then the local model."""
