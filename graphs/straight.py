"""All nodes of a turn in one step of LangGraph, while nobody listens to its nodes.

Between two nodes LangGraph makes a task, a configuration and a checkpoint, and looks at every channel: most of what a
turn of empty nodes costs. A graph whose nodes follow one another, never pause and keep nothing before the end (durability
"exit") needs that only for those who watch. With a listener (a tracer, a stream of events) each node is a step of its
own, so tools see what they always see.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import BaseCallbackManager
from langchain_core.runnables import RunnableConfig
from langgraph.errors import GraphRecursionError
from langgraph.graph import END
from langgraph.runtime import Runtime

MOST_NODES = 100
"""A turn has eight or so; one that goes in circles must end."""

Seen = dict[str, Any]
Body = Callable[[Any, Runtime[Any]], Awaitable[dict[str, Any]]]
"""What a node does: from what it sees to what it writes."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a node may lead, and what chooses from the state it leaves. Told by the node itself: LangGraph's
    conditional edges read the state once more and hop to another thread for each.
    """

    choose: Callable[[Any], str]
    ends: tuple[str, ...]

    @classmethod
    def only(cls, end: str) -> Ways:
        """The one way on."""
        return cls(lambda _: end, (end,))


def is_listened_to(config: RunnableConfig) -> bool:
    """Whether somebody is told of the run's nodes."""
    callbacks = config.get("callbacks")
    return not isinstance(callbacks, BaseCallbackManager) or bool(callbacks.handlers)


async def walk(
    first: str,
    nodes: Mapping[str, Body],
    ways: Mapping[str, Ways],
    seen: Seen,
    runtime: Runtime[Any],
) -> Seen:
    """Run the nodes one after another, from `first` to the end; returns what they leave. Others on the event loop have
    their turn between two nodes. Raises GraphRecursionError after `MOST_NODES`, as LangGraph would.
    """
    name = first
    for _ in range(MOST_NODES):
        seen = {**seen, **await nodes[name](seen, runtime)}
        name = ways[name].choose(seen)
        if name == END:
            return seen
        await asyncio.sleep(0)
    raise GraphRecursionError(f"no end after {MOST_NODES} nodes; the next would be {name}")
