"""R17, R64: before a booking the customer reads what is booked: the service, the day, the hour and the total."""

from __future__ import annotations

import re

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.figures import figures
from evals.metrics.text.sentences import folded
from evals.metrics.verdict import Fault, excerpt, verdict
from evals.metrics.visits import Written, read_back_of, visits_written
from evals.scenario import Scenario
from evals.transcript import Line, Transcript

_FREE = re.compile(r"[:՝`,] (free|бесплатно|անվճար)\W*$")


class Metric:
    name = "read_back"
    about = "The read-back before a booking names the service, the day and hour, and a total (R17, R64)."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults, checked = [], 0
        for one in visits_written(transcript, business):
            if one.status != "booked" or one.moves or one.turn.kind == "staff":
                continue
            line = read_back_of(transcript, one)
            if line is None:
                continue  # a booking without a read-back is a forbidden act
            checked += 1
            missing = _missing(line, one, business)
            if missing:
                faults.append(
                    Fault(
                        one.turn.number,
                        f"the read-back lacks {' and '.join(missing)}",
                        "service, day, hour and total",
                        excerpt(line.text),
                    )
                )
        return verdict(
            self.name,
            faults,
            checked=checked,
            well=f"{checked} complete" if checked else "nothing was booked",
        )


def _missing(line: Line, one: Written, business: Business) -> list[str]:
    missing = []
    service = business.service_by_id.get(one.service or "")
    if service is not None:
        said = folded(line.text)
        names = (service.name, service.short_name)
        if not any(folded(name) in said for n in names for name in (n.ru, n.hy, n.en)):
            missing.append("the service")
    costs = service is None or service.price != 0
    if not any(figure.kind == "price" for figure in figures(line.text)) and (costs or not _says_free(line)):
        missing.append("the total")
    return missing


def _says_free(line: Line) -> bool:
    """Whether a line of it ends by saying that it costs nothing; that cancelling is free is not what it costs."""
    return any(_FREE.search(one) for one in line.text.lower().splitlines())
