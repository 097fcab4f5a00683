"""R52, R58, R68: when we write first: in decent hours, not after an opt-out, and not again and again."""

from __future__ import annotations

from datetime import time

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.figures import figures
from evals.metrics.verdict import Fault, excerpt, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript

MOST_IN_A_ROW = 3
"""R52: after two or three tries there is a pause. Messages that name a time (a visit, a promise) are no tries."""


class Metric:
    name = "proactive"
    about = "We write first outside quiet hours only, never after an opt-out, and three times at most without an answer."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        contact = scenario.world.contact
        opted_out = contact is not None and contact.opted_out
        faults, checked, tries = [], 0, 0
        for turn in transcript.turns:
            if turn.kind == "message":
                tries = 0
            for line in turn.bot_replies() if turn.kind == "wait" else ():
                checked += 1
                tries += not any(figure.kind == "clock" for figure in figures(line.text))
                wall = line.at.astimezone(business.zone)
                if opted_out:
                    faults.append(
                        Fault(turn.number, "written to after an opt-out", "silence", excerpt(line.text))
                    )
                elif _is_quiet(wall.time().replace(tzinfo=None), business):
                    hours = f"{business.cadences.quiet_to:%H:%M} to {business.cadences.quiet_from:%H:%M}"
                    faults.append(
                        Fault(turn.number, f"written to at {wall:%H:%M}", hours, excerpt(line.text))
                    )
                elif tries > MOST_IN_A_ROW:
                    got = f"{tries} messages in a row"
                    faults.append(
                        Fault(turn.number, "one reminder too many", f"at most {MOST_IN_A_ROW}", got)
                    )
            opted_out = opted_out or any(call.args.get("opted_out") is True for call in turn.calls)
        well = f"{checked} messages of our own" if checked else "we never wrote first"
        return verdict(self.name, faults, checked=checked, well=well)


def _is_quiet(clock: time, business: Business) -> bool:
    start, end = business.cadences.quiet_from, business.cadences.quiet_to
    return start <= clock < end if start < end else clock >= start or clock < end
