"""Promises of an answer, as said in a reply: "ответим до 17:00", "we will answer by", "կպատասխանենք մինչև"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from evals.metrics.text.figures import figures, nearest_date
from evals.metrics.text.moments import clock, day_said
from evals.metrics.text.sentences import folded, sentences

_ANSWERING = re.compile(
    r"\bответ(?:им|ит|ят|а)?\b|\b(?:на|от|пере)?пиш(?:ем|ет|ут)\b|\bсвяж(?:емся|ется|утся)\b"
    r"|\b(?:пере|по)звон(?:им|ит|ят)\b|\bпришл(?:ем|ет|ют)\b|\bрешение придет\b|\bверн(?:емся|ется)\b"
    r"|\bпредложит\b|\bподготовит\b|\bразбер(?:утся|емся)\b"
    r"|պատասխան\w*|\bկգր(?:ի|ենք|են|եմ)\b|\bկկապ\w+|\bկզանգ\w+|\bկուղարկ\w+|\bկպատրաստ\w+|\bկպարզ\w+|\bկառաջարկ\w+"
    r"|\b(?:answer|reply|respond|get back|be in touch|contact you|call you|reach you|write to you|send you|suggest)\b"
)
_DEADLINE = re.compile(
    r"\b(?:до|к|не позднее|не позже|самое позднее|срок)\b|մինչև|ամենաուշը|ժամկետ|ոչ ուշ"
    r"|\b(?:by|before|until|no later than|latest)\b"
)
_WITHIN = re.compile(
    r"(?:в течение|через|within|in(?: the next)?) (?P<n>\d+) (?P<unit>мин|час|min|hour)"
    r"|(?P<n2>\d+) (?P<unit2>րոպե|ժամ)\w* (?:ընթացքում|անց)|(?P<n3>\d+) (?P<unit3>րոպե|ժամ)ից"
)
_VAGUE = re.compile(
    r"\b(?:скоро|вскоре|в ближайшее время|как можно скорее|shortly|(?<!as )soon|as soon as possible|right away)\b"
    r"|շուտով|մոտ ժամանակներս|հնարավորինս շուտ"
)
_WE_WILL = re.compile(
    r"\b(?:ответ(?:им|ит|ят)|(?:на|от)?пиш(?:ем|ет|ут)|свяж(?:емся|ется|утся)|(?:пере|по)звон(?:им|ит|ят))\b"
    r"|\bկ(?:պատասխան|գր|կապ|զանգ)(?:ի|ենք|են|վենք|վի|վեն|ահարի|ահարենք|ահարեն)\b"
    r"|\b(?:will|'ll) (?:be in touch|(?:answer|reply|respond|contact|call|write|get back|reach))\b"
)


@dataclass(frozen=True)
class PromiseSaid:
    """`due` is aware, on the wall clock of the reply; None: an answer is promised, but no time. A promise for a whole
    day has `whole_day`.
    """

    sentence: str
    due: datetime | None
    whole_day: bool = False


def promises(text: str, at: datetime) -> list[PromiseSaid]:
    """The promises of a reply that was sent `at` (aware, the business's wall clock)."""
    return [said for sentence in sentences(text) if (said := _promise(sentence, at)) is not None]


def _promise(sentence: str, at: datetime) -> PromiseSaid | None:
    said = folded(sentence)
    if not _ANSWERING.search(said):
        return None
    within = _WITHIN.search(said)
    if within:
        count = int(within["n"] or within["n2"] or within["n3"])
        unit = within["unit"] or within["unit2"] or within["unit3"]
        by = timedelta(minutes=count) if unit in ("мин", "min", "րոպե") else timedelta(hours=count)
        return PromiseSaid(sentence, at + by)
    if _DEADLINE.search(said):
        found = figures(sentence)
        dates = [f for f in found if f.kind == "date" and nearest_date(f.value, at.date())]
        clocks = [f for f in found if f.kind == "clock"]
        if clocks:
            moment = datetime.combine(day_said(sentence, dates, at), clock(clocks[-1]), at.tzinfo)
            return PromiseSaid(sentence, moment)
        if dates:
            day = day_said(sentence, dates, at)
            return PromiseSaid(sentence, datetime.combine(day, time.min, at.tzinfo), whole_day=True)
    if _VAGUE.search(said) and _WE_WILL.search(said):
        return PromiseSaid(sentence, None)
    return None
