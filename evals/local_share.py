"""How much is answered without a model: of the turns that were played, and of messages that carry their routes.

A turn is *answered locally* when no model would be asked for it: the exact layer spoke, the reading reaches its
language's bar, or it answers the open question. It is *right* unless a score of its play failed and points at it, or
points at no turn at all.

Messages with routes: the readings are put in the order of their confidence, and the largest part of them is sought of
which 95 % are right. That part of all messages is the share; exact answers count with confidence 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agents.understanding.calibrate import read_material
from agents.understanding.model.doubt import is_unsure
from agents.understanding.reading_context import ReadingContext
from agents.understanding.thresholds import Thresholds, load_thresholds
from agents.understanding.understander import Understander
from domain.clock import SystemClock
from domain.language import LANGUAGES
from domain.reading import Reading
from domain.speech import Option
from domain.step import PendingQuestion
from evals.public.scores import Share, mean_share
from evals.run import Play, Run
from evals.statistics.bootstrap import Estimate, estimate
from evals.transcript import Turn

PRECISION = 0.95
_FEWEST_ABOVE = 20
"""A part of fewer messages says nothing about 95 %."""


@dataclass(frozen=True)
class PlayedShare:
    """Of the customer's turns: how many were answered locally, and how many of those were right."""

    name: str
    turns: int
    local: Estimate
    right: Estimate | None


@dataclass(frozen=True)
class LabelledShare:
    """`share` of the messages can be answered at `PRECISION`, from confidence `at` on."""

    name: str
    messages: int
    accuracy: Share
    share: float
    low: float
    high: float
    at: float


def played_shares(run: Run) -> list[PlayedShare]:
    """All plays, then each voice."""
    thresholds = load_thresholds()
    names = ["all", *dict.fromkeys(play.voice for play in run.plays)]
    found: list[PlayedShare] = []
    for name in names:
        local: dict[str, list[float]] = defaultdict(list)
        right: dict[str, list[float]] = defaultdict(list)
        for play in run.plays:
            if name not in ("all", play.voice) or play.transcript.error:
                continue
            for turn, is_local in _turns(play, thresholds):
                local[play.scenario_id].append(float(is_local))
                if is_local:
                    right[play.scenario_id].append(float(_is_right(play, turn)))
        share = estimate(local)
        if share is not None:
            found.append(PlayedShare(name, share.values, share, estimate(right)))
    return found


def _turns(play: Play, thresholds: Thresholds) -> list[tuple[Turn, bool]]:
    """The customer's turns, each with whether it was answered locally."""
    turns: list[tuple[Turn, bool]] = []
    pending: PendingQuestion | None = None
    for turn in play.transcript.turns:
        if turn.kind == "message" and turn.reading is not None:
            said = " ".join(line.text for line in turn.lines if line.author == "customer")
            reading = Reading.model_validate({"text": said, **turn.reading})
            turns.append((turn, reading.source != "model" and not is_unsure(reading, pending, thresholds)))
        pending = _pending(turn)
    return turns


def _pending(turn: Turn) -> PendingQuestion | None:
    """The question that is open after a turn, as far as a transcript tells."""
    if turn.asked is None:
        return None
    return PendingQuestion.model_validate({
        "field": turn.asked.field, "kind": turn.asked.kind, "specialist": turn.specialist or "front_desk",
        "options": [Option(id=option, say="option") for option in turn.asked.options],
    })  # fmt: skip


def _is_right(play: Play, turn: Turn) -> bool:
    return not any(score.passed is False and score.turn in (None, turn.number) for score in play.scores)


def labelled_shares(understander: Understander, files: Sequence[Path]) -> list[LabelledShare]:
    """All messages, then each language. Raises BadRequest that names file and line."""
    now = SystemClock().now()
    judged: dict[str, list[tuple[float, bool]]] = {"all": [], **{language: [] for language in LANGUAGES}}
    for text, language, routes in read_material(files):
        reading = understander.read([text], ReadingContext(now, language))
        one = (1.0 if reading.source == "exact" else reading.confidence, reading.route in routes)
        judged["all"].append(one)
        judged[language].append(one)
    return [_labelled(name, ones) for name, ones in judged.items() if ones]


def _labelled(name: str, ones: list[tuple[float, bool]]) -> LabelledShare:
    import numpy as np

    share, at = share_at(ones)
    draws = np.random.default_rng(20).integers(0, len(ones), size=(300, len(ones)))
    drawn = [share_at([ones[i] for i in row])[0] for row in draws]
    low, high = (float(q) for q in np.quantile(drawn, [0.025, 0.975]))
    accuracy = mean_share([float(right) for _, right in ones])
    return LabelledShare(name, len(ones), accuracy, share, low, high, at)


def share_at(ones: Sequence[tuple[float, bool]], precision: float = PRECISION) -> tuple[float, float]:
    """The largest share of (confidence, right), surest first, of which `precision` are right; and its confidence.

    Equal confidences stay together. (0, 1) when there is no such part.
    """
    ordered = sorted(ones, key=lambda one: -one[0])
    best, at, right = 0, 1.0, 0
    for count, (confidence, is_right) in enumerate(ordered, 1):
        right += is_right
        last_of_its_kind = count == len(ordered) or ordered[count][0] < confidence
        if last_of_its_kind and count >= _FEWEST_ABOVE and right >= precision * count:
            best, at = count, confidence
    return best / max(1, len(ordered)), at
