"""One question of the catalogue's, with its options."""

from __future__ import annotations

from agents.catalogue.frame import CatalogueFrame
from domain.speech import SpeechAct
from domain.step import PendingQuestion, Step


def ask(act: SpeechAct, field: str, frame: CatalogueFrame, *, kind: str = "choice") -> Step:
    pending = PendingQuestion(
        field=field,
        kind="yes_no" if kind == "yes_no" else "choice",
        specialist="catalogue",
        options=act.options,
    )
    return Step(acts=[act], frame=frame.dump(), pending=pending)
