"""R62: at most one question a reply; name and phone together are one bundle."""

from __future__ import annotations

import re

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.sentences import folded, questions
from evals.metrics.verdict import Fault, excerpt, replies_at_once, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript

_BUNDLE = (
    re.compile(r"\b(?:имя|имени|зовут|фамили\w+|անուն\w*|կոչ\w+|name)\b"),
    re.compile(
        r"\b(?:телефон\w*|номер\w*|почт\w+|e-?mail|հեռախոս\w*|համար\w*|էլ|փոստ\w*|phone|number|reach you|contact you)\b"
    ),
)


class Metric:
    name = "one_question"
    about = "A reply asks at most one question; name and phone together count as one (R62)."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults, checked = [], 0
        for turn in transcript.turns:
            for group in replies_at_once(turn):
                checked += 1
                asked = [q for line in group for q in questions(line.text)]
                if len(asked) > 1 and not _is_bundle(asked):
                    faults.append(
                        Fault(
                            turn.number,
                            f"{len(asked)} questions in one reply",
                            "one question",
                            " | ".join(excerpt(q, 60) for q in asked),
                        )
                    )
        return verdict(self.name, faults, checked=checked, well=f"{checked} replies, none asks twice")


def _is_bundle(asked: list[str]) -> bool:
    """Two questions, one for the name and one for how to reach the customer."""
    texts = [folded(q) for q in asked]
    return len(texts) == 2 and any(
        _BUNDLE[0].search(texts[i]) and _BUNDLE[1].search(texts[1 - i]) for i in (0, 1)
    )
