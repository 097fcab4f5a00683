"""R62: the first sentence is the next step or the direct answer, not filler or an apology."""

from __future__ import annotations

import re

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.sentences import folded, sentences
from evals.metrics.verdict import Fault, excerpt, replies_at_once, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript

_GREETING = re.compile(
    r"(?:здравствуйте|добрый (?:день|вечер)|доброе утро|привет|hello|hi|good (?:morning|afternoon|evening)"
    r"|բարև ձեզ|բարև|բարի (?:օր|լույս|երեկո))(?:[, ]+[^\W\d_]+){0,2}[.!։]*"
)
_FILLER = re.compile(
    "|".join(
        (
            # thanks for writing; what follows a comma says something ("thank you, see you then")
            r"(?:большое )?спасибо(?: вам)?(?: (?:большое )?за (?:то, что )?[^,]{1,50})?",
            r"благодари[мю](?: [^,]{1,50})?",
            r"thank(?:s| you)(?: (?:so much|very much))?(?: for [^,]{1,50})?",
            r"շնորհակալություն(?: [^,]{1,50}|, որ [^,]{1,40})?",
            r"շնորհակալ ենք(?: [^,]{1,50})?",
            # pleasure and praise
            r"(?:мы |я )?(?:очень |всегда )?рад[ыа]?(?: (?:вас|вам|вашему|слышать|помочь|приветствовать).{0,40})?",
            r"(?:это )?(?:отличн|хорош|прекрасн|интересн|замечательн)\w+ (?:вопрос|выбор)",
            r"(?:that is |that's |what )?(?:an? )?(?:great|good|excellent) (?:question|choice)",
            r"(?:we are|we're|i am|i'm) (?:very |so |always )?(?:happy|glad|delighted|pleased)(?: to .{0,40})?",
            r"(?:i|we) hope (?:you are|you're|this).{0,40}",
            r"(?:շատ |միշտ )?ուրախ ենք.{0,40}",
            r"(?:շատ )?լավ հարց(?: է)?",
            # an apology and nothing else
            r"(?:к сожалению|извините(?: нас)?|простите(?: нас)?|прошу прощения|приносим (?:свои )?извинения)"
            r"(?: за .{0,40})?",
            r"(?:мне|нам) (?:очень )?жаль(?:,? (?:это |что ).{0,40})?",
            r"(?:(?:i am|i'm|we are|we're) )?(?:so |very |really )?sorry(?: (?:for the|to hear|about).{0,40})?",
            r"(?:my|our) apologies(?: for .{0,40})?",
            r"we apologi[sz]e(?: for .{0,40})?",
            r"(?:շատ )?ցավում (?:եմ|ենք)(?:,? .{0,40})?",
            r"ներեցեք(?: .{0,20} համար)?",
            r"ներողություն(?: ենք խնդրում| եմ խնդրում)?(?: .{0,30} համար)?",
            r"ցավոք",
        )
    )
)
_EMPATHY_IS_DUE = frozenset({"anger", "safety", "payment_dispute", "legal", "medical"})
"""R65: where somebody is upset, line one is empathy and line two the steps."""


class Metric:
    name = "first_sentence"
    about = "The first sentence of a reply is the next step or the answer, not filler or an apology (R62)."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults, checked = [], 0
        for turn in transcript.turns:
            flags = set((turn.reading or {}).get("flags") or ())
            if flags & _EMPATHY_IS_DUE or turn.specialist == "support":
                continue
            for group in replies_at_once(turn):
                checked += 1
                first = _first_that_says_something(group[0].text)
                if first is not None and _FILLER.fullmatch(first.strip(" .!։,—-")):
                    faults.append(
                        Fault(
                            turn.number,
                            "the reply begins with words that move nothing",
                            "the next step, or the answer",
                            excerpt(group[0].text, 80),
                        )
                    )
        return verdict(self.name, faults, checked=checked, well=f"{checked} replies begin with what matters")


def _first_that_says_something(text: str) -> str | None:
    """The first sentence after a greeting, folded; None when there is nothing but a greeting."""
    for sentence in sentences(text):
        said = folded(sentence)
        rest = _GREETING.sub("", said, count=1).strip() if _GREETING.match(said) else said
        if rest:
            return rest
    return None
