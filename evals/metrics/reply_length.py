"""R62: at most 60 words a reply. Labels of options are not counted."""

from __future__ import annotations

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.sentences import count_words
from evals.metrics.verdict import Fault, excerpt, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript

MAX_WORDS = 60


class Metric:
    name = "reply_length"
    about = "Every reply of the bot has at most 60 words (R62)."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults, lengths = [], []
        for turn in transcript.turns:
            for line in turn.bot_replies():
                words = count_words(line.text)
                lengths.append(words)
                if words > MAX_WORDS:
                    faults.append(
                        Fault(
                            turn.number,
                            f"a reply of {words} words",
                            f"at most {MAX_WORDS} words",
                            f"{words} words: {excerpt(line.text)}",
                        )
                    )
        longest = max(lengths, default=0)
        return verdict(
            self.name,
            faults,
            checked=len(lengths),
            well=f"{len(lengths)} replies, the longest has {longest} words",
            figures={"longest_reply_words": float(longest)} if lengths else None,
        )
