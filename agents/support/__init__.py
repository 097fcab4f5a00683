"""The support triager: one missing fact, a check of identity, help at once where there is some, else a ticket."""
