"""Plays in several processes: all of them come back, a dead worker costs one, and leaving ends everything."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from evals.playing.pool import Pool, Workplace
from evals.playing.seeds import Order, make_orders, seed_of
from evals.scenario import Scenario
from tests.fakes.eval_workers import prepare_echo, prepare_fragile

NOWHERE = Workplace(Path("businesses"), Path("index"))


def scenario(scenario_id: str) -> Scenario:
    return Scenario.model_validate(
        {"id": scenario_id, "flow": "f", "title": scenario_id, "voices": ["ru", "en"], "start": "2026-11-23T10:00",
         "requirements": ["R12"], "script": [{"say": "hello"}], "expect": {}}
    )  # fmt: skip


def orders(*ids: str) -> list[Order]:
    return make_orders([scenario(i) for i in ids], repeats=2, seed=7)


def test_every_order_comes_back_with_its_own_seed() -> None:
    given = orders("a", "b", "c")
    with Pool(NOWHERE, prepare_echo, jobs=2) as pool:
        plays = list(pool.play(given))
    assert {(p.scenario_id, p.voice, p.repeat, p.transcript.error) for p in plays} == {
        (o.scenario.id, o.voice, o.repeat, f"seed {o.seed}") for o in given
    }


def test_a_worker_that_dies_costs_its_play_and_no_other() -> None:
    given = orders("a", "deadly", "c")
    with Pool(NOWHERE, prepare_fragile, jobs=2) as pool:
        plays = list(pool.play(given))
    assert len(plays) == len(given)
    died = [p for p in plays if p.scenario_id == "deadly"]
    assert len(died) == 4
    assert all("ended with code 9" in (p.transcript.error or "") for p in died)
    assert all((p.transcript.error or "").startswith("seed") for p in plays if p.scenario_id != "deadly")


def test_leaving_early_ends_the_workers() -> None:
    def interrupted() -> None:
        with Pool(NOWHERE, prepare_echo, jobs=2) as pool:
            for _ in pool.play(orders("a", "b", "c")):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not [p for p in multiprocessing.active_children() if p.name == "eval-worker"]


def test_a_seed_depends_on_the_play_and_not_on_its_place() -> None:
    alone = {(o.scenario.id, o.voice, o.repeat): o.seed for o in orders("c")}
    among = {(o.scenario.id, o.voice, o.repeat): o.seed for o in orders("a", "b", "c")}
    assert all(among[key] == seed for key, seed in alone.items())
    assert len(set(among.values())) == len(among)
    assert seed_of(1, "a", "ru", 0) != seed_of(2, "a", "ru", 0)


def test_only_the_wished_voice_is_played() -> None:
    played = make_orders([scenario("a")], repeats=3, seed=1, voice="en")
    assert [(o.voice, o.repeat) for o in played] == [("en", 0), ("en", 1), ("en", 2)]
