"""The most that may be spent, said without a currency: "до 10000", "մինչև 10 հազար", "under 10k" (R44).

Sums that name their currency are read with the other sums (`facts/money.py`).
"""

from __future__ import annotations

import re
from decimal import Decimal

_LIMIT = re.compile(
    r"(?<![\w-])(?:до|не\s+(?:больше|дороже|более)|максимум|в\s+пределах|бюджет(?:\s+(?:до|около))?|"
    r"մինչև|մինչեւ|մինչ|առավելագույնը|ոչ\s+ավել(?:ի)?|բյուջեն?|minchev|mincev|"
    r"do|ne\s+(?:bolshe|dorozhe)|"
    r"up\s+to|under|within|below|max(?:imum)?|no\s+more\s+than|not\s+more\s+than|at\s+most|less\s+than|budget(?:\s+(?:is|of))?)"
    r"\s*[:՝—-]?\s*(?P<number>\d{1,3}(?:[\s\u00a0.,]\d{3})+|\d{1,6})\s*(?P<thousand>тыс\w*|հազար\w*|hazar\w*|tis\w*|tys\w*|k\b|к\b)?",
    re.IGNORECASE,
)
_THOUSANDS_FIRST = re.compile(
    r"(?<!\w)(?:тысяч[аи]?|тыщ)\s+(?:до|за|на|в\s+пределах)\s+(?P<number>\d{1,3})(?!\d)", re.IGNORECASE
)
""" "Тысяч до 20"."""
_BEHIND = re.compile(
    r"(?<![\w-])(?P<number>\d{1,3}(?:[\s\u00a0.,]\d{3})+|\d{1,6})\s*(?P<thousand>тыс\w*|հազար\w*|hazar\w*|tis\w*|tys\w*|k\b|к\b)?"
    r"\s*-?(?:ից|ic|its)?\s+(?:ոչ\s+ավել\w*|չանցնի|voch\s+avel\w*|не\s+(?:больше|дороже|более)|максимум|max(?:imum)?\b|tops\b|"
    r"or\s+less|at\s+most)",
    re.IGNORECASE,
)
""" "25000-ից ոչ ավել", "20 тысяч максимум"."""
_LEAST = 1000
"""Smaller numbers are sizes, days and pieces."""
_YEARS = range(2020, 2040)


def find_budget(text: str) -> Decimal | None:
    """The sum, in the business's currency; None when no limit is named."""
    turned = _THOUSANDS_FIRST.search(text)
    if turned is not None:
        return Decimal(int(turned["number"]) * 1000)
    for found in (*_LIMIT.finditer(text), *_BEHIND.finditer(text)):
        number = int(re.sub(r"\D", "", found["number"]))
        sum_ = number * 1000 if found["thousand"] and number < _LEAST else number
        if sum_ >= _LEAST and sum_ not in _YEARS:
            return Decimal(sum_)
    return None
