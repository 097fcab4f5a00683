"""Whether a question is about what is usual at the business ("do you do invoices?", "how do I pay?"), and not about
something that went wrong: a rule or a person answers it, and no date or order number is asked for."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from agents.router.heard import Heard
from agents.router.words import A_WORD_OR_TWO
from agents.understanding.alternatives import load_alternatives
from agents.understanding.wording import fold, plain_text
from domain.reading import Reading

_WORDS = Path(__file__).with_suffix(".toml")


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    words = load_alternatives(_WORDS)
    return re.compile(rf"\b(?!{words['asks_nothing']}){words['asks']}\b")


@lru_cache(maxsize=1)
def _trouble() -> re.Pattern[str]:
    return re.compile(rf"\b{load_alternatives(_WORDS)['trouble']}\b")


def asks_of_a_practice(heard: Heard) -> bool:
    """A question that sounds like support's, tells of nothing that was bought or happened, and complains of nothing."""
    return tells_of_nothing(heard) and bool(_asking().search(_words_of(heard.reading)))


def _words_of(reading: Reading) -> str:
    """As typed and, where they are romanised, in their own script, too."""
    return "\n".join(fold(plain_text(text)) for text in (reading.text, reading.native) if text)


def tells_of_nothing(heard: Heard) -> bool:
    """The same in words that are less plain: the rules may know, and only what they surely say is said."""
    reading, facts = heard.reading, heard.facts
    if not heard.asks or not reading.route.startswith("support.") or reading.route == "support.complaint":
        return False
    if facts.goods.colours or facts.goods.sizes or facts.products or facts.goods.categories:
        return False
    happened = bool(facts.goods.own or facts.order_ids or facts.emails or facts.money or reading.flags)
    happened = happened or any(w.passed for w in facts.windows) or "complain" in reading.acts
    return not happened and not _trouble().search(_words_of(reading))


def asks_and_wishes_for_nothing(heard: Heard) -> bool:
    """ "Can my husband wait inside?", "may his granny come with him?": it sounds like a visit, or like hardly anything
    while one is arranged, asks something, and names no service, time, place or person of a visit."""
    reading, facts = heard.reading, heard.facts
    plain = heard.asks and reading.intent is None and reading.choice is None and not reading.flags
    brings = heard.names_of_a_visit or heard.gives_contact or facts.shift is not None or facts.likely_services
    if not plain or brings or len(reading.text.split()) <= A_WORD_OR_TWO or not heard.business.books:
        return False
    arranged = heard.was_asked_by("scheduler")
    return (heard.pending is None and reading.route == "booking") or (arranged and heard.is_guess)
