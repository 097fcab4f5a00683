"""Whether a local reading is unsure enough that a model is worth asking."""

from __future__ import annotations

from agents.router import answers_pending
from agents.understanding.thresholds import Thresholds
from domain.reading import Reading
from domain.step import PendingQuestion


def is_unsure(reading: Reading, pending: PendingQuestion | None, thresholds: Thresholds) -> bool:
    """The local reading is below its language's bar, and more is at stake than an answer that is understood already."""
    if reading.source != "local" or not any(c.isalpha() for c in reading.text):
        return False
    if reading.confidence >= thresholds.ask_model_below[reading.language]:
        return False
    if "opt_out" in reading.acts:
        return False
    return pending is None or not answers_pending(reading, pending)
