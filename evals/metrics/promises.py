"""R65: a promise that was said is a promise that is kept track of, with that very time."""

from __future__ import annotations

from datetime import datetime

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.promises import PromiseSaid, promises
from evals.metrics.text.sentences import folded
from evals.metrics.verdict import Fault, excerpt, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript, Turn

_TOLERANCE_SECONDS = 60
"""Words have no seconds."""


class Metric:
    name = "promises"
    about = "Every promised answer has a time, and a commitment, card or alarm with that time (R65)."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        kept = _moments(transcript)
        faults, checked = [], 0
        for turn in transcript.turns:
            owners_words = folded(" ".join(p.text for p in turn.passages))
            for line in turn.bot_replies():
                for said in promises(line.text, line.at):
                    if folded(said.sentence) in owners_words:
                        continue
                    checked += 1
                    fault = _wrong(turn, said, line.at, kept)
                    if fault is not None:
                        faults.append(fault)
        return verdict(
            self.name,
            faults,
            checked=checked,
            well=f"{checked} promises, all on record" if checked else "nothing was promised",
        )


def _moments(transcript: Transcript) -> list[datetime]:
    """Every time at which somebody will look whether a promise was kept."""
    moments = [promise.due_at for promise in transcript.promises]
    for timer in transcript.open_timers:
        moments += [due] if (due := _moment(timer.get("due_at"))) is not None else []
    for turn in transcript.turns:
        step = turn.case.next_step if turn.case is not None else None
        if step and step.get("owner") == "staff" and (due := _moment(step.get("due_at"))) is not None:
            moments.append(due)
    return moments


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, datetime) and value.tzinfo is not None else None


def _wrong(turn: Turn, said: PromiseSaid, at: datetime, kept: list[datetime]) -> Fault | None:
    if said.due is None:
        return Fault(turn.number, "an answer is promised without a time", "a time", excerpt(said.sentence))
    due = said.due
    if said.whole_day:
        if any(moment.astimezone(due.tzinfo).date() == due.date() for moment in kept):
            return None
    elif any(abs((moment - due).total_seconds()) <= _TOLERANCE_SECONDS for moment in kept):
        if due >= at.replace(second=0, microsecond=0):
            return None
        reason = "an answer is promised for a time that is past"
        return Fault(turn.number, reason, f"after {at:%H:%M}", excerpt(said.sentence))
    expected = f"a commitment due {due:%Y-%m-%d}" + ("" if said.whole_day else f" {due:%H:%M}")
    others = ", ".join(sorted({f"{m.astimezone(due.tzinfo):%Y-%m-%d %H:%M}" for m in kept})) or "none"
    return Fault(turn.number, f"a promise without a record: {excerpt(said.sentence, 80)}", expected, others)
