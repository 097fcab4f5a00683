"""Notes between the processes: few lines, none lost, at once for whoever looks."""

from __future__ import annotations

import asyncio
import json
import select
from typing import Any

import pytest

from engine.notifier import Note, Notifier
from engine.relay import Relay
from tests.eventually import at_least, eventually

pytestmark = pytest.mark.anyio


class Door:
    """Hears lines."""

    def __init__(self) -> None:
        self.lines: list[list[Any]] = []
        self.relay = Relay(self.lines.append, asyncio.get_running_loop())

    def tell(self, *numbers: int) -> None:
        for number in numbers:
            self.relay.pass_on(Note(f"conv-{number}", "turn"))

    @property
    def told(self) -> list[int]:
        notes = [note for kind, notes in self.lines if kind == "notes" for note in notes]
        assert {kind for _, kind in notes} <= {"turn"}
        return [int(name.removeprefix("conv-")) for name, _ in notes]


async def test_first_note_is_told_at_once_and_those_right_behind_it_share_a_line() -> None:
    door = Door()
    door.tell(1, 2, 3, 4)
    assert door.told == [1]
    await eventually(lambda: door.told, lambda told: told == [1, 2, 3, 4])
    assert len(door.lines) == 2


async def test_whoever_begins_to_look_is_told_at_once_what_was_held_back() -> None:
    door = Door()
    door.tell(1, 2, 3)
    door.relay.hear(True)
    assert door.told == [1, 2, 3]


async def test_notes_go_on_being_told_while_somebody_looks_and_when_nobody_does_any_more() -> None:
    door = Door()
    for is_heard in (True, False, True):
        before = len(door.told)
        door.relay.hear(is_heard)
        door.tell(*range(5))
        told = await eventually(lambda: door.told, lambda told, least=before + 5: len(told) >= least)
        assert told[before:] == [0, 1, 2, 3, 4]


async def test_line_with_many_notes_is_one_that_a_pipe_takes_whole() -> None:
    door = Door()
    for number in range(200):
        door.relay.pass_on(Note(f"conv-{number:032}", "approval"))
    door.relay.hear(True)
    assert sum(len(notes) for _, notes in door.lines) == 200
    assert all(len(json.dumps(line)) < select.PIPE_BUF for line in door.lines)


async def test_notes_from_other_threads_are_told_as_well() -> None:
    door = Door()
    await asyncio.gather(*(asyncio.to_thread(door.tell, number) for number in range(20)))
    told = await eventually(lambda: door.told, at_least(20))
    assert sorted(told) == list(range(20))


async def test_notifier_tells_when_the_first_listens_and_when_the_last_has_left() -> None:
    heard: list[bool] = []
    notifier = Notifier()
    notifier.on_heard = heard.append
    with notifier.subscribe("conv-1"):
        with notifier.subscribe("staff"), notifier.subscribe("conv-1"):
            assert heard == [True]
        assert heard == [True]
    assert heard == [True, False]
