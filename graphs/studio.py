"""The graphs as LangGraph's own tools open them (`langgraph.json`). They keep no state of their own there."""

from __future__ import annotations

from graphs.approval import build_approval_graph
from graphs.conversation import CompiledGraph, build_conversation_graph


def conversation() -> CompiledGraph:
    """The conversation graph."""
    return build_conversation_graph()


def approval() -> CompiledGraph:
    """The approval graph."""
    return build_approval_graph()
