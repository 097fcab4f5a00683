"""Many people at once: one slot, one event twice, two members of staff, bursts."""
