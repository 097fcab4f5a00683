"""Measuring conversations. Scenarios, metrics and reports arrive here; nothing imports this folder."""
