"""What a reply claims to have been done: booked, moved, cancelled."""

from __future__ import annotations

import re
from typing import Literal

from evals.metrics.text.sentences import folded, questions, sentences

Claim = Literal["booked", "moved", "cancelled"]

_CLAIMS: dict[Claim, re.Pattern[str]] = {
    "booked": re.compile(
        r"\bвы записаны\b|\bзаписал[аи]? вас\b|\bя вас записал|\bзапись (?:подтверждена|оформлена|создана)\b"
        r"|\bвизит (?:забронирован|подтвержден)\b|\bзабронировал"
        r"|\byou(?: are|'re|’re) (?:now |all )?(?:booked|set)\b|\b(?:have|'ve|’ve) booked\b"
        r"|\b(?:appointment|visit|booking) is (?:now )?(?:confirmed|booked)\b|\bit is now booked\b"
        r"|գրանցված եք|գրանցեցի(?:նք)?(?!\w)|ամրագրված է|ամրագրեցի|գրանցումը հաստատված է"
    ),
    "moved": re.compile(
        r"\bвизит перенесен\b|\bперенес(?:ла|ли)? (?:вас|ваш|визит)"
        r"|\b(?:visit|appointment) (?:is|has been) (?:moved|rescheduled)\b|\b(?:have|'ve|’ve) (?:moved|rescheduled)\b"
        r"|տեղափոխեցի(?:նք)?(?!\w)|տեղափոխված է"
    ),
    "cancelled": re.compile(
        r"\b(?:визит|прием) отменен\b|\bзапись отменена\b|\bвремя отменено\b|\bотменил[аи]? (?:ваш|визит|запись|прием)"
        r"|\b(?:visit|appointment|booking|time) (?:is|has been) cancell?ed\b|\b(?:have|'ve|’ve) cancell?ed\b"
        r"|չեղարկված է|չեղարկեցի(?:նք)?(?!\w)"
    ),
}
_CONDITION = re.compile(r"\b(?:если|if|when)\b|եթե|երբ")


def claims(text: str) -> list[Claim]:
    """What `text` says is done. A condition ("if you have a visit booked") and a question claim nothing."""
    asked = set(questions(text))
    found: list[Claim] = []
    for sentence in sentences(text):
        said = folded(sentence)
        if sentence in asked or _CONDITION.search(said):
            continue
        found += [claim for claim, pattern in _CLAIMS.items() if pattern.search(said) and claim not in found]
    return found
