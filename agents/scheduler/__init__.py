"""The scheduler: prices and free times, booking, moving, cancelling (R12-R19, R21-R22)."""
