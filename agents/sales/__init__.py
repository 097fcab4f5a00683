"""The sales qualifier: two to four facts, then the right manager (R2-R9)."""
