"""When loading fails, somebody is told; and what travels to the turn process arrives whole."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from domain.errors import Permanent
from engine import turn_link
from engine.deferred import Runners, load_in_background
from engine.indexing import prepare_in_background
from engine.readiness import LOADING, Readiness, answering
from engine.settings import Settings

pytestmark = pytest.mark.anyio


async def test_failed_loading_is_a_reason_not_to_be_ready() -> None:
    readiness, started = Readiness(), asyncio.Event()
    assert not readiness.is_ready
    assert readiness.reason == LOADING

    async def load() -> Runners:
        raise FileNotFoundError("model.bin")

    async with AsyncExitStack() as resources:
        load_in_background(load, resources, started, readiness)
        started.set()
        await readiness.settled.wait()
    assert not readiness.is_ready
    assert "FileNotFoundError: model.bin" in readiness.reason


async def test_models_that_do_not_warm_up_are_a_reason_too() -> None:
    readiness, started = Readiness(), asyncio.Event()

    def warm() -> None:
        raise MemoryError

    async with AsyncExitStack() as resources:
        prepare_in_background(warm, {}, resources, started, readiness)
        started.set()
        await readiness.settled.wait()
    assert "MemoryError" in readiness.reason


async def test_messages_are_answered_while_services_and_policies_are_indexed() -> None:
    readiness, started, done = Readiness(), asyncio.Event(), list[str]()

    def services(_progress: object) -> None:
        assert readiness.is_ready
        done.append("services")
        raise Permanent("a text that no model reads")

    async with AsyncExitStack() as resources:
        indexed = asyncio.Event()
        loop = asyncio.get_running_loop()

        def policies(_progress: object) -> None:
            done.append("policies")
            loop.call_soon_threadsafe(indexed.set)

        later = {"services": services, "policies": policies}
        prepare_in_background(lambda: None, later, resources, started, readiness)
        started.set()
        await indexed.wait()
    assert done == ["services", "policies"]


async def test_the_desks_end_stops_what_is_being_indexed() -> None:
    readiness, started, done = Readiness(), asyncio.Event(), list[str]()
    loop, begun, ending = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def services(progress: Callable[[int, int], None] | None) -> None:
        assert progress is not None
        loop.call_soon_threadsafe(begun.set)
        ending.wait(timeout=10)
        progress(0, 1)
        done.append("services")

    async with AsyncExitStack() as resources:
        later = {"services": services, "policies": lambda _: done.append("policies")}
        prepare_in_background(lambda: None, later, resources, started, readiness)
        started.set()
        await begun.wait()
        loop.call_soon(ending.set)  # after `stop` has spoken: it runs until its first wait
    assert not done


async def test_everything_is_loaded_when_the_last_is_made_and_not_before() -> None:
    readiness, started, done = Readiness(), asyncio.Event(), list[str]()

    def last(_progress: object) -> None:
        assert readiness.is_ready
        assert not readiness.loaded.is_set()
        done.append("last")
        raise MemoryError

    async with AsyncExitStack() as resources:
        later = {"first": lambda _: done.append("first"), "last": last}
        prepare_in_background(lambda: None, later, resources, started, readiness)
        started.set()
        await asyncio.wait_for(readiness.loaded.wait(), 20)
    assert done == ["first", "last"]


async def test_desk_with_given_models_is_ready() -> None:
    assert answering().is_ready
    assert answering().loaded.is_set()


async def test_settings_arrive_in_the_turn_process_as_the_door_has_them(tmp_path: Path) -> None:
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path,
        telegram_token=SecretStr("1:t"),
        allowed_origins=["https://a.example"],
    )
    orders = turn_link.Orders(settings=turn_link.plain_settings(settings), name="desk-1", answers=5)
    arrived = turn_link.Orders.model_validate_json(orders.model_dump_json()).read_settings()
    assert arrived == settings
    assert arrived.telegram_token == SecretStr("1:t")


async def test_lines_arrive_whole_and_end_with_the_other_side() -> None:
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    turn_link.say(theirs, b"go")
    os.write(theirs, b"wa")
    os.write(theirs, b"ke\nsto")
    os.close(theirs)
    assert list(turn_link.read_lines(ours)) == [b"go", b"wake"]
    os.close(ours)


async def test_full_pipe_holds_nobody_up() -> None:
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    for _ in range(100_000):
        turn_link.say(theirs, turn_link.WAKE)
    with pytest.raises(BlockingIOError):
        os.write(theirs, b"no room")
    os.close(ours)
    turn_link.say(theirs, turn_link.WAKE)
    os.close(theirs)
