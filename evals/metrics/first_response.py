"""R1, R71: how long a customer waits for the first reply. Silence is a failure, unless people owe the answer."""

from __future__ import annotations

from statistics import median

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.verdict import Fault, excerpt, verdict
from evals.scenario import Scenario
from evals.transcript import Transcript

LONGEST_SECONDS = 30
"""R1."""


class Metric:
    name = "first_response"
    about = f"Every customer message is answered within {LONGEST_SECONDS} seconds, unless staff own the conversation."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults: list[Fault] = []
        waits: list[float] = []
        owner, opted_out = "bot", False
        for turn in transcript.turns:
            own = [line for line in turn.lines if line.author == "customer"]
            if turn.kind == "message" and own:
                replies = [line for line in turn.replies() if line.at >= own[-1].at]
                if replies:
                    waits.append((replies[0].at - own[-1].at).total_seconds())
                    if waits[-1] > LONGEST_SECONDS and replies[0].author == "bot":
                        faults.append(
                            Fault(
                                turn.number,
                                f"the first reply came after {waits[-1]:.0f} seconds",
                                f"at most {LONGEST_SECONDS} seconds",
                                f"{waits[-1]:.0f} seconds",
                            )
                        )
                elif "staff" not in (owner, turn.owner) and not opted_out:
                    said = excerpt(" / ".join(line.text for line in own), 80)
                    faults.append(Fault(turn.number, "no reply", "a reply", f"silence after: {said}"))
            owner = turn.owner
            opted_out = opted_out or any(call.args.get("opted_out") is True for call in turn.calls)
        checked = len(waits) + sum(fault.reason == "no reply" for fault in faults)
        if not checked:
            return verdict(self.name, [], checked=0, well="the bot owed no reply")
        return verdict(
            self.name,
            faults,
            checked=checked,
            well=f"{len(waits)} replies, the slowest after {max(waits, default=0):.1f} s",
            figures={
                "first_response_seconds_median": float(median(waits)),
                "first_response_seconds_longest": max(waits),
            }
            if waits
            else None,
        )
