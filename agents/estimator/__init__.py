"""The estimator: collects what a price depends on; a person prices it (R25-R30)."""
