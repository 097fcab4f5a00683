"""The conversation graph: load, understand, route, the specialists, review, compose, commit. It never pauses."""

from __future__ import annotations

from collections.abc import Awaitable
from copy import copy
from typing import Any, Protocol

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command, Durability

from domain.conversation import SPECIALISTS
from domain.turn import Committed, TurnInput
from graphs.dependencies import Dependencies
from graphs.nodes.commit import after_commit, commit
from graphs.nodes.compose import compose
from graphs.nodes.load import after_load, load
from graphs.nodes.review import review
from graphs.nodes.route import next_specialist, route
from graphs.nodes.specialists import Node, specialist_node
from graphs.nodes.understand import understand
from graphs.state import (
    NOTHING_KEPT,
    CarriedState,
    ConversationState,
    TurnOutput,
    carried_on,
    seen_by_nodes,
)
from graphs.straight import Body, Ways, is_listened_to, straight_graph, walk

CompiledGraph = CompiledStateGraph[Any, Any, Any, Any]

FIRST = "load"
_ONWARDS = (*SPECIALISTS, "review")
_NODES: dict[str, Node] = {
    "load": load, "understand": understand, "route": route,
    **{name: specialist_node(name) for name in SPECIALISTS},
    "review": review, "compose": compose, "commit": commit,
}  # fmt: skip
_WAYS: dict[str, Ways] = {
    "load": Ways(after_load, ("understand", "commit", END)),
    "understand": Ways.only("route"),
    "route": Ways(next_specialist, _ONWARDS),
    **{name: Ways(next_specialist, _ONWARDS) for name in SPECIALISTS},
    "review": Ways.only("compose"),
    "compose": Ways.only("commit"),
    "commit": Ways(after_commit, ("scheduler", END)),
}


def build_conversation_graph(checkpointer: BaseCheckpointSaver[Any] | None = None) -> CompiledGraph:
    """Compile the graph. Without a checkpointer it keeps nothing between turns (for drawing and for tools)."""
    # Only what `run` returns leaves the graph: the whole state would be copied out after every node.
    graph: Any = StateGraph(CarriedState, context_schema=Dependencies, output_schema=TurnOutput)
    for name, ways in _WAYS.items():
        run = one_node(name)
        if len(ways.ends) > 1:
            graph.add_node(name, run, destinations=ways.ends)
        else:
            graph.add_node(name, run)
            graph.add_edge(name, ways.ends[0])
    graph.add_edge(START, FIRST)
    compiled: CompiledGraph = graph.compile(checkpointer=checkpointer, name="conversation")
    return compiled


class GraphNode(Protocol):
    """A node that may also say where the turn goes on."""

    def __call__(
        self, state: CarriedState, runtime: Runtime[Dependencies]
    ) -> Awaitable[dict[str, Any] | Command[str]]: ...


def observed(name: str) -> Body:
    """The node, telling `Dependencies.on_node` when it begins and ends."""
    node = _NODES[name]

    async def run(seen: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
        tell = runtime.context.on_node
        if tell is not None:
            tell(name)
        written = await node(seen, runtime)
        if tell is not None:
            tell(f"{name}:done")
        return written

    return run


_OBSERVED = {name: observed(name) for name in _NODES}


def one_node(name: str) -> GraphNode:
    """The node as a step of its own, telling LangGraph where to go on."""
    run_node, ways = _OBSERVED[name], _WAYS[name]

    async def run(state: CarriedState, runtime: Runtime[Dependencies]) -> dict[str, Any] | Command[str]:
        seen = seen_by_nodes(state)
        left: Any = {**seen, **await run_node(seen, runtime)}
        update = carried_on(state, seen, left)
        return update if len(ways.ends) == 1 else Command(update=update, goto=ways.choose(left))

    return run


async def all_nodes(state: CarriedState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
    """The nodes one after another, and what a turn leaves behind."""
    seen: Any = seen_by_nodes(state)
    left: Any = await walk(FIRST, _OBSERVED, _WAYS, seen, runtime)
    return {**NOTHING_KEPT, **left}


class ConversationRunner:
    """Runs turns. One turn of a conversation at a time is the caller's promise (the engine's queue)."""

    def __init__(self, deps: Dependencies, checkpointer: BaseCheckpointSaver[Any] | None) -> None:
        self._deps = deps
        self._graph = build_conversation_graph(checkpointer)
        self._straight = straight_graph(
            self._graph, all_nodes, begins="turn", kept=tuple(NOTHING_KEPT), ends="committed"
        )
        self._durability: Durability | None = "exit" if checkpointer is not None else None

    def on(self, deps: Dependencies) -> ConversationRunner:
        """A runner of the same compiled graph with other dependencies: compiling costs more than many turns."""
        other = copy(self)
        other._deps = deps
        return other

    async def run(self, turn: TurnInput) -> Committed:
        """Run `turn` to its commit; running it again returns the stored result and writes nothing.

        Raises TurnSuperseded (a newer message came first: claim again) and OwnershipChanged (staff took over).
        """
        graph = self._graph if is_listened_to() else self._straight
        result = await graph.ainvoke(
            {"turn": turn},
            RunnableConfig(configurable={"thread_id": turn.case_id}),
            context=self._deps,
            durability=self._durability,
            # The other version reports every node's update besides.
            version="v2",
        )
        committed: Committed = result.value["committed"]
        return committed
