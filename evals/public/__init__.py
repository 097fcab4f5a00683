"""Measuring on public material: one adapter a file of the folder, the same code paths as the commands use."""
