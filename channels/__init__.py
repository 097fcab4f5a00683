"""Messengers. One folder per channel, the same file names in each; `registry.py` holds one line per channel."""
