"""R62: the first sentence is the next step or the direct answer, not filler or an apology."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.sentences import folded, sentences
from evals.metrics.verdict import Fault, excerpt, replies_at_once, verdict
from evals.scenario import Scenario
from evals.transcript import Line, Transcript, Turn

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
        )
    )
)
_SYMPATHY = re.compile(
    "|".join(
        (
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
_UPSET = frozenset({"anger", "safety", "payment_dispute", "legal", "medical"})
_TROUBLE = 0.5
"""From this confidence a message is taken for trouble that is told of."""


class Metric:
    name = "first_sentence"
    about = (
        "The first sentence of a reply is the next step or the answer, not filler (R62); to somebody upset one short "
        "sentence of sympathy comes before it (R65)."
    )
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults, checked = [], 0
        for turn in transcript.turns:
            upset = _is_upset(turn)
            for group in replies_at_once(turn):
                checked += 1
                said = _after_greeting(group)
                if _is_idle(said, upset=upset) and not _thanks_for_rating(turn, said):
                    faults.append(
                        Fault(
                            turn.number,
                            "the reply begins with words that move nothing",
                            "sympathy in one short sentence, then the next step"
                            if upset
                            else "the next step, or the answer",
                            excerpt(group[0].text, 80),
                        )
                    )
        return verdict(self.name, faults, checked=checked, well=f"{checked} replies begin with what matters")


def _is_upset(turn: Turn) -> bool:
    """Whether sympathy is due: trouble is told of, or somebody is angry, in danger or in dispute."""
    reading = turn.reading or {}
    routes = [r["route"] for r in reading.get("routes") or () if r["confidence"] >= _TROUBLE]
    in_trouble = any(route.startswith("support.") for route in routes) or turn.specialist == "support"
    return in_trouble or bool(_UPSET.intersection(reading.get("flags") or ()))


def _is_idle(said: Sequence[str], *, upset: bool) -> bool:
    """Whether the reply begins with words that move nothing. One short sentence of sympathy that is due is
    not idle, when the next one says something."""
    if not said:
        return False
    first = said[0]
    if upset and _SYMPATHY.fullmatch(first):
        return len(said) < 2 or not _says_something(said[1])
    return not _says_something(first)


def _thanks_for_rating(turn: Turn, said: Sequence[str]) -> bool:
    """The last words of a problem that is solved: thanks for telling how it went, and one thing more (R41)."""
    return any(act.startswith("rating-") for act in turn.said) and any(map(_says_something, said[1:]))


def _says_something(sentence: str) -> bool:
    return not (_FILLER.fullmatch(sentence) or _SYMPATHY.fullmatch(sentence))


def _after_greeting(group: Sequence[Line]) -> list[str]:
    """The sentences that are read together, folded, without a greeting at their beginning."""
    said = [folded(sentence) for line in group for sentence in sentences(line.text)]
    if said and _GREETING.match(said[0]):
        said[0] = _GREETING.sub("", said[0], count=1)
    return [sentence for s in said if (sentence := s.strip(" .!։,—-"))]
