"""Scenarios played against the real graphs, engine and database, on a virtual clock."""
