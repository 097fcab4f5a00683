"""Nodes that are walked one after another: their order, what they leave, how a walk ends."""

from __future__ import annotations

from typing import Any

import pytest
from langgraph.errors import GraphRecursionError
from langgraph.graph import END
from langgraph.runtime import Runtime

from graphs.straight import MOST_NODES, Ways, walk

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
