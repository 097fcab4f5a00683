"""What a week of chats says: needs, questions without a policy, where customers stop, how fast we answer, and which
two flows to begin with (R71, R75, R77-R79).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta, tzinfo
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from evals.imports.labels import LabelledMessage

if TYPE_CHECKING:
    from knowledge.embedding import Vectors

ALIKE = 0.55
"""Centred similarity from which two questions are one; other questions about one thing are up to 0.5 alike."""
TOP = 10
LEFT_AFTER = timedelta(hours=24)
"""A question that the export ends with sooner may still be answered."""
_QUESTION_MARKS = ("?", "՞", ";՞")


class Need(BaseModel):
    route: str
    chats: int
    messages: int
    share: float
    """Of all chats."""
    example: str


class Question(BaseModel):
    """A question customers repeat and no policy answers. `places`: export lines."""

    text: str
    times: int
    chats: int
    languages: list[str]
    places: list[str]


class StoppingPoint(BaseModel):
    """A question of the business after which customers wrote no more."""

    question: str
    asked: int
    left: int
    share: float


class HourOfDay(BaseModel):
    hour: int
    waits: int
    median_seconds: float
    slowest_seconds: float


class Flow(BaseModel):
    """One flow to automate. `score` is the share of chats times how clear and how measurable its next step is."""

    name: str
    chats: int
    share: float
    next_step: str
    measured_by: str
    score: float
    why: str


class Insights(BaseModel):
    """What a week of chats says, for the owner to read."""

    chats: int
    messages: int
    customer_messages: int
    languages: dict[str, int] = Field(default_factory=dict)
    needs: list[Need] = Field(default_factory=list)
    questions_without_policy: list[Question] = Field(default_factory=list)
    questions_with_policy: dict[str, int] = Field(default_factory=dict)
    stopping_points: list[StoppingPoint] = Field(default_factory=list)
    left_unanswered: int = 0
    """Chats that end with a customer's message nobody answered."""
    first_response: list[HourOfDay] = Field(default_factory=list)
    first_response_median_seconds: float | None = None
    flows: list[Flow] = Field(default_factory=list)
    begin_with: list[str] = Field(default_factory=list)


_FLOWS: dict[str, tuple[tuple[str, ...], str, str, float]] = {
    "booking": (
        ("booking", "reschedule", "cancel"),
        "offer three real times, hold one, read it back",
        "visits booked, moved instead of cancelled, minutes to the booking",
        1.0,
    ),
    "prices": (("quote",), "say the price with what it includes and offer times", "prices that led to a visit", 0.9),
    "questions": (("faq",), "answer from the policy, offer the next step", "questions answered without a person", 0.85),
    "support": (
        ("support.delivery", "support.payment", "support.technical", "support.returns", "support.account",
         "support.complaint"),
        "ask the one missing fact, open a ticket with a time",
        "time to the outcome, share that needs a person",
        0.8,
    ),
    "qualification": (("sales",), "two to four fields, then a call or a visit", "qualified share, night leads kept", 0.75),
}  # fmt: skip
"""Flow -> its routes, its next step, what shows that it works, and how clear and measurable that is (R77)."""


def find_insights(
    messages: Sequence[LabelledMessage], embed: Callable[[Sequence[str], str], Vectors], zone: tzinfo
) -> Insights:
    """`embed` gives centred unit vectors of questions in a language. `zone`: whose hours of the day."""
    theirs = [m for m in messages if m.side == "customer"]
    chats = {m.chat for m in messages}
    needs = _needs(theirs, len(chats))
    flows = _flows(theirs, len(chats))
    hours, overall = _first_responses(messages, zone)
    return Insights(
        chats=len(chats),
        messages=len(messages),
        customer_messages=len(theirs),
        languages=dict(Counter(m.language for m in theirs if m.language is not None).most_common()),
        needs=needs,
        questions_without_policy=_repeated(
            [m for m in theirs if m.asks and m.policy is None and m.need != "human"], embed
        ),
        questions_with_policy=dict(Counter(m.policy for m in theirs if m.policy is not None).most_common()),
        stopping_points=_stopping_points(messages, embed),
        left_unanswered=sum(
            1 for chat in _by_chat(messages) if chat[-1].side == "customer" and _waits(chat[-1])
        ),
        first_response=hours,
        first_response_median_seconds=overall,
        flows=flows,
        begin_with=[flow.name for flow in flows[:2]],
    )


def _needs(theirs: Sequence[LabelledMessage], chats: int) -> list[Need]:
    found: dict[str, list[LabelledMessage]] = {}
    for message in theirs:
        if message.need is not None:
            found.setdefault(message.need, []).append(message)
    needs = [
        Need(
            route=route, chats=len({m.chat for m in said}), messages=len(said),
            share=round(len({m.chat for m in said}) / max(chats, 1), 3),
            example=max(said, key=lambda m: m.confidence or 0.0).text[:160],
        )
        for route, said in found.items()
    ]  # fmt: skip
    return sorted(needs, key=lambda n: (-n.chats, -n.messages, n.route))


def _repeated(
    asked: Sequence[LabelledMessage], embed: Callable[[Sequence[str], str], Vectors]
) -> list[Question]:
    """Questions asked at least twice, the most frequent first; one that only one customer repeats is none."""
    groups = cluster(asked, [m.text for m in asked], [m.language or "en" for m in asked], embed)
    found = [
        Question(
            text=group[0].text[:200], times=len(group), chats=len({m.chat for m in group}),
            languages=sorted({m.language or "" for m in group}), places=[m.place for m in group],
        )
        for group in groups
        if len({m.chat for m in group}) > 1
    ]  # fmt: skip
    return sorted(found, key=lambda q: (-q.chats, -q.times, q.places[0]))[:TOP]


def cluster(
    items: Sequence[LabelledMessage],
    texts: Sequence[str],
    languages: Sequence[str],
    embed: Callable[[Sequence[str], str], Vectors],
) -> list[list[LabelledMessage]]:
    """Groups of items whose texts mean the same, across languages; the most typical item first."""
    import numpy as np

    if not items:
        return []
    vectors = np.zeros((len(items), 0), dtype=np.float32)
    for language in sorted(set(languages)):
        rows = [i for i, known in enumerate(languages) if known == language]
        made = embed([texts[i] for i in rows], language)
        if vectors.shape[1] == 0:
            vectors = np.zeros((len(items), made.shape[1]), dtype=np.float32)
        vectors[rows] = made
    alike = vectors @ vectors.T
    open_rows = set(range(len(items)))
    groups: list[list[LabelledMessage]] = []
    while open_rows:
        rows = sorted(open_rows)
        near = alike[np.ix_(rows, rows)] >= ALIKE
        centre = int(near.sum(axis=1).argmax())
        members = [rows[i] for i in np.flatnonzero(near[centre])]
        members = [rows[centre], *(m for m in members if m != rows[centre])]
        groups.append([items[i] for i in members])
        open_rows -= set(members)
    return groups


def _by_chat(messages: Sequence[LabelledMessage]) -> list[list[LabelledMessage]]:
    return [list(group) for _, group in groupby(messages, key=lambda m: m.chat)]


def _asks(message: LabelledMessage) -> bool:
    return message.side == "business" and any(mark in message.text for mark in _QUESTION_MARKS)


def _waits(message: LabelledMessage) -> bool:
    return message.route not in ("smalltalk", "confirm", "decline", "out_of_scope") or message.asks


def _stopping_points(
    messages: Sequence[LabelledMessage], embed: Callable[[Sequence[str], str], Vectors]
) -> list[StoppingPoint]:
    """R75: the business's questions, how often each was asked, and after how many the customer wrote no more."""
    latest = max((m.at for m in messages if m.at is not None), default=None)
    asked: list[LabelledMessage] = []
    left: set[tuple[str, int]] = set()
    for chat in _by_chat(messages):
        asked += [m for m in chat if _asks(m)]
        last_customer = max((i for i, m in enumerate(chat) if m.side == "customer"), default=-1)
        after = [m for m in chat[last_customer + 1 :] if _asks(m)]
        if after and not (
            latest is not None and after[-1].at is not None and latest - after[-1].at < LEFT_AFTER
        ):
            left.add((after[-1].chat, after[-1].number))
    questions = [_question_of(m.text) for m in asked]
    groups = cluster(asked, questions, [_script(q) for q in questions], embed)
    points = [
        StoppingPoint(
            question=_question_of(group[0].text)[:160], asked=len(group),
            left=(gone := sum((m.chat, m.number) in left for m in group)), share=round(gone / len(group), 3),
        )
        for group in groups
    ]  # fmt: skip
    return sorted((p for p in points if p.left), key=lambda p: (-p.left, -p.share, p.question))[:TOP]


def _question_of(text: str) -> str:
    """The last sentence that asks."""
    sentences = [s.strip() for s in text.replace("\n", " ").replace("!", ".").split(".") if s.strip()]
    return next((s for s in reversed(sentences) if any(mark in s for mark in _QUESTION_MARKS)), text.strip())


def _script(text: str) -> str:
    if any("\u0530" <= c <= "\u058f" for c in text):
        return "hy"
    return "ru" if any("\u0400" <= c <= "\u04ff" for c in text) else "en"


def _first_responses(
    messages: Sequence[LabelledMessage], zone: tzinfo
) -> tuple[list[HourOfDay], float | None]:
    """R71: from a customer's message to the first answer, by the hour of day at which it was written."""
    by_hour: dict[int, list[float]] = {}
    for chat in _by_chat(messages):
        since = None
        for message in chat:
            if message.at is None:
                continue
            if message.side == "customer":
                since = since or message.at
            elif since is not None:
                waited = (message.at - since).total_seconds()
                by_hour.setdefault(since.astimezone(zone).hour, []).append(max(waited, 0.0))
                since = None
    hours = [
        HourOfDay(hour=hour, waits=len(waits), median_seconds=median(waits), slowest_seconds=max(waits))
        for hour, waits in sorted(by_hour.items())
    ]
    every = [w for waits in by_hour.values() for w in waits]
    return hours, median(every) if every else None


def _flows(theirs: Sequence[LabelledMessage], chats: int) -> list[Flow]:
    found = []
    for name, (routes, next_step, measured_by, clear) in _FLOWS.items():
        count = len({m.chat for m in theirs if m.need in routes})
        share = count / max(chats, 1)
        found.append(
            Flow(
                name=name, chats=count, share=round(share, 3), next_step=next_step, measured_by=measured_by,
                score=round(share * clear, 3),
                why=f"in {count} of {chats} chats; next step: {next_step}; measured by: {measured_by}",
            )
        )  # fmt: skip
    return sorted((f for f in found if f.chats), key=lambda f: (-f.score, f.name))
