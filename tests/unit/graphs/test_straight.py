"""Nodes that run straight do what LangGraph's own way of running them does, and are seen by whoever listens."""

from __future__ import annotations

from typing import Any, TypedDict

import pytest
from langchain_core.callbacks import AsyncCallbackHandler
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command

from graphs.straight import StraightNode, run_straight

pytestmark = pytest.mark.anyio


class Count(TypedDict, total=False):
    value: int


async def add(state: Count, runtime: Runtime[int]) -> Count:
    return {"value": state.get("value", 0) + runtime.context}


async def repeat_until_ten(state: Count, runtime: Runtime[int]) -> Command[str]:
    if state["value"] > 100:
        raise ValueError("too much")
    return Command(update={"value": state["value"] * 2}, goto="add" if state["value"] < 5 else END)


def build(*, straight: bool) -> Any:
    graph = StateGraph(Count, context_schema=int)
    graph.add_node("add", add)
    graph.add_node("double", repeat_until_ten, destinations=("add", END))
    graph.add_edge(START, "add")
    graph.add_edge("add", "double")
    compiled = graph.compile(checkpointer=InMemorySaver())
    if straight:
        run_straight(compiled)
    return compiled


class Listener(AsyncCallbackHandler):
    def __init__(self) -> None:
        self.heard: list[str | None] = []

    async def on_chain_start(self, *_: Any, name: str | None = None, **__: Any) -> None:
        self.heard.append(name)


async def test_result_and_kept_state_are_those_of_the_usual_way() -> None:
    thread = {"configurable": {"thread_id": "t"}}
    results, kept = [], []
    for straight in (False, True):
        graph = build(straight=straight)
        results.append(await graph.ainvoke({"value": 1}, thread, context=2, durability="exit"))
        kept.append((await graph.aget_state(thread)).values)
    assert results == [{"value": 16}, {"value": 16}]
    assert kept[0] == kept[1] == {"value": 16}


async def test_who_listens_hears_of_every_node() -> None:
    listener = Listener()
    thread = {"configurable": {"thread_id": "t"}, "callbacks": [listener]}
    await build(straight=True).ainvoke({"value": 4}, thread, context=2, durability="exit")
    assert [name for name in listener.heard if name in ("add", "double")] == ["add", "double"]


async def test_nobody_is_told_when_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = build(straight=True)
    node = graph.nodes["add"].node
    assert isinstance(node, StraightNode)
    monkeypatch.delattr(node, "_usual")
    result = await graph.ainvoke(
        {"value": 4}, {"configurable": {"thread_id": "t"}}, context=2, durability="exit"
    )
    assert result == {"value": 12}


async def test_an_error_of_a_node_reaches_the_caller() -> None:
    graph = build(straight=True)
    with pytest.raises(ValueError, match="too much"):
        await graph.ainvoke(
            {"value": 200}, {"configurable": {"thread_id": "t"}}, context=2, durability="exit"
        )
