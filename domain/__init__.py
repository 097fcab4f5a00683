"""Nouns and pure rules. No I/O; imports nothing else of ours."""
