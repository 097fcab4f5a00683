"""What goods are measured by, and whom and what they are for."""

from __future__ import annotations

from typing import Literal

Measure = Literal["bust", "waist", "hips", "foot", "finger", "height", "head"]
"""What is measured, in centimetres; `finger` is its girth in millimetres."""
MEASURES: tuple[Measure, ...] = ("bust", "waist", "hips", "foot", "finger", "height", "head")
Recipient = Literal["woman", "man", "child", "home"]
Occasion = Literal[
    "birthday", "new-year", "womens-day", "anniversary", "wedding", "housewarming", "christening", "birth",
    "army-day", "teacher", "everyday",
]  # fmt: skip
