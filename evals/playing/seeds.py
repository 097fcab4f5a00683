"""Seeds: what a play draws depends on the run's seed and on which play it is, not on order or number of workers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pydantic import BaseModel

from evals.scenario import Scenario
from evals.voices import Voice


class Order(BaseModel):
    """One play to be done. `number` is its place in the run."""

    number: int
    scenario: Scenario
    voice: Voice
    repeat: int
    seed: int


def seed_of(run_seed: int, scenario_id: str, voice: Voice, repeat: int) -> int:
    """A seed of 63 bits."""
    text = "\x1f".join((str(run_seed), scenario_id, voice, str(repeat)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def make_orders(
    scenarios: Sequence[Scenario], *, repeats: int, seed: int, voice: Voice | None = None
) -> list[Order]:
    """Every scenario in every voice (or in `voice` only), `repeats` times each.

    Repeats come first to last over all scenarios, so that a run that is stopped has something of each.
    """
    orders: list[Order] = []
    for repeat in range(repeats):
        for scenario in scenarios:
            for said in scenario.voices:
                if voice is None or said == voice:
                    drawn = seed_of(seed, scenario.id, said, repeat)
                    orders.append(
                        Order(number=len(orders), scenario=scenario, voice=said, repeat=repeat, seed=drawn)
                    )
    return orders
