"""The conversation graph: load, understand, route, five specialists, review, compose, commit. It never pauses."""

from __future__ import annotations

from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import Durability

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
from graphs.state import ConversationState

CompiledGraph = CompiledStateGraph[Any, Any, Any, Any]


def build_conversation_graph(checkpointer: BaseCheckpointSaver[Any] | None = None) -> CompiledGraph:
    """Compile the graph. Without a checkpointer it keeps nothing between turns (for drawing and for tools)."""
    graph = StateGraph(ConversationState, context_schema=Dependencies)
    nodes: dict[str, Node] = {"load": load, "understand": understand, "route": route}
    nodes |= {name: specialist_node(name) for name in SPECIALISTS}
    nodes |= {"review": review, "compose": compose, "commit": commit}
    for name, node in nodes.items():
        graph.add_node(name, observed(name, node))
    onwards: list[str] = [*SPECIALISTS, "review"]
    graph.add_edge(START, "load")
    graph.add_conditional_edges(
        "load", after_load, {"understand": "understand", "commit": "commit", "end": END}
    )
    graph.add_edge("understand", "route")
    graph.add_conditional_edges("route", next_specialist, onwards)
    for name in SPECIALISTS:
        graph.add_conditional_edges(name, next_specialist, onwards)
    graph.add_edge("review", "compose")
    graph.add_edge("compose", "commit")
    graph.add_conditional_edges("commit", after_commit, {"scheduler": "scheduler", "end": END})
    return graph.compile(checkpointer=checkpointer, name="conversation")


def observed(name: str, node: Node) -> Node:
    """`node`, telling `Dependencies.on_node` when it begins and ends."""

    async def run(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
        tell = runtime.context.on_node
        if tell is None:
            return await node(state, runtime)
        tell(name)
        result = await node(state, runtime)
        tell(f"{name}:done")
        return result

    return run


class ConversationRunner:
    """Runs turns. One turn of a conversation at a time is the caller's promise (the engine's queue)."""

    def __init__(self, deps: Dependencies, checkpointer: BaseCheckpointSaver[Any] | None) -> None:
        self._deps = deps
        self._graph = build_conversation_graph(checkpointer)
        self._durability: Durability | None = "exit" if checkpointer is not None else None

    async def run(self, turn: TurnInput) -> Committed:
        """Run `turn` to its commit; running it again returns the stored result and writes nothing.

        Raises TurnSuperseded (a newer message came first: claim again) and OwnershipChanged (staff took over).
        """
        result = await self._graph.ainvoke(
            {"turn": turn},
            RunnableConfig(configurable={"thread_id": turn.case_id}),
            context=self._deps,
            durability=self._durability,
        )
        committed: Committed = result["committed"]
        return committed
