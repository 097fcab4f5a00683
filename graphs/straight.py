"""All nodes of a turn in one step of LangGraph, while nobody listens to its nodes.

Between two nodes LangGraph makes a task, a configuration and a checkpoint, and looks at every channel: most of what a
turn of empty nodes costs. A graph whose nodes follow one another, never pause and keep nothing before the end (durability
"exit") needs that only for those who watch. So there is a second graph of a single node and of the channels that are
kept; both go on from each other's checkpoints. With a listener (a tracer, whoever runs us as a part of something) the
graph of named nodes runs, each a step of its own, and tools always look at that one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import ensure_config, get_async_callback_manager_for_config
from langgraph.errors import GraphRecursionError
from langgraph.graph import END
from langgraph.pregel import NodeBuilder, Pregel
from langgraph.runtime import Runtime, get_runtime

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


def is_listened_to() -> bool:
    """Whether a run that is begun here would tell somebody of its nodes."""
    return bool(get_async_callback_manager_for_config(ensure_config()).handlers)


class _Untold(Runnable[Any, Any]):
    """The body of a node. A plain function would be made a run of its own inside the node's, to be told about."""

    def __init__(self, run: Body) -> None:
        self._run = run

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **_: Any) -> Any:
        """Run it on what the node sees, with the runtime of the run that it is part of."""
        return await self._run(input, get_runtime())

    def invoke(self, input: Any, config: RunnableConfig | None = None, **_: Any) -> Any:
        """Not for runs that do not await. Raises RuntimeError."""
        raise RuntimeError("turns are awaited: use ainvoke")


StraightGraph = Pregel[Any, Any, Any, Any]


def straight_graph(
    named: StraightGraph, run: Body, *, begins: str, kept: Sequence[str], ends: str
) -> StraightGraph:
    """The graph of the one node `run`, beside the compiled graph `named` whose channels, checkpoints and context it
    shares: from what is written to `begins`, and what was `kept`, to new values of all that is kept and of `ends`.
    """
    node = NodeBuilder().subscribe_to(begins).read_from(*kept).do(_Untold(run))
    node.write_to(**{name: itemgetter(name) for name in (*kept, ends)})
    return Pregel(
        nodes={"all_nodes": node.build()},
        channels={name: named.channels[name] for name in (begins, *kept, ends)},
        input_channels=[begins],
        output_channels=[ends],
        checkpointer=named.checkpointer,
        context_schema=named.context_schema,
        name=named.name,
    )


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
