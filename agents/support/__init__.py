"""The support triager: category, one missing fact, a ticket with a promised time (R31-R37)."""
