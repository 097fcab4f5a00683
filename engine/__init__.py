"""Durable execution: when and where turns, sends, alarms and approvals run. `bootstrap.py` is the only wiring."""
