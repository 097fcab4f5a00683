"""Nodes that are walked one after another: their order, what they leave, how a walk ends."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.channels import UntrackedValue
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.errors import GraphRecursionError
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from graphs.straight import MOST_NODES, Ways, straight_graph, walk

pytestmark = pytest.mark.anyio

RUNTIME: Runtime[int] = Runtime(context=2)


async def add(state: Any, runtime: Runtime[int]) -> dict[str, Any]:
    return {"value": state["value"] + runtime.context}


async def double(state: Any, _: Runtime[int]) -> dict[str, Any]:
    if state["value"] > 100:
        raise ValueError("too much")
    return {"value": state["value"] * 2, "doubled": True}


NODES = {"add": add, "double": double}
UNTIL_TEN = {
    "add": Ways.only("double"),
    "double": Ways(lambda state: END if state["value"] >= 10 else "add", ("add", END)),
}


async def test_each_node_sees_what_those_before_it_left() -> None:
    seen = {"value": 1, "name": "kept"}
    assert await walk("add", NODES, UNTIL_TEN, seen, RUNTIME) == {
        "value": 16,
        "doubled": True,
        "name": "kept",
    }
    assert seen == {"value": 1, "name": "kept"}, "what was given stays as it was"


async def test_an_error_of_a_node_reaches_the_caller() -> None:
    with pytest.raises(ValueError, match="too much"):
        await walk("add", NODES, UNTIL_TEN, {"value": 200}, RUNTIME)


async def test_a_walk_in_circles_ends() -> None:
    circle = {"add": Ways.only("add")}
    with pytest.raises(GraphRecursionError, match=f"after {MOST_NODES} nodes"):
        await walk("add", NODES, circle, {"value": 1}, RUNTIME)


class Counted(TypedDict, total=False):
    said: Annotated[str, UntrackedValue]
    turns: int
    words: list[str]
    answer: Annotated[str, UntrackedValue]


async def count(state: Counted, runtime: Runtime[int]) -> dict[str, Any]:
    if state["said"] == "crash":
        raise ValueError("as asked")
    turns = state.get("turns", 0) + runtime.context
    return {
        "turns": turns,
        "words": [*state.get("words", []), state["said"]],
        "answer": f"{turns}: {state['said']}",
    }


async def test_both_graphs_go_on_from_each_others_checkpoints() -> None:
    builder: Any = StateGraph(Counted, context_schema=int)
    builder.add_node("count", count)
    builder.add_edge(START, "count")
    named = builder.compile(checkpointer=InMemorySaver())
    straight = straight_graph(named, count, begins="said", kept=("turns", "words"), ends="answer")
    thread = RunnableConfig(configurable={"thread_id": "case"})
    for graph, said, answer in (
        (straight, "one", "1: one"),
        (named, "two", "2: two"),
        (straight, "three", "3: three"),
        (straight, "three", "4: three"),
    ):
        left = await graph.ainvoke({"said": said}, thread, context=1, durability="exit")
        assert left["answer"] == answer
    with pytest.raises(ValueError, match="as asked"):
        await straight.ainvoke({"said": "crash"}, thread, context=1, durability="exit")
    kept = await named.aget_state(thread)
    assert kept.values == {"turns": 4, "words": ["one", "two", "three", "three"]}
    assert not kept.next, "nothing is left to do"
    left = await named.ainvoke({"said": "on"}, thread, context=1, durability="exit")
    assert left["answer"] == "5: on"
