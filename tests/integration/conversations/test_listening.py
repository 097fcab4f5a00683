"""A turn's nodes run in one step, or in a step each while somebody listens: with the same end."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

import pytest
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.tracers.context import register_configure_hook

from cli.session import ChatSession
from evals.playing.desk import Stage
from graphs.conversation import build_conversation_graph
from tests.integration.conversations.conftest import START

pytestmark = pytest.mark.anyio

NODES = ["load", "understand", "route", "scheduler", "review", "compose", "commit"]


class Listener(AsyncCallbackHandler):
    """As a tracer that the environment has switched on."""

    def __init__(self) -> None:
        self.heard: list[str | None] = []

    async def on_chain_start(self, *_: Any, name: str | None = None, **__: Any) -> None:
        self.heard.append(name)


_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)
register_configure_hook(_LISTENER, inheritable=True)


@contextmanager
def listening() -> Iterator[list[str | None]]:
    """Names of the runs as they begin."""
    listener = Listener()
    token = _LISTENER.set(listener)
    try:
        yield listener.heard
    finally:
        _LISTENER.reset(token)


async def book(stage: Stage, *, listened: Container[int] = ()) -> tuple[list[str], dict[str, Any]]:
    """The replies of a booking on a fresh desk, and what the graph keeps of its case. `listened`: numbers of messages
    whose turns somebody listens to."""
    replies: list[str] = []
    options: list[dict[str, str]] = []
    async with stage.desk(START, "terminal") as opened:
        session = ChatSession(opened.desk, opened.clock, customer="anna")
        for number, said in enumerate(("хочу на чистку завтра", "", "Анна, 091 23 45 67", "")):
            tapped = {"button": options[0]["id"], "label": options[0]["label"]} if options else {}
            with listening() if number in listened else nullcontext():
                answer = await session.handle({"id": str(number), **({"text": said} if said else tapped)})
            replies += [reply["text"] for reply in answer["replies"]]
            options = [option for reply in answer["replies"] for option in reply["options"]]
        assert answer["case"]["outcome"] == "booked"
        thread = {"configurable": {"thread_id": answer["case"]["id"]}}
        kept = await build_conversation_graph(stage.saver).aget_state(thread)
        return replies, dict(kept.values)


async def test_a_booking_ends_the_same_whoever_listens(stage: Stage) -> None:
    straight = await book(stage)
    with listening() as heard:
        in_steps = await book(stage)
    assert straight == in_steps
    assert {"frames", "opened"} <= straight[1].keys()
    assert [name for name in heard if name in NODES] == NODES * 4, "each node is a run of its own"


async def test_a_booking_that_is_listened_to_now_and_then_ends_the_same(stage: Stage) -> None:
    assert await book(stage, listened=(1, 2)) == await book(stage)
