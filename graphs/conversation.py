"""The conversation graph: load, understand, route, the specialists, review, compose, commit. It never pauses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from copy import copy
from dataclasses import dataclass
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
from graphs.state import CarriedState, ConversationState, TurnOutput, carried_on, seen_by_nodes
from graphs.straight import run_straight

CompiledGraph = CompiledStateGraph[Any, Any, Any, Any]


def build_conversation_graph(checkpointer: BaseCheckpointSaver[Any] | None = None) -> CompiledGraph:
    """Compile the graph. Without a checkpointer it keeps nothing between turns (for drawing and for tools)."""
    # Only what `run` returns leaves the graph: the whole state would be copied out after every node.
    graph = StateGraph(CarriedState, context_schema=Dependencies, output_schema=TurnOutput)
    nodes: dict[str, Node] = {"load": load, "understand": understand, "route": route}
    nodes |= {name: specialist_node(name) for name in SPECIALISTS}
    nodes |= {"review": review, "compose": compose, "commit": commit}
    onwards = (*SPECIALISTS, "review")
    ways: dict[str, Ways] = {
        "load": Ways(after_load, ("understand", "commit", END)),
        "route": Ways(next_specialist, onwards),
        **{name: Ways(next_specialist, onwards) for name in SPECIALISTS},
        "commit": Ways(after_commit, ("scheduler", END)),
    }
    for name, node in nodes.items():
        way = ways.get(name)
        graph.add_node(name, observed(name, node, way), destinations=way.ends if way else None)
    graph.add_edge(START, "load")
    graph.add_edge("understand", "route")
    graph.add_edge("review", "compose")
    graph.add_edge("compose", "commit")
    compiled = graph.compile(checkpointer=checkpointer, name="conversation")
    run_straight(compiled)
    return compiled


class GraphNode(Protocol):
    """A node that may also say where the turn goes on."""

    def __call__(
        self, state: CarriedState, runtime: Runtime[Dependencies]
    ) -> Awaitable[dict[str, Any] | Command[str]]: ...


@dataclass(frozen=True)
class Ways:
    """Where a node may lead, and what chooses from the state it leaves. Told by the node itself: LangGraph's
    conditional edges read the state once more and hop to another thread for each.
    """

    choose: Callable[[ConversationState], str]
    ends: tuple[str, ...]


def observed(name: str, node: Node, ways: Ways | None) -> GraphNode:
    """`node`, telling `Dependencies.on_node` when it begins and ends, and LangGraph where to go on."""

    async def run(state: CarriedState, runtime: Runtime[Dependencies]) -> dict[str, Any] | Command[str]:
        tell = runtime.context.on_node
        if tell is not None:
            tell(name)
        seen = seen_by_nodes(state)
        result = await node(seen, runtime)
        if tell is not None:
            tell(f"{name}:done")
        # What stays as it was is not written: LangGraph carries every write through four places.
        known: Any = seen
        changed = {k: v for k, v in result.items() if k not in known or (known[k] is not v and known[k] != v)}
        update = carried_on(state, changed)
        if ways is None:
            return update
        left: Any = {**known, **result}
        return Command(update=update, goto=ways.choose(left))

    return run


class ConversationRunner:
    """Runs turns. One turn of a conversation at a time is the caller's promise (the engine's queue)."""

    def __init__(self, deps: Dependencies, checkpointer: BaseCheckpointSaver[Any] | None) -> None:
        self._deps = deps
        self._graph = build_conversation_graph(checkpointer)
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
        result = await self._graph.ainvoke(
            {"turn": turn},
            RunnableConfig(configurable={"thread_id": turn.case_id}),
            context=self._deps,
            durability=self._durability,
            # The other version reports every node's update besides.
            version="v2",
        )
        committed: Committed = result.value["committed"]
        return committed
