"""Replaying a recorded booking dialogue: a business made for it, and a customer who says what was said then."""
