"""Whether a question is about what is usual at the business ("do you do invoices?", "how do I pay?"), and not about
something that went wrong: a rule or a person answers it, and no date or order number is asked for."""

from __future__ import annotations

import re

from agents.router.heard import Heard
from agents.understanding.wording import fold, plain_text

_ASKS = re.compile(
    r"\b(?:do|would|will|can|could|may) (?:you|u|ya|i|we)\b|\bis (?:it possible|there)\b|\bare (?:you able|there)\b"
    r"|\bhow (?:do|can|could|would|should) (?:i|we)\b|\bwhat if\b|\bhow (?:long|much|many)\b"
    r"|\b(?:можно|могу|можем|нельзя|возможно|бывает|получится)\b|\bкак (?:оплатить|платить|вернуть|оформить|мне|вам|у вас)\b"
    r"|\bсколько (?:дней|стоит|времени|будет)\b|\b(?!знаете|понимаете|видите|будете)\w{2,}(?:ете|ёте|имаете|ите ли)\b"
    r"|\w{2,}ում ե[քն]\b|\bկարող (?:եմ|ենք|եք)\b|\bկարա[մնք]\w*\b|\bկարելի\b|\b(?:ոնց|ինչպես) (?:եմ|ենք|կարող|վճարե|անե)|\bունեք\b|\bլինում է\b"
    r"|\bքանի օր|\w{2,}um eq\b|\bkaro[gqx]h?\w* (?:em|enq|eq)\b|\bkareli\b|\b(?:vonc|voronc|vochnc|inchpes) em\b|\buneq\b"
    r"|\b(?:mozhno|mojno|mogu)\b|\w{3,}ete\b",
)  # fmt: skip
_TROUBLE = re.compile(
    r"\b(?:не|нет|ни|нету)\b|n't\b|\bnot\b|\bnever\b|\bno\b|\bstill\b|\bwrong\b|\w*չ(?:ի|եմ|եք|են|կա)\b|\bchi\b|\bche[mqn]\b"
    r"|\bчто (?:за|с)\b|\bпочему\b|\bwhy\b|\bինչու\b|\binchu\b|\bгде (?:мо|заказ|посылк)|\bwhere(?:'s| is) my\b",
)  # fmt: skip


def asks_of_a_practice(heard: Heard) -> bool:
    """A question that sounds like support's, tells of nothing that was bought or happened, and complains of nothing."""
    return tells_of_nothing(heard) and bool(_ASKS.search(fold(plain_text(heard.reading.text))))


def tells_of_nothing(heard: Heard) -> bool:
    """The same in words that are less plain: the rules may know, and only what they surely say is said."""
    reading, facts = heard.reading, heard.facts
    if not heard.asks or not reading.route.startswith("support.") or reading.route == "support.complaint":
        return False
    if facts.goods.colours or facts.goods.sizes or facts.products or facts.goods.categories:
        return False
    happened = bool(facts.goods.own or facts.order_ids or facts.emails or facts.money or reading.flags)
    happened = happened or any(w.passed for w in facts.windows) or "complain" in reading.acts
    return not happened and not _TROUBLE.search(fold(plain_text(reading.text)))
