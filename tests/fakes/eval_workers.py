"""Players for the pool's tests: no desk, at the top of a module so that worker processes can import them."""

from __future__ import annotations

import os
from collections.abc import Callable

from evals.playing.pool import Workplace, failed_play
from evals.playing.seeds import Order
from evals.run import Play


def prepare_echo(_workplace: Workplace) -> Callable[[Order], Play]:
    """Plays nothing; the play's error is its seed."""
    return lambda order: failed_play(order, f"seed {order.seed}")


def prepare_fragile(_workplace: Workplace) -> Callable[[Order], Play]:
    """Dies at the scenario called `deadly`, as a crash of native code would."""

    def play(order: Order) -> Play:
        if order.scenario.id == "deadly":
            os._exit(9)
        return failed_play(order, f"seed {order.seed}")

    return play
