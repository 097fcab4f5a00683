"""The bare LangGraph that turns are compared with: the same saver and settings as ours, nodes that do nothing."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import process_time
from typing import Annotated, Any, TypedDict

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.graph import END, START, StateGraph
from langgraph.graph.message import add_messages

from benchmarks.worker import Round
from graphs.checkpointer import open_checkpointer
from graphs.conversation import CompiledGraph

NODES = ("load", "understand", "route", "specialist", "review", "compose", "commit")
"""As many as an ordinary turn of ours runs."""
PLAIN_NODES = ("load", "route", "specialist", "compose")
"""The smallest agent with a router."""


class LeanState(TypedDict, total=False):
    """Plain values, replaced every turn."""

    text: str
    intent: str
    frames: dict[str, Any]
    pending: dict[str, Any] | None
    failures: int
    reply: str


class ChatState(TypedDict, total=False):
    """The usual state of an agent: the history of messages."""

    messages: Annotated[list[AnyMessage], add_messages]
    intent: str
    draft: str


def lean_graph(checkpointer: Any) -> CompiledGraph:
    """A node a step; each writes one small value."""
    values: dict[str, dict[str, Any]] = {
        "load": {"failures": 0},
        "understand": {"intent": "booking"},
        "route": {"frames": {"scheduler": {"mode": "book", "service_id": "cleaning"}}},
        "specialist": {"pending": {"field": "slot", "kind": "choice", "attempts": 0}},
        "review": {"failures": 0},
        "compose": {"reply": "Thursday 15:00 is free. Shall I book it?"},
        "commit": {"pending": {"field": "slot", "kind": "choice", "attempts": 1}},
    }
    graph: Any = StateGraph(LeanState)
    for name in NODES:
        graph.add_node(name, _giving(values[name]))
    _chain(graph, NODES)
    compiled: CompiledGraph = graph.compile(checkpointer=checkpointer)
    return compiled


def chat_graph(checkpointer: Any, answer: Callable[[], str]) -> CompiledGraph:
    """Four nodes and the message history; `answer` says what the assistant replies."""

    async def compose(_state: ChatState) -> dict[str, Any]:
        return {"messages": [AIMessage(content=answer())]}

    graph: Any = StateGraph(ChatState)
    graph.add_node("load", _giving({"draft": ""}))
    graph.add_node("route", _giving({"intent": "booking"}))
    graph.add_node("specialist", _giving({"draft": "offer"}))
    graph.add_node("compose", compose)
    _chain(graph, PLAIN_NODES)
    compiled: CompiledGraph = graph.compile(checkpointer=checkpointer)
    return compiled


@asynccontextmanager
async def lean_turns(options: dict[str, Any]) -> AsyncIterator[Round]:
    """Rounds of `turns` turns of the thread `thread`; answers the CPU milliseconds of each turn. Durability "exit"."""
    async with open_checkpointer(f"sqlite:///{options['folder']}/bare.db") as saver:
        graph = lean_graph(saver)

        async def do_round(request: dict[str, Any]) -> dict[str, Any]:
            config = RunnableConfig(configurable={"thread_id": request["thread"]})
            cpu = []
            for turn in range(request["turns"]):
                began = process_time()
                await graph.ainvoke({"text": f"message {turn}"}, config, durability="exit")
                cpu.append((process_time() - began) * 1000)
            return {"cpu_ms": cpu}

        yield do_round


@asynccontextmanager
async def chat_turns(options: dict[str, Any]) -> AsyncIterator[Round]:
    """One round of the given (text, reply) turns on one thread with default durability; answers the bytes stored."""
    path = Path(options["folder"]) / "chat.db"

    async def do_round(request: dict[str, Any]) -> dict[str, Any]:
        replies = iter([reply for _, reply in request["turns"]])
        async with open_checkpointer(f"sqlite:///{path}") as saver:
            graph = chat_graph(saver, lambda: next(replies))
            config = RunnableConfig(configurable={"thread_id": "case"})
            for text, _ in request["turns"]:
                await graph.ainvoke({"messages": [HumanMessage(content=text)]}, config)
        return {"bytes": sum(file.stat().st_size for file in path.parent.glob("chat.db*"))}

    yield do_round


def _giving(values: dict[str, Any]) -> Callable[[Any], Any]:
    async def node(_state: Any) -> dict[str, Any]:
        return values

    return node


def _chain(graph: Any, names: tuple[str, ...]) -> None:
    graph.add_edge(START, names[0])
    for earlier, later in itertools.pairwise(names):
        graph.add_edge(earlier, later)
    graph.add_edge(names[-1], END)
