"""Nodes that run straight, without a LangChain run of their own, while nobody listens to such runs.

LangGraph wraps every node in a sequence with a run manager, callbacks and a task of its own: a fifth of what a turn of
empty nodes costs. With a listener (a tracer, a stream of events) the usual way is taken, so tools see what they always
see.
"""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import BaseCallbackManager
from langchain_core.runnables import Runnable, RunnableConfig
from langgraph.graph import START
from langgraph.graph.state import CompiledStateGraph


class StraightNode(Runnable[Any, Any]):
    """`body`, then `writers`, as `usual` would run them."""

    def __init__(self, usual: Runnable[Any, Any], body: Runnable[Any, Any], writers: list[Any]) -> None:
        self._usual = usual
        self._body = body
        self._writers = writers

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:
        """The usual way."""
        return self._usual.invoke(input, config, **kwargs)

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:
        """Straight when the run's callbacks have no handler."""
        callbacks = config.get("callbacks") if config is not None else None
        if not isinstance(callbacks, BaseCallbackManager) or callbacks.handlers:
            return await self._usual.ainvoke(input, config, **kwargs)
        output = await self._body.ainvoke(input, config, **kwargs)
        for writer in self._writers:
            output = writer.invoke(output, config)
        return output


def run_straight(graph: CompiledStateGraph[Any, Any, Any, Any]) -> None:
    """Let the nodes of `graph` run straight. Its shape, state and checkpoints stay as they are."""
    for name, node in graph.nodes.items():
        usual = node.node
        if name != START and usual is not None:
            node.node = StraightNode(usual, node.bound, node.flat_writers)
